// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.FakeJanus;
import dev.janusclient.Outcome;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.handover.ServerIdentity;
import dev.janusclient.internal.session.SessionEffect.EmitConnectionLost;
import dev.janusclient.internal.session.SessionEffect.EndOutage;
import dev.janusclient.internal.session.SessionEffect.Forget;
import dev.janusclient.internal.session.SessionEffect.Unroute;
import dev.janusclient.internal.session.SessionState.Active;
import dev.janusclient.internal.session.SessionState.Ended;
import dev.janusclient.internal.session.SessionState.HandedOff;
import dev.janusclient.internal.session.SessionState.Reclaiming;
import dev.janusclient.internal.session.SessionState.Suspended;
import dev.janusclient.transport.CloseReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SessionMachineTest {
    private static final CloseReason LOST = new CloseReason(CloseReason.Kind.IO_ERROR, "reset", null);
    private static final AtomicLong IDS = new AtomicLong();

    private final Binding first = binding();
    private final Binding second = binding();

    /** Of a real session: the machine never looks into it. */
    private static Binding binding() {
        return FakeJanus.core(Outcome.of(new FakeJanus().client().createSession()))
                .binding();
    }

    private static HandoverTicket ticket() {
        return HandoverTicket.of(
                new ServerIdentity("janus", "1.1.2", "ws://janus.test"),
                IDS.incrementAndGet(),
                Instant.EPOCH,
                List.of());
    }

    private static SessionInput lost(boolean recovers, HandoverTicket known) {
        return new SessionInput.ConnectionLost(LOST, recovers, known, 0);
    }

    private static SessionMachine.Step step(SessionState state, SessionInput input) {
        return SessionMachine.step(state, input);
    }

    @Test
    void aLostSessionIsSuspendedMovedClaimedAndReleased() {
        HandoverTicket known = ticket();
        SessionMachine.Step suspended = step(new Active(first), lost(true, known));
        assertThat(suspended.next()).isInstanceOf(Suspended.class);
        assertThat(suspended.next().isActive()).isFalse();
        assertThat(suspended.effects()).containsExactly(new EmitConnectionLost(LOST));
        SessionMachine.Step moved = step(suspended.next(), new SessionInput.Moved(second));
        assertThat(moved.next().binding()).isSameAs(second);
        SessionMachine.Step claimed = step(moved.next(), new SessionInput.Claimed());
        assertThat(claimed.next()).isInstanceOf(Reclaiming.class);
        assertThat(claimed.next().isActive()).isTrue();
        SessionMachine.Step released = step(claimed.next(), new SessionInput.Released());
        assertThat(released.next()).isEqualTo(new Active(second));
        assertThat(released.effects()).singleElement().isInstanceOf(EndOutage.class);
    }

    @Test
    void whatIsKnownOfASessionThatIsLostAgainIsWhatWasKnownBefore() {
        HandoverTicket known = ticket();
        SessionState suspended = step(new Active(first), lost(true, known)).next();
        SessionState reclaiming = step(suspended, new SessionInput.Claimed()).next();
        SessionMachine.Step again = step(reclaiming, lost(true, ticket()));
        assertThat(again.next()).isInstanceOf(Suspended.class);
        assertThat(((Suspended) again.next()).outage().known()).isSameAs(known);
        assertThat(again.effects()).isEmpty();
    }

    @Test
    void whatWasReplayedIsNotReplayedAgain() {
        HandoverTicket later = ticket();
        SessionState suspended = step(new Active(first), lost(true, ticket())).next();
        SessionState reclaiming = step(suspended, new SessionInput.Claimed()).next();
        Map<Long, List<String>> open = Map.of(7L, List.of("something"));
        SessionState caughtUp =
                step(reclaiming, new SessionInput.CaughtUp(later, open)).next();
        SessionState again = step(caughtUp, lost(true, ticket())).next();
        assertThat(((Suspended) again).outage().known()).isSameAs(later);
        assertThat(((Suspended) again).outage().unresolved()).isEqualTo(open);
    }

    @Test
    void onlyAnActiveSettledSessionIsHandedOff() {
        SessionMachine.Step off = step(new Active(first), new SessionInput.HandOff(null));
        assertThat(off.next()).isInstanceOf(HandedOff.class);
        assertThat(off.effects()).containsExactly(new Unroute(first), new Forget());
        SessionState suspended = step(new Active(first), lost(true, ticket())).next();
        SessionState reclaiming = step(suspended, new SessionInput.Claimed()).next();
        for (SessionState other : List.of(suspended, reclaiming, off.next(), new Ended(first, "gone"))) {
            SessionMachine.Step refused = step(other, new SessionInput.HandOff(null));
            assertThat(refused.accepted()).isFalse();
            assertThat(refused.next()).isSameAs(other);
        }
    }

    /** What holds after any inputs in any order, with 200 lives of 200 inputs each for every seed. */
    @Test
    void whateverHappensNothingIsForgottenTwiceAndNoRequestWaitsForAnOutageThatIsOver() {
        for (int seed = 0; seed < 200; seed++) {
            live(new Random(seed), "seed " + seed);
        }
    }

    private void live(Random random, String name) {
        SessionState state = new Active(first);
        List<CompletableFuture<Void>> ended = new ArrayList<>();
        int forgotten = 0;
        int unrouted = 0;
        for (int i = 0; i < 200; i++) {
            SessionState before = state;
            SessionMachine.Step step = step(before, input(random));
            state = step.next();
            for (SessionEffect effect : step.effects()) {
                if (effect instanceof EndOutage end) {
                    assertThat(ended).as(name).doesNotContain(end.over());
                    ended.add(end.over());
                } else if (effect instanceof Forget) {
                    forgotten++;
                } else if (effect instanceof Unroute) {
                    unrouted++;
                }
            }
            if (!step.accepted()) {
                assertThat(state).as(name).isSameAs(before);
                assertThat(step.effects()).as(name).isEmpty();
            }
            boolean over = state instanceof Ended || state instanceof HandedOff;
            assertThat(forgotten).as(name).isEqualTo(over ? 1 : 0);
            assertThat(unrouted).as(name).isEqualTo(over ? 1 : 0);
            assertThat(state.inactive().isEmpty()).as(name).isEqualTo(state.isActive());
            Outage outage = state.outage();
            if (outage != null) {
                assertThat(ended).as(name).doesNotContain(outage.over());
            }
            // An outage ends with a session that is active again or over, and not before.
            Outage earlier = before.outage();
            if (earlier != null && outage == null) {
                assertThat(ended).as(name).contains(earlier.over());
            }
        }
    }

    private SessionInput input(Random random) {
        return switch (random.nextInt(20)) {
            case 0 -> new SessionInput.End("it was destroyed");
            case 1 -> new SessionInput.HandOff(null);
            case 2 -> lost(false, ticket());
            case 3, 4, 5, 6, 7 -> lost(true, ticket());
            case 8, 9, 10 -> new SessionInput.Moved(random.nextBoolean() ? first : second);
            case 11, 12, 13 -> new SessionInput.Claimed();
            case 14, 15 -> new SessionInput.CaughtUp(ticket(), Map.of());
            default -> new SessionInput.Released();
        };
    }
}
