// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system;

import dev.janusclient.internal.connection.Transports;
import dev.janusclient.message.RawJson;
import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A transport without a client: says what the library never would, and gives the answer as it came. */
final class RawLink implements AutoCloseable, TransportListener {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final BlockingQueue<RawJson> said = new LinkedBlockingQueue<>();
    private final JanusTransport transport;

    RawLink(URI uri) {
        transport = Outcome.of(Transports.forUri(uri)
                .connect(uri, new TransportOptions(TIMEOUT, TIMEOUT, TIMEOUT, 1 << 20, 1 << 20), this));
    }

    /** Sends a text, with {@code '} for {@code "}, and takes what comes next. */
    RawJson ask(String text) {
        transport.send(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        try {
            RawJson reply = said.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            if (reply == null) {
                throw new AssertionError("nothing was said to " + text);
            }
            return reply;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void onMessage(byte[] json) {
        said.add(RawJson.of(new String(json, StandardCharsets.UTF_8)));
    }

    @Override
    public void onClosed(CloseReason reason) {}

    @Override
    public void close() {
        transport.close();
    }
}
