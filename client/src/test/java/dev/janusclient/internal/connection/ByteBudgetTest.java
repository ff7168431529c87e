// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteBudgetTest {
    private final ByteBudget whole = new ByteBudget(1_000);

    @Test
    void aPartGetsHalfAndCountsInTheWhole() {
        ByteBudget.Part part = whole.half();
        assertThat(part.take(500)).isTrue();
        assertThat(part.take(1)).isFalse();
        assertThat(whole.used()).isEqualTo(500);
        assertThat(whole.take(500)).isTrue();
        assertThat(whole.half().take(1)).as("the whole is full").isFalse();
        assertThat(whole.used()).isEqualTo(1_000);
    }

    @Test
    void aPartThatIsClosedGivesBackWhatItHeldAndTakesNothingMoreFromTheWhole() {
        ByteBudget.Part part = whole.half();
        part.take(300);
        part.force(400);
        part.close();
        assertThat(whole.used()).isZero();
        part.release(300);
        part.take(20);
        part.force(30);
        part.close();
        assertThat(whole.used()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsTakenAndGivenBackInAnyOrderLeavesNothing(long seed) {
        Random random = new Random(seed);
        ByteBudget.Part[] parts = {whole.half(), whole.half(), whole.half()};
        Deque<Runnable> held = new ArrayDeque<>();
        for (int i = 0; i < 2_000; i++) {
            ByteBudget from = random.nextInt(4) == 3 ? whole : parts[random.nextInt(3)];
            int bytes = random.nextInt(200);
            if (random.nextBoolean() && !held.isEmpty()) {
                held.removeFirst().run();
            } else if (random.nextInt(10) == 0) {
                from.force(bytes);
                held.addLast(() -> from.release(bytes));
            } else if (from.take(bytes)) {
                held.addLast(() -> from.release(bytes));
            }
            if (random.nextInt(100) == 0) {
                parts[random.nextInt(3)].close();
                parts[random.nextInt(3)] = whole.half();
            }
        }
        held.forEach(Runnable::run);
        for (ByteBudget.Part part : parts) {
            part.close();
        }
        assertThat(whole.used()).isZero();
    }
}
