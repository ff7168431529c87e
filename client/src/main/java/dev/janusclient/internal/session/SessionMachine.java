// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.session;

import dev.janusclient.internal.session.SessionEffect.EmitConnectionLost;
import dev.janusclient.internal.session.SessionEffect.EndOutage;
import dev.janusclient.internal.session.SessionEffect.Forget;
import dev.janusclient.internal.session.SessionEffect.Unroute;
import dev.janusclient.internal.session.SessionState.Active;
import dev.janusclient.internal.session.SessionState.Ended;
import dev.janusclient.internal.session.SessionState.HandedOff;
import dev.janusclient.internal.session.SessionState.Reclaiming;
import dev.janusclient.internal.session.SessionState.Suspended;
import java.util.ArrayList;
import java.util.List;

/**
 * A session's life as a pure function: a state and an input give the next state and what follows from it. An input that
 * means nothing in a state leaves it as it is, so that of two things that happen at once either may come first.
 */
final class SessionMachine {
    private SessionMachine() {}

    /**
     * The next state, and what follows.
     *
     * @param accepted whether the input meant anything
     */
    record Step(SessionState next, boolean accepted, List<SessionEffect> effects) {}

    /** One step. */
    static Step step(SessionState state, SessionInput input) {
        if (input instanceof SessionInput.ConnectionLost lost) {
            return connectionLost(state, lost);
        } else if (input instanceof SessionInput.End end) {
            return end(state, end.why());
        } else if (input instanceof SessionInput.HandOff handOff) {
            return handOff(state, handOff);
        } else if (input instanceof SessionInput.Moved moved) {
            return state instanceof Suspended suspended
                    ? to(new Suspended(moved.to(), suspended.outage()))
                    : ignored(state);
        } else if (input instanceof SessionInput.Claimed) {
            return state instanceof Suspended suspended
                    ? to(new Reclaiming(suspended.binding(), suspended.outage()))
                    : ignored(state);
        } else if (input instanceof SessionInput.CaughtUp caughtUp) {
            return caughtUp(state, caughtUp);
        }
        return state instanceof Reclaiming reclaiming
                ? to(
                        new Active(reclaiming.binding()),
                        new EndOutage(reclaiming.outage().over()))
                : ignored(state);
    }

    private static Step connectionLost(SessionState state, SessionInput.ConnectionLost lost) {
        String why = "its connection was lost: " + lost.reason().detail();
        if (state instanceof Active active) {
            EmitConnectionLost told = new EmitConnectionLost(lost.reason());
            return lost.recovers()
                    ? to(
                            new Suspended(
                                    active.binding(), Outage.begin(lost.reason(), lost.known(), lost.lastHeard())),
                            told)
                    : to(new Ended(active.binding(), why), new Unroute(active.binding()), new Forget(), told);
        }
        Outage outage = state.outage();
        if (outage == null) {
            return ignored(state);
        } else if (!lost.recovers()) {
            return to(
                    new Ended(state.binding(), why),
                    new Unroute(state.binding()),
                    new Forget(),
                    new EndOutage(outage.over()));
        }
        // Lost again while it was being reclaimed: what is known is what was known when it was lost first.
        return to(new Suspended(state.binding(), outage));
    }

    private static Step end(SessionState state, String why) {
        Outage outage = state.outage();
        if (!state.isActive() && outage == null) {
            return ignored(state);
        }
        List<SessionEffect> effects = new ArrayList<>();
        effects.add(new Unroute(state.binding()));
        effects.add(new Forget());
        if (outage != null) {
            effects.add(new EndOutage(outage.over()));
        }
        return new Step(new Ended(state.binding(), why), true, List.copyOf(effects));
    }

    /** Only of a session that is active and settled: of another one it is not known what the ticket would leave out. */
    private static Step handOff(SessionState state, SessionInput.HandOff handOff) {
        if (!(state instanceof Active active)) {
            return ignored(state);
        }
        HandedOff next = new HandedOff(active.binding(), handOff.sender());
        return handOff.sender() == null
                ? to(next, new Unroute(active.binding()), new Forget())
                : to(next, new Forget());
    }

    private static Step caughtUp(SessionState state, SessionInput.CaughtUp now) {
        Outage outage = state.outage();
        if (outage == null) {
            return ignored(state);
        }
        Outage caughtUp = outage.caughtUp(now.known(), now.unresolved());
        return to(
                state instanceof Reclaiming
                        ? new Reclaiming(state.binding(), caughtUp)
                        : new Suspended(state.binding(), caughtUp));
    }

    private static Step to(SessionState next, SessionEffect... effects) {
        return new Step(next, true, List.of(effects));
    }

    private static Step ignored(SessionState state) {
        return new Step(state, false, List.of());
    }
}
