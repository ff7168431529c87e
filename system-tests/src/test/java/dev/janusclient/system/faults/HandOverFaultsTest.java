// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.faults;

import static dev.janusclient.system.faults.Ground.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.JanusSession;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomEvent;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.testkit.FaultProxy.Direction;
import dev.janusclient.testkit.FaultTrigger;
import dev.janusclient.testkit.LinkFault;
import dev.janusclient.testkit.ProxiedMessage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the matrix meets only by chance: trouble between two messages of an old owner that passes its events on. */
@Tag("sip-tester")
class HandOverFaultsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final Cell CELL = new Cell(Scenes.VIDEOROOM, Moment.HAND_OFF, Trouble.HALF_OPEN_BOTH, Evidence.NONE);

    /**
     * What the old owner passes on is late: it was sent before an event, and arrives after the claim. What would have told
     * of the event never arrives.
     */
    @Test
    void whatWasPassedOnBeforeAnEventIsNoProofThatThereWasNone() {
        try (Ground ground = new Ground();
                VideoRoomScene room = new VideoRoomScene(ground, Moment.HAND_OFF);
                Party owner = new Party(ground.janus().uri(), List.of());
                Party heir = new Party(ground.janus().uri(), List.of())) {
            JanusSession session = done(owner.client().createSession());
            JanusVideoRoomPlugin handle = done(session.attach(JanusVideoRoomPlugin.TYPE));
            ReceivedEvents before = new ReceivedEvents(handle);
            room.settle(handle);
            done(heir.client().connect());
            FaultTrigger first = owner.proxy()
                    .when(Direction.TO_JANUS, HandOverFaultsTest::isMail)
                    .before(new LinkFault.Stall(Duration.ofMillis(500)));
            owner.proxy().when(Direction.TO_JANUS, HandOverFaultsTest::isMail).before(LinkFault.HalfOpen.both());

            HandoverTicket ticket = session.handOff();
            first.await(SOON);
            Class<?> happened = room.happen();
            ReclaimOutcome outcome = done(Reclaim.with(heir.client()).take(ticket));

            assertThat(happened).isEqualTo(VideoRoomEvent.PeerJoining.class);
            JanusVideoRoomPlugin taken =
                    outcome.handle(JanusVideoRoomPlugin.TYPE).orElseThrow();
            ReceivedEvents received = new ReceivedEvents(taken, before.all());
            new Verdict<>(ground, CELL, room, taken, received, List.of(owner, heir)).isTrue(List.of(outcome), happened);
            assertThat(outcome).isInstanceOf(ReclaimOutcome.ResumedWithGap.class);
            assertThat(done(session.handedOver())).isFalse();
            done(taken.session().destroy());
        }
    }

    private static boolean isMail(ProxiedMessage request) {
        return request.transaction().startsWith("handover.");
    }
}
