// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.netty;

import dev.janusclient.error.JanusConnectException;
import dev.janusclient.internal.longpoll.LongPollTransport;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportFactory;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import io.netty.channel.EventLoop;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Janus over HTTP ({@code http}, {@code https}): requests by POST, events by long polls. The URI's path is Janus's base
 * path; without one it is {@code /janus}, or {@code /admin} for the admin API.
 */
public final class NettyHttpFactory implements TransportFactory {
    /** What {@link java.util.ServiceLoader} uses. */
    public NettyHttpFactory() {}

    @Override
    public Set<String> schemes() {
        return Set.of("http", "https");
    }

    @Override
    public CompletableFuture<JanusTransport> connect(URI uri, TransportOptions options, TransportListener listener) {
        Wire wire;
        try {
            wire = Wire.to(uri, options);
        } catch (JanusConnectException e) {
            return CompletableFuture.failedFuture(e);
        }
        SharedEventLoop loops = SharedEventLoop.acquire();
        try {
            EventLoop loop = loops.next();
            return LongPollTransport.open(
                    uri, options, listener, loop, new HttpPool(wire, options, loop), loops::release);
        } catch (RuntimeException | Error e) {
            // The system may have no thread or no file for an event loop.
            loops.release();
            throw e;
        }
    }
}
