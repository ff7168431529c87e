// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.faults;

import static dev.janusclient.system.faults.Ground.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.ConnectionState;
import dev.janusclient.JanusPlugin;
import dev.janusclient.JanusSession;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.error.JanusConnectionLostException;
import dev.janusclient.error.JanusException;
import dev.janusclient.error.JanusNotSentException;
import dev.janusclient.error.JanusPluginException;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.testkit.FaultProxy;
import dev.janusclient.testkit.FaultProxy.Direction;
import dev.janusclient.testkit.FaultTrigger;
import dev.janusclient.testkit.LinkFault;
import dev.janusclient.testkit.ProxiedMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One cell, from a new client to its end.
 *
 * @param <P> the plugin's handle
 */
final class CellRun<P extends JanusPlugin> {
    private static final Duration SOON = Duration.ofSeconds(15);

    private final Cell cell;
    private final Ground ground;
    private final Scene<P> scene;
    private final List<Party> parties = new ArrayList<>();
    private final List<CompletableFuture<?>> futures = new ArrayList<>();
    /** Of idempotent requests, which are sent again after a loss. */
    private final List<CompletableFuture<?>> answered = new ArrayList<>();

    private CellRun(Cell cell, Ground ground, Scene<P> scene) {
        this.cell = cell;
        this.ground = ground;
        this.scene = scene;
    }

    /** Runs a cell; returns what came of it, in a few words. */
    static String of(Cell cell, Ground ground) {
        try (Scene<?> scene = cell.plugin().at(ground, cell.moment())) {
            CellRun<?> run = new CellRun<>(cell, ground, scene);
            try {
                return run.run();
            } catch (RuntimeException | Error e) {
                throw new AssertionError(cell + ": " + e.getMessage() + run.story(), e);
            }
        }
    }

    private Party party() {
        Party party = new Party(ground.janus().uri(), cell.evidence().sources(ground));
        parties.add(party);
        return party;
    }

    /** Everything that passed. */
    private String story() {
        StringBuilder story = new StringBuilder();
        for (Party party : parties) {
            story.append("\n  a client: ")
                    .append(party.states().stream()
                            .map(each -> each.getClass().getSimpleName())
                            .toList());
            party.proxy().messages().forEach(message -> story.append("\n    ").append(message));
        }
        return story.toString();
    }

    private String run() {
        List<ReclaimOutcome> outcomes =
                switch (cell.moment()) {
                    case TAKE -> taken();
                    case HAND_OFF -> handedOff();
                    default -> reclaimed();
                };
        return outcomes.isEmpty()
                ? "nothing was lost"
                : outcomes.stream().map(each -> each.getClass().getSimpleName()).collect(Collectors.joining(", "));
    }

    /** The same client has its session back. */
    private List<ReclaimOutcome> reclaimed() {
        try (Party party = party()) {
            JanusSession session = done(party.client().createSession());
            P handle = done(session.attach(scene.type()));
            ReceivedEvents received = new ReceivedEvents(handle);
            scene.settle(handle);
            int struck = strike(party, handle);
            Class<?> happened = goOn(party.proxy(), !cell.moment().isAtRequest());
            awaitRecovery(party, session, struck);
            List<String> uncertain = assertEveryFutureEnded();
            Verdict<P> verdict = verdict(handle, received);
            verdict.namedWhatIsUnknown(party.outcomes(), uncertain);
            if (cell.trouble().isFatal() || cell.moment() == Moment.CLAIM) {
                assertThat(party.outcomes())
                        .as("what came of having the session back")
                        .isNotEmpty();
            }
            verdict.isTrue(party.outcomes(), happened);
            end(party, handle);
            verdict.reportedOnceAndInOrder(happened);
            return party.outcomes();
        }
    }

    /** Another client takes the session, whose owner has died. */
    private List<ReclaimOutcome> taken() {
        HandoverTicket ticket;
        ReceivedEvents before;
        try (Party owner = party()) {
            JanusSession session = done(owner.client().createSession());
            P handle = done(session.attach(scene.type()));
            before = new ReceivedEvents(handle);
            scene.settle(handle);
            ticket = session.ticket();
        }
        try (Party heir = party()) {
            FaultTrigger trigger = cell.trouble().at(atClaim(heir.proxy()));
            CompletableFuture<ReclaimOutcome> first = reclaim(heir, ticket);
            trigger.await(SOON);
            Class<?> happened = goOn(heir.proxy(), true);
            return inherit(heir, ticket, first, before, happened);
        }
    }

    /** Another client takes the session that its owner has just let go. */
    private List<ReclaimOutcome> handedOff() {
        try (Party owner = party();
                Party heir = party()) {
            JanusSession session = done(owner.client().createSession());
            P handle = done(session.attach(scene.type()));
            ReceivedEvents before = new ReceivedEvents(handle);
            scene.settle(handle);
            if (cell.trouble() == Trouble.CUT_IN_FRAME) {
                cell.trouble().at(owner.proxy().when(Direction.FROM_JANUS, message -> true));
            }
            HandoverTicket ticket = session.handOff();
            if (cell.trouble() != Trouble.CUT_IN_FRAME) {
                owner.proxy().inflict(cell.trouble().fault());
            }
            cell.trouble().goOn(owner.proxy());
            Class<?> happened = scene.happen();
            futures.add(session.handedOver());
            List<ReclaimOutcome> outcomes = inherit(heir, ticket, reclaim(heir, ticket), before, happened);
            assertThat(session.isActive()).isFalse();
            assertThat(owner.proxy().messages(Direction.TO_JANUS, request -> request.janus()
                            .equals("claim")))
                    .as("claims of who let go")
                    .isEmpty();
            assertThat(owner.sentTwice(scene.type())).isEmpty();
            owner.assertNothingIsLeft();
            return outcomes;
        }
    }

    private List<ReclaimOutcome> inherit(
            Party heir,
            HandoverTicket ticket,
            CompletableFuture<ReclaimOutcome> first,
            ReceivedEvents before,
            @Nullable Class<?> happened) {
        ReclaimOutcome outcome = take(heir, ticket, first);
        P handle = outcome.handle(scene.type())
                .orElseThrow(() -> new AssertionError("the handle was not had back: " + outcome));
        ReceivedEvents received = new ReceivedEvents(handle, before.all());
        await().atMost(SOON).until(() -> handle.session().isActive());
        assertEveryFutureEnded();
        List<ReclaimOutcome> outcomes = new ArrayList<>(List.of(outcome));
        outcomes.addAll(heir.outcomes());
        Verdict<P> verdict = verdict(handle, received);
        verdict.isTrue(outcomes, happened);
        end(heir, handle);
        verdict.reportedOnceAndInOrder(happened);
        return outcomes;
    }

    /** As an application does: who could not take it because of the connection tries again. */
    private ReclaimOutcome take(Party heir, HandoverTicket ticket, CompletableFuture<ReclaimOutcome> first) {
        CompletableFuture<ReclaimOutcome> attempt = first;
        for (int left = 5; left > 0; left--) {
            try {
                return done(attempt);
            } catch (CompletionException e) {
                assertThat(e.getCause()).isInstanceOf(JanusException.class);
            }
            CompletableFuture<Void> pause =
                    new CompletableFuture<Void>().completeOnTimeout(null, 200, TimeUnit.MILLISECONDS);
            attempt = pause.thenCompose(now -> reclaim(heir, ticket));
        }
        return done(attempt);
    }

    private Verdict<P> verdict(P handle, ReceivedEvents received) {
        return new Verdict<>(ground, cell, scene, handle, received, parties);
    }

    private CompletableFuture<ReclaimOutcome> reclaim(Party heir, HandoverTicket ticket) {
        Reclaim reclaim = Reclaim.with(heir.client());
        cell.evidence().sources(ground).forEach(reclaim::source);
        return reclaim.take(ticket);
    }

    /** Makes the trouble, and returns the number of the connection that has it. */
    private int strike(Party party, P handle) {
        FaultProxy proxy = party.proxy();
        FaultTrigger trigger;
        if (cell.moment().isAtRequest()) {
            trigger = cell.trouble().at(atRequest(proxy));
            futures.add(scene.act(handle));
        } else if (cell.moment() == Moment.CLAIM) {
            trigger = cell.trouble().at(atClaim(proxy));
            proxy.inflict(new LinkFault.Cut());
            answered.add(handle.session().keepalive());
        } else if (cell.trouble() == Trouble.CUT_IN_FRAME) {
            trigger = cell.trouble().at(proxy.whenAnswer("ack", request -> true));
            answered.add(handle.session().keepalive());
        } else {
            int current = proxy.opened();
            proxy.inflict(cell.trouble().fault());
            answered.add(handle.session().keepalive());
            return current;
        }
        return trigger.await(SOON).connection();
    }

    private FaultTrigger atRequest(FaultProxy proxy) {
        Set<String> before =
                proxy.messages().stream().map(ProxiedMessage::transaction).collect(Collectors.toSet());
        Predicate<ProxiedMessage> asked =
                request -> request.janus().equals("message") && !before.contains(request.transaction());
        return switch (cell.moment()) {
            case SENDING -> proxy.when(Direction.TO_JANUS, asked);
            case BEFORE_ACK ->
                proxy.when(Direction.FROM_JANUS, answer -> !proxy.messages(
                                Direction.TO_JANUS,
                                request -> asked.test(request)
                                        && request.transaction().equals(answer.transaction()))
                        .isEmpty());
            case BETWEEN_ACK_AND_EVENT -> proxy.whenAnswer("event", asked);
            default -> proxy.when(Direction.FROM_JANUS, scene::isNews);
        };
    }

    private static FaultTrigger atClaim(FaultProxy proxy) {
        return proxy.whenAnswer("success", request -> request.janus().equals("claim"));
    }

    /** What else belongs to the trouble; while nobody can listen, something happens that the handle should be told of. */
    private @Nullable Class<?> goOn(FaultProxy proxy, boolean somethingHappens) {
        cell.trouble().goOn(proxy);
        if (cell.trouble() != Trouble.DOWN) {
            return null;
        }
        Executor later = CompletableFuture.delayedExecutor(Trouble.DOWN_FOR.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<Void> over = CompletableFuture.runAsync(() -> {}, later);
        Class<?> happened = somethingHappens ? scene.happen() : null;
        done(over.thenRun(proxy::accept));
        return happened;
    }

    /** Until the session is there again, over a connection without trouble. */
    private void awaitRecovery(Party party, JanusSession session, int struck) {
        boolean lost = cell.trouble().isFatal();
        await().atMost(SOON)
                .until(() -> (!lost || party.proxy().opened() > struck)
                        && session.isActive()
                        && (party.states().size() < 2
                                || party.client().connectionState() instanceof ConnectionState.Resumed));
        done(session.keepalive());
    }

    /** Returns the requests whose outcome is unknown, by what errors call them. */
    private List<String> assertEveryFutureEnded() {
        answered.forEach(Ground::done);
        List<String> uncertain = new ArrayList<>();
        for (CompletableFuture<?> future : futures) {
            Throwable failure = done(future.handle((value, thrown) -> thrown));
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause != null) {
                assertThat(cause)
                        .isInstanceOfAny(
                                JanusConnectionLostException.class,
                                JanusNotSentException.class,
                                JanusTimeoutException.class,
                                JanusPluginException.class);
            }
            if (cause instanceof JanusConnectionLostException) {
                uncertain.add(String.valueOf(cause.getMessage()).split("'", -1)[1]);
            }
        }
        return uncertain;
    }

    /** The handle is usable; when it and its session have ended, nothing is left. */
    private void end(Party party, P handle) {
        try {
            done(scene.goOn(handle));
        } catch (CompletionException e) {
            // After a request whose outcome is unknown, the next one may come at the wrong time.
            assertThat(cell.moment().isAtRequest()).as("%s", e.getCause()).isTrue();
            assertThat(e.getCause()).isInstanceOf(JanusPluginException.class);
        }
        done(handle.session().destroy());
        party.assertNothingIsLeft();
        assertThat(party.sentTwice(scene.type())).as("sent twice").isEmpty();
    }
}
