// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import dev.janusclient.message.ServerInfo;
import dev.janusclient.recovery.LostReason;
import dev.janusclient.transport.CloseReason;
import java.time.Duration;
import java.util.List;

/** How a client and its server stand, as {@link JanusClient#connectionState()} tells it. */
public sealed interface ConnectionState {
    /** There is no connection, and no session needs one: the next use connects. */
    record Disconnected() implements ConnectionState {}

    /** There is a connection. */
    record Connected(ServerInfo server) implements ConnectionState {}

    /**
     * The connection is lost, and its sessions wait to be reclaimed. Their requests are refused meanwhile, unless they are
     * idempotent: those wait, too.
     *
     * @param reason what ended the connection
     * @param attempt how many attempts have failed since
     * @param next how long until the next one
     */
    record Suspended(CloseReason reason, int attempt, Duration next) implements ConnectionState {}

    /**
     * There is a connection again, and every session that was suspended has its outcome. Sessions that could not be
     * reclaimed are among them, as {@link ReclaimOutcome.Lost}.
     */
    record Resumed(ServerInfo server, List<ReclaimOutcome> outcomes) implements ConnectionState {
        public Resumed {
            outcomes = List.copyOf(outcomes);
        }
    }

    /**
     * The sessions were given up without an answer about them.
     *
     * @param outcomes of each of them
     */
    record Lost(LostReason reason, List<ReclaimOutcome> outcomes) implements ConnectionState {
        public Lost {
            outcomes = List.copyOf(outcomes);
        }
    }

    /** The client was closed. */
    record Closed() implements ConnectionState {}
}
