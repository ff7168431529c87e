// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.reclaim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.ConnectionState;
import dev.janusclient.EventDelivery;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.RecoveryOptions;
import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.textroom.JanusTextRoomPlugin;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomEvent;
import dev.janusclient.plugin.videoroom.VideoRoomPublisherRequest;
import dev.janusclient.plugin.videoroom.VideoRoomRequest;
import dev.janusclient.reclaim.AdminSource;
import dev.janusclient.reclaim.EventJournal;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.recovery.GapSource;
import dev.janusclient.recovery.LostReason;
import dev.janusclient.system.Outcome;
import dev.janusclient.testkit.EventCollector;
import dev.janusclient.testkit.FaultProxy;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.LinkFault;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What became of a session in a gap, and of its events, by whoever can know it. */
@Timeout(60)
class FateTest {
    /** So long that only a mark, or something newer, can say that the journal is up to date. */
    private static final EventJournal.Limits NEVER_QUIET =
            new EventJournal.Limits(20_000, Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofSeconds(10));

    private EventCollector events;
    private JanusServer server;
    private JanusAdmin admin;
    private EventJournal journal;
    private JanusClient janus;

    @BeforeEach
    void aServerWithAJournal() {
        events = EventCollector.start();
        server = JournalGap.builder(events, "videoroom", "textroom").start();
        admin = JanusAdmin.create(server.adminUri().toString(), Secret.of(JournalGap.ADMIN));
        journal = EventJournal.create(NEVER_QUIET, admin);
        journal.listenTo(events.receiver());
        janus = JanusClient.create(server.uri().toString());
    }

    @AfterEach
    void everythingEnds() {
        janus.close();
        admin.close();
        server.close();
        events.close();
    }

    private HandoverTicket orphan() {
        try (JanusClient owner = JanusClient.create(server.uri().toString())) {
            JanusSession session = Outcome.of(owner.createSession());
            Outcome.of(session.attach(JanusTextRoomPlugin.TYPE));
            return session.ticket();
        }
    }

    private ReclaimOutcome.Lost lost(HandoverTicket ticket, GapSource source) {
        ReclaimOutcome outcome = Outcome.of(Reclaim.with(janus).source(source).take(ticket));
        assertThat(outcome).isInstanceOf(ReclaimOutcome.Lost.class);
        return (ReclaimOutcome.Lost) outcome;
    }

    @Test
    void aMarkMadeAtJanusSaysThatTheJournalIsUpToDate() {
        ReclaimOutcome outcome = Outcome.of(Reclaim.with(janus).source(journal).take(orphan()));
        assertThat(outcome)
                .isInstanceOfSatisfying(ReclaimOutcome.Resumed.class, resumed -> assertThat(resumed.evidence())
                        .contains("0 events"));
        Outcome.of(Objects.requireNonNull(outcome.session()).destroy());
    }

    @Test
    void aSessionThatSomebodyEndedIsDistinguishedFromOneThatIsMerelyGone() {
        HandoverTicket ticket = orphan();
        Outcome.of(admin.destroySession(ticket.sessionId()));
        assertThat(lost(ticket, journal).reason()).isEqualTo(LostReason.DESTROYED);
        // The Admin API knows of no session that there was.
        assertThat(lost(ticket, new AdminSource(admin)).reason()).isEqualTo(LostReason.GONE);
    }

    @Test
    void aServerThatWasRestartedIsTheReason() {
        HandoverTicket ticket = orphan();
        server.restart();
        janus.close();
        janus = JanusClient.create(server.uri().toString());
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(lost(ticket, journal).reason()).isEqualTo(LostReason.SERVER_RESTARTED));
    }

    @Test
    void theAdminApiSaysWhichHandleIsGone() {
        HandoverTicket ticket = orphan();
        long handle = ticket.handles().get(0).handleId();
        Outcome.of(admin.detachHandle(ticket.sessionId(), handle));
        ReclaimOutcome outcome =
                Outcome.of(Reclaim.with(janus).source(new AdminSource(admin)).take(ticket));
        assertThat(outcome).isInstanceOfSatisfying(ReclaimOutcome.ResumedWithGap.class, gap -> {
            assertThat(gap.handle(handle).orElseThrow().isUsable()).isFalse();
            assertThat(gap.gap().unresolved()).anyMatch(open -> open.contains("handle " + handle));
        });
        Outcome.of(Objects.requireNonNull(outcome.session()).destroy());
    }

    @Test
    void inOneProcessEveryEventOfTheGapIsDeliveredByTheJournal() {
        int visitors = 25;
        JanusSession others = Outcome.of(janus.createSession());
        JanusId room = Outcome.of(Outcome.of(others.attach(JanusVideoRoomPlugin.TYPE))
                        .create(VideoRoomRequest.Create.builder()
                                .publishers(60)
                                .notifyJoining(true)
                                .build()))
                .room();
        try (FaultProxy proxy = FaultProxy.to(server.uri());
                JanusClient owner = JanusClient.create(
                        proxy.uri().toString(),
                        JanusClientOptions.builder()
                                .recovery(RecoveryOptions.builder()
                                        .source(journal)
                                        .build())
                                .build())) {
            List<EventDelivery<VideoRoomEvent.PeerJoining>> received = new CopyOnWriteArrayList<>();
            JanusVideoRoomPlugin handle =
                    Outcome.of(Outcome.of(owner.createSession()).attach(JanusVideoRoomPlugin.TYPE));
            handle.onDelivery(VideoRoomEvent.PeerJoining.class, received::add);
            Outcome.of(handle.joinAsPublisher(VideoRoomPublisherRequest.Join.of(room, "owner")));
            visit(others, room, "before");
            await().until(() -> received.size() == 1);

            proxy.refuse();
            proxy.inflict(new LinkFault.Cut());
            await().until(handle.session()::isSuspended);
            for (int i = 0; i < visitors; i++) {
                visit(others, room, "visitor " + i);
            }
            proxy.accept();

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> owner.connectionState() instanceof ConnectionState.Resumed);
            ConnectionState.Resumed resumed = (ConnectionState.Resumed) owner.connectionState();
            assertThat(resumed.outcomes()).singleElement().isInstanceOf(ReclaimOutcome.Resumed.class);
            await().until(() -> received.size() >= visitors + 1);
            assertThat(received.subList(1, received.size()))
                    .allMatch(EventDelivery::replayed)
                    .extracting(delivered -> delivered.event().joining().display())
                    .containsExactlyElementsOf(IntStream.range(0, visitors)
                            .mapToObj(i -> "visitor " + i)
                            .toList());
            Outcome.of(handle.session().destroy());
        }
    }

    private static void visit(JanusSession session, JanusId room, String name) {
        JanusVideoRoomPlugin visitor = Outcome.of(session.attach(JanusVideoRoomPlugin.TYPE));
        Outcome.of(visitor.joinAsPublisher(VideoRoomPublisherRequest.Join.of(room, name)));
    }
}
