// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import dev.janusclient.transport.JanusTransport;
import java.util.HashSet;
import java.util.Set;

/** Keeps a transport from reading for as long as there is a stream that wants it. */
final class ReadGate {
    /** Empty for most, for ever. */
    private Set<EventStream> closedFor = Set.of();

    private int pauses;

    /**
     * Notes what a stream wants.
     *
     * @return false if the transport can't stop reading
     */
    synchronized boolean pause(JanusTransport transport, EventStream stream, boolean pause) {
        boolean wasOpen = closedFor.isEmpty();
        if (pause) {
            if (wasOpen) {
                closedFor = new HashSet<>();
                pauses++;
            }
            closedFor.add(stream);
        } else if (!wasOpen) {
            closedFor.remove(stream);
        }
        boolean changes = wasOpen != closedFor.isEmpty();
        if (changes && !transport.pauseReading(pause)) {
            closedFor.remove(stream);
            return false;
        }
        return true;
    }

    /** Whether the transport does not read at the moment. */
    synchronized boolean isClosed() {
        return !closedFor.isEmpty();
    }

    /** How often the transport has stopped reading so far. */
    synchronized int pauses() {
        return pauses;
    }
}
