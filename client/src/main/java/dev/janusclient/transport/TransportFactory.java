// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.transport;

import java.net.URI;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Opens transports for some URI schemes. Implementations are found with {@link java.util.ServiceLoader}. */
public interface TransportFactory {
    /** The schemes this factory serves, in lower case, for example {@code ws} and {@code wss}. */
    Set<String> schemes();

    /**
     * Opens a transport.
     *
     * @param uri where Janus listens; its scheme is one of {@link #schemes()}
     * @param options limits and deadlines
     * @param listener called for everything that arrives, and at the end; it is not called if the future fails
     * @return the open transport, or a failure with {@link dev.janusclient.error.JanusConnectException} once the
     *     connect timeout is over
     */
    CompletableFuture<JanusTransport> connect(URI uri, TransportOptions options, TransportListener listener);
}
