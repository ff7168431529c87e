// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The checker finds what it is there for, and a plan depends on its seed alone. */
class CheckerTest {
    private static final Duration LEASE = Duration.ofNanos(300);
    private static final String ROOM = "4000";
    private static final Journal.Line JOINED =
            new Journal.Line(1, "m0-1", "joined", 7, "janus-0 AUDIOBRIDGE name " + ROOM);
    private static final List<RoomEvents.Tick> TICKS = List.of(tick(10, "tick-0"), tick(20, "tick-2"));

    private static Journal.Line line(long time, String life, String what, String detail) {
        return new Journal.Line(time, life, what, 7, detail);
    }

    private static RoomEvents.Tick tick(long time, String name) {
        return new RoomEvents.Tick(time, time + 1, "janus-0", Kind.AUDIOBRIDGE, 4_000, name);
    }

    private static Checker.Command command(long time, String transaction) {
        return new Checker.Command(time, "m", 7, transaction);
    }

    private static Checker owners(List<Journal.Line> lines, Checker.Command... wire) {
        Checker checker = new Checker(lines, LEASE);
        checker.checkOwners(List.of(wire));
        return checker;
    }

    @Test
    void oneOwnerAfterTheOtherIsAllowed() {
        Checker checker = owners(
                List.of(
                        line(1, "m0-1", "owns", "1"),
                        line(2, "m0-1", "sends", "1 a"),
                        line(3, "m1-1", "owns", "2"),
                        line(4, "m1-1", "sends", "2 b")),
                command(3, "a"),
                command(5, "b"));
        assertThat(checker.violations()).isEmpty();
        assertThat(checker.commands()).isEqualTo(2);
    }

    @Test
    void aRequestThatIsLetThroughAfterTheNextOwnerHasTheSessionIsFound() {
        assertThat(owners(
                                List.of(
                                        line(1, "m0-1", "owns", "1"),
                                        line(4, "m1-1", "owns", "3"),
                                        line(5, "m0-1", "sends", "1 a")),
                                command(6, "a"))
                        .violations())
                .singleElement()
                .asString()
                .contains("m0-1 commanded at epoch 1", "after m1-1 had epoch 3");
    }

    @Test
    void aRequestThatWasLetThroughInTimeIsLateOnlyIfItTookTheMarginOfTheLease() {
        List<Journal.Line> lines =
                List.of(line(1, "m0-1", "owns", "1"), line(4, "m0-1", "sends", "1 a"), line(50, "m1-1", "owns", "3"));
        assertThat(owners(lines, command(60, "a")).violations()).hasSize(1);
        Checker late = owners(lines, command(200, "a"));
        assertThat(late.violations()).isEmpty();
        assertThat(late.late()).isEqualTo(1);
        assertThat(owners(lines, command(10, "a")).violations()).isEmpty();
    }

    @Test
    void aMemberThatHasTheSessionAgainMayCommandIt() {
        Checker checker = owners(
                List.of(
                        line(1, "m0-1", "owns", "1"),
                        line(2, "m0-1", "sends", "1 a"),
                        line(3, "m0-1", "owns", "2"),
                        line(5, "m0-1", "sends", "2 b")),
                command(4, "a"),
                command(6, "b"));
        assertThat(checker.violations()).isEmpty();
    }

    @Test
    void anEpochWithTwoOwnersIsFound() {
        assertThat(owners(List.of(line(1, "m0-1", "owns", "2"), line(2, "m1-1", "owns", "2")))
                        .violations())
                .hasSize(1);
    }

    @Test
    void aRequestThatWasNotWrittenDownIsFound() {
        assertThat(owners(List.of(), command(5, "a")).violations()).hasSize(1);
    }

    @Test
    void anEventThatWasMissedHasToBeReported() {
        List<Journal.Line> got =
                List.of(JOINED, line(12, "m0-1", "event", "tick-0"), line(22, "m0-1", "event", "tick-2"));
        assertThat(events(got).violations()).isEmpty();
        assertThat(events(got).events()).isEqualTo(2);
        assertThat(events(List.of(JOINED, got.get(2))).violations()).hasSize(1);
        assertThat(events(List.of(JOINED, got.get(1))).violations()).hasSize(1);
        Checker replay = events(List.of(JOINED, got.get(1), line(30, "m1-1", "replayed", "tick-2")));
        assertThat(replay.violations()).isEmpty();
        assertThat(replay.replayed()).isEqualTo(1);
        Journal.Line claim = line(29, "m1-1", "sends", "3 b claim");
        Journal.Line reported = line(40, "m1-1", "outcome", "ResumedWithGap 1 [events]");
        Checker gap = events(List.of(JOINED, got.get(1), claim, reported));
        assertThat(gap.violations()).isEmpty();
        assertThat(gap.excused()).isEqualTo(1);
        assertThat(events(List.of(JOINED, line(28, "m0-1", "event", "tick-0"), claim, reported))
                        .violations())
                .as("a former owner delivers late what came before")
                .isEmpty();
        // Events after the claim may overtake its outcome, and nothing else may.
        assertThat(events(List.of(JOINED, got.get(1), claim, line(35, "m1-1", "event", "tick-4"), reported))
                        .violations())
                .isEmpty();
        assertThat(events(List.of(JOINED, got.get(1), line(28, "m1-1", "event", "tick-4"), claim, reported))
                        .violations())
                .hasSize(1);
        assertThat(events(List.of(JOINED, got.get(1), claim, line(40, "m1-1", "outcome", "Resumed 0 []")))
                        .violations())
                .hasSize(1);
    }

    private static Checker events(List<Journal.Line> lines) {
        Checker checker = new Checker(lines, LEASE);
        checker.checkEvents(TICKS);
        return checker;
    }

    @Test
    void aPlanDependsOnItsSeedAlone() {
        EnumSet<FaultKind> kinds = EnumSet.allOf(FaultKind.class);
        Duration lease = Duration.ofSeconds(3);
        List<FaultPlan.Step> plan = FaultPlan.of(5, 200, 3, 2, lease, kinds);
        assertThat(plan).hasSize(200).isEqualTo(FaultPlan.of(5, 200, 3, 2, lease, kinds));
        assertThat(plan).isNotEqualTo(FaultPlan.of(6, 200, 3, 2, lease, kinds));
        for (FaultKind kind : kinds) {
            assertThat(plan).filteredOn(step -> step.kind() == kind).hasSize(200 / kinds.size());
        }
    }
}
