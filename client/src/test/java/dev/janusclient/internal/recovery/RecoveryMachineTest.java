// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.internal.recovery.RecoveryMachine.Step;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recovery as a pure function: what must hold whatever happens, in whatever order. */
class RecoveryMachineTest {
    private static final int TRACES = 100_000;
    private static final int STEPS = 40;
    private static final RecoveryPolicy POLICY =
            new RecoveryPolicy(Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(64));

    private final RecoveryMachine machine = new RecoveryMachine(POLICY);

    /** What a client around the machine looks like, as far as the machine's promises go. */
    private final class Trace {
        final Random random;
        RecoveryState state = new RecoveryState.Idle();
        long now;
        int suspended;
        boolean waits;
        boolean connects;
        boolean claims;
        boolean toldSuspended;

        Trace(long seed) {
            random = new Random(seed);
            now = random.nextLong();
        }

        RecoveryInput next() {
            now += (long) (random.nextDouble() * random.nextDouble() * 20_000_000_000L);
            return switch (random.nextInt(8)) {
                case 0 -> lose();
                case 1 -> new RecoveryInput.Connected(random.nextInt(4) > 0);
                case 2 -> new RecoveryInput.ConnectFailed();
                case 3 -> settle();
                case 4 -> random.nextInt(20) == 0 ? new RecoveryInput.Close() : new RecoveryInput.Due();
                default -> new RecoveryInput.Due();
            };
        }

        private RecoveryInput lose() {
            suspended += random.nextInt(3);
            return new RecoveryInput.ConnectionLost(suspended);
        }

        private RecoveryInput settle() {
            if (claims && random.nextBoolean()) {
                suspended = 0;
            }
            return new RecoveryInput.ClaimsDone(suspended);
        }

        void check(RecoveryInput input) {
            RecoveryState before = state;
            Step step = machine.step(state, input, now, random.nextDouble());
            state = step.next();
            waits &= !(input instanceof RecoveryInput.Due);
            if (before instanceof RecoveryState.Claiming && input instanceof RecoveryInput.ClaimsDone) {
                claims = false;
            }
            if (before instanceof RecoveryState.Connecting && !step.actions().isEmpty()) {
                connects = false;
            }
            step.actions().forEach(action -> follow(before, action));
            checkState(before);
        }

        private void follow(RecoveryState before, RecoveryAction action) {
            if (action instanceof RecoveryAction.Suspend suspend) {
                toldSuspended = true;
                assertThat(suspend.next()).isBetween(Duration.ZERO, POLICY.maxDelay());
            } else if (action instanceof RecoveryAction.Wait wait) {
                assertThat(wait.time()).isBetween(Duration.ZERO, POLICY.maxDelay());
                waits = true;
            } else if (action instanceof RecoveryAction.Connect) {
                assertThat(connects).as("two attempts at a time").isFalse();
                assertThat(before).isInstanceOf(RecoveryState.Waiting.class);
                connects = true;
            } else if (action instanceof RecoveryAction.Claim) {
                assertThat(claims).as("claims twice at a time").isFalse();
                claims = true;
            } else {
                assertThat(toldSuspended).as("an end that had no beginning").isTrue();
                toldSuspended = false;
                suspended = action instanceof RecoveryAction.GiveUp ? 0 : suspended;
            }
        }

        private void checkState(RecoveryState before) {
            if (state instanceof RecoveryState.Closed) {
                return;
            }
            assertThat(state instanceof RecoveryState.Idle)
                    .as("idle exactly while nothing was told to be suspended")
                    .isEqualTo(!toldSuspended);
            if (state instanceof RecoveryState.Waiting waiting) {
                assertThat(waiting.due() - now)
                        .isLessThanOrEqualTo(POLICY.maxDelay().toNanos());
                // A timer runs, or the input that was due has been used up by an attempt.
                assertThat(waits || before.equals(state)).isTrue();
            }
            assertThat(state instanceof RecoveryState.Claiming).isEqualTo(claims);
        }
    }

    @Test
    void inAHundredThousandRandomTracesItsPromisesHold() {
        for (long seed = 0; seed < TRACES; seed++) {
            Trace trace = new Trace(seed);
            for (int i = 0; i < STEPS && !(trace.state instanceof RecoveryState.Closed); i++) {
                trace.check(trace.next());
            }
        }
    }

    @Test
    void whateverHasHappenedItComesToAnEndOnceTheServerAnswers() {
        for (long seed = 0; seed < TRACES; seed++) {
            Trace trace = new Trace(seed);
            for (int i = 0; i < STEPS && !(trace.state instanceof RecoveryState.Closed); i++) {
                trace.check(trace.next());
            }
            for (int i = 0; i < 4 && !(trace.state instanceof RecoveryState.Closed); i++) {
                trace.now += POLICY.maxDelay().toNanos();
                RecoveryState state = trace.state;
                trace.suspended = state instanceof RecoveryState.Claiming ? 0 : trace.suspended;
                trace.check(
                        state instanceof RecoveryState.Waiting
                                ? new RecoveryInput.Due()
                                : state instanceof RecoveryState.Connecting
                                        ? new RecoveryInput.Connected(true)
                                        : new RecoveryInput.ClaimsDone(0));
            }
            assertThat(trace.state).isInstanceOfAny(RecoveryState.Idle.class, RecoveryState.Closed.class);
        }
    }

    @Test
    void aServerThatNeverAnswersIsGivenUpInTime() {
        for (long seed = 0; seed < 1000; seed++) {
            Trace trace = new Trace(seed);
            long start = trace.now;
            trace.suspended = 1;
            trace.check(new RecoveryInput.ConnectionLost(1));
            int attempts = 0;
            while (!(trace.state instanceof RecoveryState.Idle)) {
                if (trace.state instanceof RecoveryState.Waiting waiting) {
                    trace.now = waiting.due();
                    trace.check(new RecoveryInput.Due());
                } else {
                    trace.check(new RecoveryInput.ConnectFailed());
                    attempts++;
                }
                assertThat(attempts).isLessThan(500);
            }
            assertThat(Duration.ofNanos(trace.now - start))
                    .isBetween(POLICY.giveUpAfter(), POLICY.giveUpAfter().plus(POLICY.maxDelay()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 20, 1_000_000})
    void theWaitGrowsFromNothingToItsLimitAndIsSpread(int attempt) {
        assertThat(POLICY.delay(attempt, 0)).isZero();
        assertThat(POLICY.delay(attempt, 0.999999)).isBetween(Duration.ZERO, POLICY.maxDelay());
        assertThat(POLICY.delay(attempt, 0.5)).isLessThan(POLICY.delay(attempt, 0.999));
        assertThat(POLICY.delay(attempt + 1, 0.5)).isGreaterThanOrEqualTo(POLICY.delay(attempt, 0.5));
    }

    @Test
    void nothingSuspendedMeansNothingToDo() {
        Step step = machine.step(new RecoveryState.Idle(), new RecoveryInput.ConnectionLost(0), 0, 0.5);
        assertThat(step).isEqualTo(new Step(new RecoveryState.Idle(), List.of()));
    }

    @Test
    void aClosedClientStaysClosed() {
        RecoveryState closed = new RecoveryState.Closed();
        for (RecoveryInput input : List.of(
                new RecoveryInput.ConnectionLost(3),
                new RecoveryInput.Connected(true),
                new RecoveryInput.Due(),
                new RecoveryInput.ClaimsDone(0))) {
            assertThat(machine.step(closed, input, 0, 0)).isEqualTo(new Step(closed, List.of()));
        }
    }

    /** All that have lost the same server at the same moment. */
    @Test
    void aHundredClientsDoNotComeBackAtTheSameTime() {
        int clients = 100;
        Random random = new Random(11);
        long[] at = new long[clients];
        for (int attempt = 0; attempt < 6; attempt++) {
            for (int client = 0; client < clients; client++) {
                at[client] += POLICY.delay(attempt, random.nextDouble()).toMillis();
            }
            long[] sorted = at.clone();
            Arrays.sort(sorted);
            long window = POLICY.delay(attempt, 0.999999).toMillis() / 5;
            for (int first = 0; first < clients; first++) {
                long begin = sorted[first];
                assertThat(Arrays.stream(sorted)
                                .filter(time -> time >= begin && time < begin + window)
                                .count())
                        .as("attempt %d within %d ms", attempt, window)
                        .isLessThan(clients / 2);
            }
        }
    }
}
