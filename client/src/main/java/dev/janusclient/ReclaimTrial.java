package dev.janusclient;

import static dev.janusclient.doctor.Diagnosis.Severity.FATAL;
import static dev.janusclient.doctor.Diagnosis.Severity.NOTE;

import dev.janusclient.doctor.CheckUp;
import dev.janusclient.doctor.Diagnosis;
import dev.janusclient.doctor.Diagnosis.Finding;
import dev.janusclient.internal.worker.Scheduler;
import dev.janusclient.message.ServerInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Tries it out: a session whose connection is closed must be there for another one to claim. It is destroyed after that. */
final class ReclaimTrial implements CheckUp {
    private static final Duration NOTICED_AFTER = Duration.ofMillis(250);

    private final JanusClient janus;
    private final Supplier<JanusClient> firstOwner;

    ReclaimTrial(JanusClient janus, Supplier<JanusClient> firstOwner) {
        this.janus = janus;
        this.firstOwner = firstOwner;
    }

    @Override
    public CompletableFuture<List<Finding>> examine(ServerInfo server) {
        JanusClient first = firstOwner.get();
        long start = System.nanoTime();
        return first.createSession()
                .thenApply(JanusSession::id)
                .whenComplete((id, failure) -> first.close())
                .thenCompose(ReclaimTrial::onceNoticed)
                .thenCompose(janus::claimSession)
                .thenCompose(session -> session.destroy().thenApply(done -> session))
                .handle((session, failure) -> List.of(
                        failure == null
                                ? new Finding(
                                        NOTE,
                                        "trial",
                                        "a session outlived its connection and was claimed over another one, all within "
                                                + (System.nanoTime() - start) / 1_000_000 + " ms",
                                        "")
                                : new Finding(
                                        FATAL,
                                        "trial",
                                        "a session whose connection was closed could not be claimed: "
                                                + SessionReclaimer.cause(failure)
                                                        .getMessage(),
                                        "see what else was found")));
    }

    /** A claim that comes before Janus has noticed the end of the connection proves nothing, and nothing tells when it has. */
    private static CompletableFuture<Long> onceNoticed(long sessionId) {
        CompletableFuture<Long> noticed = new CompletableFuture<>();
        // Not the client's: whoever closes that must not leave this undone.
        Scheduler scheduler = Scheduler.system();
        scheduler.once(NOTICED_AFTER, () -> {
            noticed.complete(sessionId);
            scheduler.close();
        });
        return noticed;
    }

    /** What a check-up found; that it failed is a finding, too. */
    static CompletableFuture<List<Finding>> told(CheckUp one, ServerInfo server) {
        CompletableFuture<List<Finding>> examined;
        try {
            examined = one.examine(server);
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(failed(one, e));
        }
        return examined.exceptionally(failure -> failed(one, SessionReclaimer.cause(failure)));
    }

    private static List<Finding> failed(CheckUp one, Throwable why) {
        return List.of(new Finding(
                Diagnosis.Severity.WARNING,
                one.getClass().getSimpleName(),
                "it could not be examined: " + why.getMessage(),
                ""));
    }

    static List<Finding> both(List<Finding> some, List<Finding> more) {
        List<Finding> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
