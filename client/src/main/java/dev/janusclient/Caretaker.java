package dev.janusclient;

import dev.janusclient.connection.Link;
import dev.janusclient.connection.Ticker;
import dev.janusclient.error.SessionNotFoundException;
import dev.janusclient.message.Request;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps a session that nobody owns alive for somebody who is on the way, without claiming it: any request that names the
 * session, from any connection, counts as activity (measured on Janus 1.1.2 and 1.4.1). Made by {@link
 * JanusClient#keepAlive}. Thread-safe.
 */
public final class Caretaker implements AutoCloseable {
    /** How a caretaker's work ended. */
    public enum End {
        /** {@link Caretaker#close()} was called. */
        CLOSED,
        /** The time it was given is over. The session goes on for as long as the server's timeouts allow. */
        TIME_IS_UP,
        /** The session does not exist (any more). */
        SESSION_GONE
    }

    private final Link<ServerInfo> link;
    private final long sessionId;
    private final CompletableFuture<End> ended = new CompletableFuture<>();

    Caretaker(Link<ServerInfo> link, Ticker ticker, long sessionId, ServerInfo server, Duration atMost) {
        this.link = link;
        this.sessionId = sessionId;
        Ticker.Beat beat = ticker.every(server.longestSafeSilence(), this::speak);
        Ticker.Beat end = ticker.once(atMost, () -> ended.complete(End.TIME_IS_UP));
        ended.whenComplete((how, never) -> {
            beat.stop();
            end.stop();
        });
        speak();
    }

    /** The session that is taken care of. */
    public long sessionId() {
        return sessionId;
    }

    /** Completes when nobody takes care of the session any more. */
    public CompletableFuture<End> ended() {
        return ended.thenApply(how -> how);
    }

    /** Stops; the session goes on for as long as the server's timeouts allow. Repeatable. */
    @Override
    public void close() {
        ended.complete(End.CLOSED);
    }

    private void speak() {
        link.live("keepalive")
                .thenCompose(up -> up.connection().request(Request.of("keepalive", sessionId)))
                .whenComplete((ack, failure) -> {
                    // A connection that is lost is made anew at the next beat.
                    if (failure != null && SessionReclaimer.cause(failure) instanceof SessionNotFoundException) {
                        ended.complete(End.SESSION_GONE);
                    }
                });
    }
}
