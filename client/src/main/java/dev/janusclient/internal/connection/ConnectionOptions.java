// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.message.Credentials;
import dev.janusclient.observe.ClientObserver;
import dev.janusclient.transport.TransportOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * The options of a connection.
 *
 * @param uri where Janus listens
 * @param transport limits for the transport
 * @param credentials added to every request
 * @param requestTimeout how long an answer may take
 * @param maxJsonDepth levels of nesting let in
 * @param undelivered limits what is held for handles that are not attached yet: half of it may be
 * @param executor where futures are completed and listeners run
 * @param observer receives requests that name no session
 * @param logs for what is logged about connections and their sessions
 */
public record ConnectionOptions(
        URI uri,
        TransportOptions transport,
        Credentials credentials,
        Duration requestTimeout,
        int maxJsonDepth,
        ByteBudget undelivered,
        Executor executor,
        ClientObserver observer,
        LogBudget logs) {
    /** The same for another address. */
    ConnectionOptions to(URI other) {
        return other.equals(uri)
                ? this
                : new ConnectionOptions(
                        other,
                        transport,
                        credentials,
                        requestTimeout,
                        maxJsonDepth,
                        undelivered,
                        executor,
                        observer,
                        logs);
    }
}
