// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.EventDelivery;
import dev.janusclient.HandleOutcome;
import dev.janusclient.Inside;
import dev.janusclient.JanusPlugin;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.admin.HandleInfo;
import dev.janusclient.testkit.ProxiedMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must hold whatever happened. */
final class Verdict<P extends JanusPlugin> {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Ground ground;
    private final Cell cell;
    private final Scene<P> scene;
    private final P handle;
    private final ReceivedEvents received;
    private final List<Party> owners;

    /** @param owners who had the handle, one after the other */
    Verdict(Ground ground, Cell cell, Scene<P> scene, P handle, ReceivedEvents received, List<Party> owners) {
        this.ground = ground;
        this.cell = cell;
        this.scene = scene;
        this.handle = handle;
        this.received = received;
        this.owners = owners;
    }

    /**
     * The Admin API agrees with the outcomes.
     *
     * @param happened what somebody else did while nobody listened
     */
    void isTrue(List<ReclaimOutcome> outcomes, @Nullable Class<?> happened) {
        long session = handle.session().id();
        assertThat(Ground.done(ground.admin().listSessions())).contains(session);
        List<Long> handles = Ground.done(ground.admin().listHandles(session));
        for (ReclaimOutcome outcome : outcomes) {
            assertThat(outcome).isInstanceOfAny(ReclaimOutcome.Resumed.class, ReclaimOutcome.ResumedWithGap.class);
            assertThat(outcome.sessionId()).isEqualTo(session);
            assertThat(outcome.handles()).extracting(HandleOutcome::handleId).containsExactly(handle.handleId());
            assertThat(outcome.handles()).allMatch(HandleOutcome::isUsable);
        }
        assertThat(handles).contains(handle.handleId());
        boolean doubtful = outcomes.stream()
                .flatMap(outcome -> outcome.handles().stream())
                .anyMatch(each -> !each.unresolved().isEmpty());
        if (!doubtful || cell.evidence() == Evidence.ADMIN_API) {
            await().atMost(SOON).untilAsserted(() -> assertThat(scene.differences(handle, janus()))
                    .as("what the handle has noted, compared with what Janus says; %s", outcomes)
                    .isEmpty());
        }
        if (outcomes.stream().allMatch(ReclaimOutcome.Resumed.class::isInstance)) {
            await().atMost(SOON).untilAsserted(() -> assertThat(missed())
                    .as("missed, though nothing was said to be: %s; told were %s", outcomes, received.all())
                    .isEmpty());
            if (happened != null) {
                assertThat(received.all())
                        .extracting(EventDelivery::event)
                        .as("told of %s; %s", happened, outcomes)
                        .anyMatch(happened::isInstance);
            }
        }
    }

    /** A request that ended as "outcome unknown" makes a gap, which names it. */
    void namedWhatIsUnknown(List<ReclaimOutcome> outcomes, List<String> requests) {
        for (String request : requests) {
            assertThat(outcomes)
                    .as("an outcome that names '%s', of which nobody knows what became", request)
                    .anyMatch(outcome -> outcome instanceof ReclaimOutcome.ResumedWithGap gap
                            && gap.gap().unresolved().stream().anyMatch(open -> open.contains("'" + request + "'")));
        }
    }

    /**
     * No event was told twice, none out of order.
     *
     * @param happened what somebody else did while nobody listened
     */
    void reportedOnceAndInOrder(@Nullable Class<?> happened) {
        List<Object> sent = sent();
        List<Object> live = received.live();
        int next = 0;
        for (Object event : live) {
            while (next < sent.size() && !sent.get(next).equals(event)) {
                next++;
            }
            assertThat(next)
                    .as("%s came live, not in the order of Janus's %s", live, sent)
                    .isLessThan(sent.size());
            next++;
        }
        for (Object late : received.replayed()) {
            // What nobody was there to be sent is not seen to be sent.
            int unseen = late.getClass() == happened || cell.moment().isAtRequest() ? 1 : 0;
            if (count(live, late) > 0) {
                assertThat(count(live, late) + count(received.replayed(), late))
                        .as("told live and once more: %s of %s", late, received.all())
                        .isLessThanOrEqualTo(count(sent, late) + unseen);
            }
        }
        assertReplayedBeforeLive();
    }

    private static long count(List<Object> events, Object like) {
        return events.stream()
                .filter(each -> each.getClass() == like.getClass())
                .count();
    }

    /** What comes over the last connection is told after what is told late. */
    private void assertReplayedBeforeLive() {
        List<EventDelivery<Object>> all = received.all();
        List<ProxiedMessage> frames = owners.get(owners.size() - 1).events(handle.handleId());
        int last = frames.stream().mapToInt(ProxiedMessage::connection).max().orElse(0);
        List<Object> newest = new ArrayList<>();
        frames.stream().filter(frame -> frame.connection() == last).forEach(frame -> newest.add(event(frame)));
        int firstNew = all.size();
        for (int i = all.size() - 1; i >= 0 && !newest.isEmpty(); i--) {
            if (!all.get(i).replayed() && newest.remove(all.get(i).event())) {
                firstNew = i;
            }
        }
        assertThat(all.subList(firstNew, all.size())).as("live, then replayed").noneMatch(EventDelivery::replayed);
    }

    /** Events of Janus's that were told neither live nor late. What is told late may have been put together anew. */
    private List<Object> missed() {
        List<Object> missed = new ArrayList<>(sent());
        received.live().forEach(missed::remove);
        for (Object late : received.replayed()) {
            missed.stream()
                    .filter(each -> each.getClass() == late.getClass())
                    .findFirst()
                    .ifPresent(missed::remove);
        }
        return missed;
    }

    private List<Object> sent() {
        List<Object> sent = new ArrayList<>();
        owners.forEach(owner -> owner.events(handle.handleId()).forEach(frame -> sent.add(event(frame))));
        return sent;
    }

    private Object event(ProxiedMessage frame) {
        return Inside.event(scene.type(), frame.json());
    }

    private HandleInfo janus() {
        return Ground.done(ground.admin().handleInfo(handle.session().id(), handle.handleId()));
    }
}
