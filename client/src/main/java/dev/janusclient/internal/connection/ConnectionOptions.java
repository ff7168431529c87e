// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import dev.janusclient.internal.message.Credentials;
import dev.janusclient.transport.TransportOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What a connection is told.
 *
 * @param uri where Janus listens
 * @param transport limits for the transport
 * @param credentials added to every request
 * @param requestTimeout how long an answer may take
 * @param maxJsonDepth levels of nesting let in
 * @param maxUndeliveredBytes how much is held for handles that are not attached yet
 * @param executor where futures are completed and listeners run
 */
public record ConnectionOptions(
        URI uri,
        TransportOptions transport,
        Credentials credentials,
        Duration requestTimeout,
        int maxJsonDepth,
        long maxUndeliveredBytes,
        Executor executor) {
    /** The same for another address. */
    ConnectionOptions to(URI other) {
        return new ConnectionOptions(
                other, transport, credentials, requestTimeout, maxJsonDepth, maxUndeliveredBytes, executor);
    }
}
