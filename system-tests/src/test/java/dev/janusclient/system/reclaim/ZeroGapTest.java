// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.reclaim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.handover.HandoverKeys;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.handover.TicketCipher;
import dev.janusclient.handover.TicketForm;
import dev.janusclient.handover.TicketSigner;
import dev.janusclient.handover.TicketTerms;
import dev.janusclient.message.JanusId;
import dev.janusclient.plugin.audiobridge.AudioBridgeEvent;
import dev.janusclient.plugin.audiobridge.AudioBridgeMedia;
import dev.janusclient.plugin.audiobridge.AudioBridgeRequest;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.system.Outcome;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A hand-over while the old owner is alive: not one event is lost, told twice, or told out of order. */
class ZeroGapTest {
    private static final JanusId ROOM = JanusId.of(4711);

    @RegisterExtension
    static final JanusExtension janus = JanusExtension.with(
            JanusServer.builder().plugins("audiobridge", "echotest").reclaimSessionTimeout(30));

    private static JanusClient client() {
        // The visitor makes thousands of events a second, and the listener comes when the outcome is known.
        return JanusClient.create(
                janus.server().uri().toString(),
                JanusClientOptions.builder().maxUndeliveredEvents(100_000).build());
    }

    /** Somebody who enters a room again and again, under a number that grows. */
    private static final class Visitor implements AutoCloseable {
        private final JanusClient client = client();
        private final JanusAudioBridgePlugin handle;
        private final AtomicLong visits = new AtomicLong();
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final Thread thread = new Thread(this::visit, "visitor");

        Visitor() {
            handle = Outcome.of(Outcome.of(client.createSession()).attach(JanusAudioBridgePlugin.TYPE));
            Outcome.of(
                    handle.create(AudioBridgeRequest.Create.builder().room(ROOM).build()));
        }

        private void visit() {
            while (!stopped.get() && visits.get() < 20_000) {
                Outcome.of(handle.join(
                        AudioBridgeMedia.Join.builder()
                                .room(ROOM)
                                .id(JanusId.of(visits.get() + 1))
                                .build(),
                        null));
                visits.incrementAndGet();
                Outcome.of(handle.leave());
            }
        }

        void awaitMore(int howMany) {
            long enough = visits.get() + howMany;
            await().atMost(Duration.ofSeconds(20)).until(() -> visits.get() >= enough);
        }

        void stop() {
            stopped.set(true);
            await().atMost(Duration.ofSeconds(10)).until(() -> !thread.isAlive());
        }

        @Override
        public void close() {
            stop();
            handle.destroy(AudioBridgeRequest.Destroy.builder().room(ROOM).build())
                    .join();
            client.close();
        }
    }

    private static void note(List<Long> seen, AudioBridgeEvent.PeerJoined joined) {
        joined.participants().forEach(one -> seen.add(Long.parseLong(one.id().toString())));
    }

    @RepeatedTest(3)
    void notOneEventIsLostOrDeliveredTwiceOrOutOfOrder() {
        List<Long> byFirst = Collections.synchronizedList(new ArrayList<>());
        List<Long> bySecond = Collections.synchronizedList(new ArrayList<>());
        try (Visitor visitor = new Visitor();
                JanusClient first = client();
                JanusClient second = client()) {
            JanusSession session = Outcome.of(first.createSession());
            JanusAudioBridgePlugin old = Outcome.of(session.attach(JanusAudioBridgePlugin.TYPE));
            old.on(AudioBridgeEvent.PeerJoined.class, joined -> note(byFirst, joined));
            Outcome.of(old.join(
                    AudioBridgeMedia.Join.builder()
                            .room(ROOM)
                            .id(JanusId.of(1_000_000))
                            .build(),
                    null));
            visitor.thread.start();
            visitor.awaitMore(30);

            HandoverTicket ticket = session.handOff();
            // The next owner is not there at once.
            visitor.awaitMore(30);
            ReclaimOutcome outcome = Outcome.of(Reclaim.with(second).take(ticket));

            assertThat(outcome).isInstanceOf(ReclaimOutcome.Resumed.class);
            assertThat(((ReclaimOutcome.Resumed) outcome).evidence()).contains("forwarded the");
            JanusAudioBridgePlugin taken =
                    outcome.handle(JanusAudioBridgePlugin.TYPE).orElseThrow();
            taken.on(AudioBridgeEvent.PeerJoined.class, joined -> note(bySecond, joined));
            assertThat(Outcome.of(session.handedOver())).isTrue();
            visitor.awaitMore(30);
            visitor.stop();

            long visits = visitor.visits.get();
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(bySecond).endsWith(visits));
            List<Long> all = new ArrayList<>(byFirst);
            all.addAll(bySecond);
            assertThat(all).isEqualTo(LongStream.rangeClosed(1, visits).boxed().toList());
            assertThat(byFirst).hasSizeGreaterThanOrEqualTo(30);
            assertThat(outcome.handles().get(0).replayed()).isPositive();
        }
    }

    @Test
    void whoLetsGoAndIsGoneAtOnceLeavesAGapThatIsReported() {
        HandoverTicket ticket;
        CompletableFuture<Boolean> handedOver;
        try (JanusClient first = client()) {
            JanusSession session = Outcome.of(first.createSession());
            Outcome.of(session.attach(JanusAudioBridgePlugin.TYPE));
            ticket = session.handOff();
            handedOver = session.handedOver();
        }
        try (JanusClient second = client()) {
            ReclaimOutcome outcome = Outcome.of(
                    Reclaim.with(second).handoffTimeout(Duration.ofMillis(300)).take(ticket));

            assertThat(outcome).isInstanceOf(ReclaimOutcome.ResumedWithGap.class);
            assertThat(Outcome.of(handedOver)).isFalse();
        }
    }

    @Test
    void whatAnOwnerWithKeysForwardsIsBelievedAndWhatAForgerSendsIsNot() {
        HandoverKeys keys = HandoverKeys.of("0123456789abcdef".getBytes(StandardCharsets.UTF_8));
        for (TicketForm form : new TicketForm[] {new TicketSigner(keys), new TicketCipher(keys)}) {
            for (boolean forged : new boolean[] {false, true}) {
                try (JanusClient first = client();
                        JanusClient second = client()) {
                    JanusSession session = Outcome.of(first.createSession());
                    Outcome.of(session.attach(JanusAudioBridgePlugin.TYPE));
                    // Who has no key can forward, too; it is what a plain hand-off does.
                    HandoverTicket ticket = forged ? session.handOff() : session.handOff(keys);
                    ReclaimOutcome outcome = Outcome.of(Reclaim.with(second)
                            .handoffTimeout(Duration.ofMillis(500))
                            .take(form.write(ticket, TicketTerms.NONE), form));

                    assertThat(outcome)
                            .isInstanceOf(forged ? ReclaimOutcome.ResumedWithGap.class : ReclaimOutcome.Resumed.class);
                    assertThat(Outcome.of(session.handedOver())).isEqualTo(!forged);
                }
            }
        }
    }

    @Test
    void aSuccessorThatOnlyClaimsDoesNotKeepTheOldOwnerWaitingForEver() {
        try (JanusClient first = client();
                JanusClient second = client()) {
            JanusSession session = Outcome.of(first.createSession());
            session.handOff();
            Outcome.of(second.claimSession(session.id()));

            assertThat(Outcome.of(session.handedOver())).isFalse();
        }
    }
}
