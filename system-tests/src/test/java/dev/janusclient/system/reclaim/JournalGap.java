// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.reclaim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.CoreEvent;
import dev.janusclient.EventDelivery;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusPlugin;
import dev.janusclient.JanusSession;
import dev.janusclient.PluginType;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.ReclaimPlan;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.reclaim.EventJournal;
import dev.janusclient.system.HandleEvents;
import dev.janusclient.system.HandleStage;
import dev.janusclient.system.Outcome;
import dev.janusclient.testkit.EventCollector;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.JanusServerBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A time in which nobody has a session, with a journal of Janus's event handlers as the only evidence. Beside the handle that
 * is dropped and taken back there is a control of the same kind, whose owner lives on: what that one receives in the gap is
 * what the other must be told after it.
 */
final class JournalGap<P extends JanusPlugin> {
    static final String ADMIN = "the admin's";

    private final HandleStage stage;
    private final EventJournal journal;
    private final PluginType<P> type;
    private final JanusClient dying;
    private final JanusSession session;

    /** The handle that is dropped. */
    final P first;

    /** The handle that is not. */
    final P control;

    final HandleEvents heardByFirst;
    private final HandleEvents heardByControl;
    private @Nullable HandoverTicket ticket;
    private int before;

    JournalGap(HandleStage stage, EventJournal journal, PluginType<P> type) {
        this.stage = stage;
        this.journal = journal;
        this.type = type;
        dying = stage.newClient();
        session = Outcome.of(dying.createSession());
        first = Outcome.of(session.attach(type));
        heardByFirst = stage.listen(first);
        control = stage.attach(type);
        heardByControl = stage.listen(control);
    }

    /** A server whose event handlers are listened to. */
    static JanusExtension server(EventCollector events, String... plugins) {
        return JanusExtension.with(builder(events, plugins));
    }

    static JanusServerBuilder builder(EventCollector events, String... plugins) {
        return JanusServer.builder()
                .plugins(plugins)
                .adminSecret(ADMIN)
                .eventHandler("sample", events.config())
                .reclaimSessionTimeout(30)
                .sessionTimeout(40);
    }

    /** A journal of everything that a collector is sent. */
    static EventJournal journal(EventCollector events) {
        EventJournal journal = EventJournal.create();
        journal.listenTo(events.receiver());
        return journal;
    }

    /** What the first handle was told so far. */
    HandleEvents heard() {
        return heardByControl;
    }

    /** The first owner is gone without a word. */
    void begins() {
        before = heardByControl.all().size();
        ticket = session.ticket();
        dying.close();
    }

    /** What the first owner has noted of the events it received, by their tags. */
    List<String> noted() {
        return Objects.requireNonNull(ticket).handles().get(0).recent().stream()
                .map(HandleTicket.EventFingerprint::type)
                .toList();
    }

    /** Somebody else takes the session back; nothing may have been missed. */
    Back<P> ends() {
        ReclaimOutcome outcome = take();
        assertThat(outcome)
                .as("%s", outcome instanceof ReclaimOutcome.ResumedWithGap gap ? gap.gap() : outcome)
                .isInstanceOf(ReclaimOutcome.Resumed.class);
        return back(outcome);
    }

    Back<P> endsWithGap() {
        ReclaimOutcome outcome = take();
        assertThat(outcome).isInstanceOf(ReclaimOutcome.ResumedWithGap.class);
        return back(outcome);
    }

    private ReclaimOutcome take() {
        ReclaimOutcome outcome = Outcome.of(stage.newClient()
                .reclaim(
                        Objects.requireNonNull(ticket),
                        new ReclaimPlan(List.of(type), List.of(journal), false, Duration.ofSeconds(2))));
        JanusSession taken = outcome.session();
        if (taken != null) {
            stage.keep(() -> {
                if (taken.isActive()) {
                    Outcome.of(taken.destroy());
                }
            });
        }
        return outcome;
    }

    private Back<P> back(ReclaimOutcome outcome) {
        List<Object> all = heardByControl.all();
        return new Back<>(
                outcome,
                outcome.handle(type).orElseThrow(),
                outcome.handle(first.handleId()).orElseThrow().replayed(),
                all.subList(before, all.size()));
    }

    /** What came of it. */
    static final class Back<P extends JanusPlugin> {
        final ReclaimOutcome outcome;
        final P handle;

        /** What the control received in the gap. */
        final List<Object> control;

        private final int expected;
        private final List<EventDelivery<Object>> delivered = new CopyOnWriteArrayList<>();

        Back(ReclaimOutcome outcome, P handle, int expected, List<Object> control) {
            this.outcome = outcome;
            this.handle = handle;
            this.expected = expected;
            this.control = control;
            handle.onDelivery(Object.class, delivered::add);
        }

        /** What was told as replayed, with the time it happened, and before anything live. */
        List<Object> replayed() {
            await().until(() ->
                    delivered.stream().filter(EventDelivery::replayed).count() >= expected);
            List<EventDelivery<Object>> all = List.copyOf(delivered);
            assertThat(all.subList(0, expected))
                    .allMatch(EventDelivery::replayed)
                    .allMatch(one -> one.at() != null)
                    .isSortedAccordingTo(
                            (a, b) -> Objects.requireNonNull(a.at()).compareTo(Objects.requireNonNull(b.at())));
            assertThat(all.subList(expected, all.size())).noneMatch(EventDelivery::replayed);
            return all.subList(0, expected).stream()
                    .<Object>map(EventDelivery::event)
                    .toList();
        }

        /**
         * Every event of the gap was replayed: as many, in the order, and with the contents that the control received. The core's
         * events and the plugin's come from different threads of Janus, so each kind has an order of its own.
         */
        void isAsTheControlReceived() {
            List<Object> replayed = replayed();
            assertThat(only(replayed, true)).isEqualTo(only(control, true));
            assertThat(only(replayed, false)).isEqualTo(only(control, false));
        }

        private static List<Object> only(List<Object> events, boolean core) {
            return events.stream()
                    .filter(event -> event instanceof CoreEvent == core)
                    .toList();
        }
    }
}
