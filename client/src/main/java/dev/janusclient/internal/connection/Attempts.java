// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import dev.janusclient.error.JanusConnectException;
import dev.janusclient.internal.worker.Futures;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportFactory;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/**
 * Asks a factory for a transport. Whatever it throws is an attempt that failed: a system without file descriptors or threads
 * makes a factory throw what it never did before, and recovery has to go on until there are some again.
 */
final class Attempts {
    private Attempts() {}

    /** The transport, or a {@link JanusConnectException}; never throws. */
    static CompletableFuture<JanusTransport> connect(
            TransportFactory factory, URI uri, TransportOptions options, TransportListener listener) {
        CompletableFuture<JanusTransport> opening;
        try {
            opening = factory.connect(uri, options, listener);
        } catch (Throwable e) {
            return Futures.failed(failure(e));
        }
        if (opening == null) {
            return Futures.failed(new JanusConnectException("the transport's factory returned nothing", null));
        }
        CompletableFuture<JanusTransport> outcome = new CompletableFuture<>();
        opening.whenComplete((open, failure) -> {
            if (failure != null) {
                outcome.completeExceptionally(failure(Futures.cause(failure)));
            } else if (open == null) {
                outcome.completeExceptionally(failure(new NullPointerException("no transport")));
            } else {
                outcome.complete(open);
            }
        });
        return outcome;
    }

    private static JanusConnectException failure(Throwable cause) {
        return cause instanceof JanusConnectException known
                ? known
                : new JanusConnectException("no transport could be opened: " + cause, cause);
    }
}
