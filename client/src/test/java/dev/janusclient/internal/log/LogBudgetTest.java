// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.log;

import static dev.janusclient.Outcome.logOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogBudgetTest {
    private static final Logger log = LoggerFactory.getLogger(LogBudgetTest.class);

    private final AtomicLong now = new AtomicLong(-7);
    private final LogBudget budget = new LogBudget(now::get);

    @Test
    void linesThatAreAlikeAreWrittenOnceAndCounted() {
        String first = logOf(() -> {
            for (int n = 0; n < 10_000; n++) {
                budget.warn(log, "event {} was dropped", n);
            }
            budget.warn(log, "something else");
        });
        assertThat(first.lines()).hasSize(2);
        assertThat(first).contains("event 0 was dropped").contains("something else");

        now.addAndGet(LogBudget.INTERVAL.toNanos());
        String second = logOf(() -> budget.warn(log, "event {} was dropped", 10_000));
        assertThat(second).contains("event 10000 was dropped").contains("9999 times more");
    }

    @Test
    void textsOfTheFarEndStayOnTheirLineAndAreCutShort() {
        String logged = logOf(() -> budget.warn(log, "Janus says: {}", "a\r\n\u001b[31m\u2028" + "x".repeat(100_000)));
        assertThat(logged.lines()).hasSize(1);
        assertThat(logged).contains("a???[31m?xxx").hasSizeLessThan(1_000);
    }
}
