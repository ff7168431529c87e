// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.recovery;

import dev.janusclient.internal.recovery.RecoveryAction.Claim;
import dev.janusclient.internal.recovery.RecoveryAction.Connect;
import dev.janusclient.internal.recovery.RecoveryAction.GiveUp;
import dev.janusclient.internal.recovery.RecoveryAction.Resume;
import dev.janusclient.internal.recovery.RecoveryAction.Suspend;
import dev.janusclient.internal.recovery.RecoveryAction.Wait;
import dev.janusclient.internal.recovery.RecoveryInput.ClaimsDone;
import dev.janusclient.internal.recovery.RecoveryInput.Close;
import dev.janusclient.internal.recovery.RecoveryInput.ConnectFailed;
import dev.janusclient.internal.recovery.RecoveryInput.Connected;
import dev.janusclient.internal.recovery.RecoveryInput.ConnectionLost;
import dev.janusclient.internal.recovery.RecoveryInput.Due;
import dev.janusclient.internal.recovery.RecoveryState.Claiming;
import dev.janusclient.internal.recovery.RecoveryState.Closed;
import dev.janusclient.internal.recovery.RecoveryState.Connecting;
import dev.janusclient.internal.recovery.RecoveryState.Idle;
import dev.janusclient.internal.recovery.RecoveryState.Waiting;
import dev.janusclient.recovery.LostReason;
import java.time.Duration;
import java.util.List;

/**
 * The recovery of a client's sessions as a pure function: a state and what happened give the next state and what is to be
 * done. Inputs that mean nothing in a state leave it as it is, so that it does not matter which of two things that happen at
 * once comes first.
 */
public final class RecoveryMachine {
    /** The next state, and what is to be done, in order. */
    public record Step(RecoveryState next, List<RecoveryAction> actions) {
        public Step {
            actions = List.copyOf(actions);
        }
    }

    private final RecoveryPolicy policy;

    public RecoveryMachine(RecoveryPolicy policy) {
        this.policy = policy;
    }

    /**
     * One step.
     *
     * @param now nanoseconds of a clock that never runs backwards
     * @param random from 0, inclusive, to 1, exclusive
     */
    public Step step(RecoveryState state, RecoveryInput input, long now, double random) {
        if (state instanceof Closed || input instanceof Close) {
            return new Step(new Closed(), List.of());
        } else if (state instanceof Idle) {
            return fromIdle(input, now, random);
        } else if (state instanceof Waiting waiting) {
            return fromWaiting(waiting, input, now);
        } else if (state instanceof Connecting connecting) {
            return fromConnecting(connecting, input, now, random);
        }
        return fromClaiming((Claiming) state, input, now, random);
    }

    private Step fromIdle(RecoveryInput input, long now, double random) {
        if (input instanceof ConnectionLost lost && lost.suspended() > 0) {
            return suspend(now, 0, now, random);
        }
        return stay(new Idle());
    }

    private Step fromWaiting(Waiting state, RecoveryInput input, long now) {
        if (input instanceof Connected connected) {
            return connected.right() ? claim(state.since(), state.attempt()) : stay(state);
        } else if (input instanceof Due) {
            return now - state.due() >= 0
                    ? new Step(new Connecting(state.since(), state.attempt()), List.of(new Connect()))
                    : new Step(state, List.of(new Wait(Duration.ofNanos(state.due() - now))));
        }
        return stay(state);
    }

    private Step fromConnecting(Connecting state, RecoveryInput input, long now, double random) {
        if (input instanceof Connected connected) {
            return connected.right()
                    ? claim(state.since(), state.attempt())
                    : again(state.since(), state.attempt(), LostReason.WRONG_SERVER, now, random);
        } else if (input instanceof ConnectFailed) {
            return again(state.since(), state.attempt(), LostReason.UNREACHABLE, now, random);
        }
        return stay(state);
    }

    private Step fromClaiming(Claiming state, RecoveryInput input, long now, double random) {
        if (input instanceof ClaimsDone done) {
            return done.suspended() == 0
                    ? new Step(new Idle(), List.of(new Resume()))
                    // The server was there: the time to give up begins anew.
                    : suspend(now, state.attempt() + 1, now, random);
        }
        // That the connection ended now is reported by its claims, too: they fail, and then are done.
        return stay(state);
    }

    private Step again(long since, int attempt, LostReason otherwise, long now, double random) {
        return now - since >= policy.giveUpAfter().toNanos()
                ? new Step(new Idle(), List.of(new GiveUp(otherwise)))
                : suspend(since, attempt + 1, now, random);
    }

    private Step suspend(long since, int attempt, long now, double random) {
        Duration wait = policy.delay(attempt, random);
        return new Step(
                new Waiting(since, attempt, now + wait.toNanos()), List.of(new Suspend(attempt, wait), new Wait(wait)));
    }

    private static Step claim(long since, int attempt) {
        return new Step(new Claiming(since, attempt), List.of(new Claim()));
    }

    private static Step stay(RecoveryState state) {
        return new Step(state, List.of());
    }
}
