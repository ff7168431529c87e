// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.observe.ClientObserver;
import dev.janusclient.transport.CloseReason;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Counts the requests that are made to a server, how they ended, and the connections that they took. Any thread. */
public final class Traffic implements ClientObserver {
    private long requests;
    private long answered;
    private long failed;
    private long timedOut;
    private long connections;
    private long lost;
    private long nanos;

    Traffic() {}

    /**
     * What there was since the beginning.
     *
     * @param answered those that were not refused
     * @param failed those that were refused, or lost with their connection
     * @param timedOut those that no answer came to in time
     * @param connections those that were opened
     * @param lost those that ended before they were closed here
     * @param nanos that all answered requests took together
     */
    public record Total(
            long requests, long answered, long failed, long timedOut, long connections, long lost, long nanos) {}

    /** What there was until now. */
    public synchronized Total total() {
        return new Total(requests, answered, failed, timedOut, connections, lost, nanos);
    }

    @Override
    public synchronized RequestEnd requestStarted(
            URI server, String plugin, String request, long sessionId, long handleId) {
        requests++;
        long begun = System.nanoTime();
        return failure -> ended(begun, failure);
    }

    private synchronized void ended(long begun, @Nullable Throwable failure) {
        if (failure == null) {
            answered++;
            nanos += System.nanoTime() - begun;
        } else if (failure instanceof JanusTimeoutException) {
            timedOut++;
        } else {
            failed++;
        }
    }

    @Override
    public synchronized void connectionOpened(URI server) {
        connections++;
    }

    @Override
    public synchronized void connectionClosed(CloseReason reason) {
        if (reason.kind() != CloseReason.Kind.CLIENT_CLOSED) {
            lost++;
        }
    }
}
