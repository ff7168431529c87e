package dev.janusclient;

import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.internal.worker.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The time in which a session has no connection: what was known when it began, and who waits for its end. */
final class Suspension {
    private volatile HandoverTicket known;
    private volatile Map<Long, List<String>> leftOpen = Map.of();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    Suspension(HandoverTicket known) {
        this.known = known;
    }

    HandoverTicket known() {
        return known;
    }

    /** What could not be found out about what was told already, by handle. */
    Map<Long, List<String>> leftOpen() {
        return leftOpen;
    }

    /** What was missed up to now has been told, if this ends badly. */
    void caughtUp(HandoverTicket now, Map<Long, List<String>> open) {
        known = now;
        leftOpen = open;
    }

    /** Does one thing when it has ended, well or not, or another at a point in time before that. */
    void waiting(ClientContext host, long deadline, Runnable then, Runnable tooLate) {
        CompletableFuture<Boolean> first = new CompletableFuture<>();
        Duration left = Duration.ofNanos(Math.max(1, deadline - host.scheduler().nanoTime()));
        Scheduler.ScheduledTask timer = host.scheduler().once(left, () -> host.run(() -> first.complete(false)));
        ended.whenComplete((done, never) -> host.run(() -> first.complete(true)));
        first.thenAccept(inTime -> {
            timer.cancel();
            (inTime ? then : tooLate).run();
        });
    }

    /** It is over: the session is active again, or will never be. */
    void end() {
        ended.complete(null);
    }
}
