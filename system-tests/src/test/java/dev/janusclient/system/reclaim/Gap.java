// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.reclaim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.EventDelivery;
import dev.janusclient.HandleOutcome;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusPlugin;
import dev.janusclient.JanusSession;
import dev.janusclient.PluginType;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.ReclaimPlan;
import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import dev.janusclient.reclaim.AdminSource;
import dev.janusclient.recovery.GapSource;
import dev.janusclient.system.HandleStage;
import dev.janusclient.system.Outcome;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A time in which nobody had a session: its first owner, A, dropped it without a word, and its next one, B, takes it back
 * with A's ticket.
 */
final class Gap<P extends JanusPlugin> {
    private static final Secret ADMIN = Secret.of("the admin's");

    private final HandleStage stage;
    private final PluginType<P> type;
    private final JanusClient firstClient;
    private final JanusSession firstSession;
    private final JanusAdmin admin;

    /** A's handle. */
    final P first;

    private @Nullable HandoverTicket ticket;

    Gap(HandleStage stage, JanusServer janus, PluginType<P> type) {
        this.stage = stage;
        this.type = type;
        admin = stage.keep(JanusAdmin.create(janus.adminUri().toString(), ADMIN));
        firstClient = stage.newClient();
        firstSession = stage.done(firstClient.createSession());
        first = stage.done(firstSession.attach(type));
    }

    /** A server that waits for a new owner. */
    static JanusExtension server(String... plugins) {
        return JanusExtension.with(JanusServer.builder()
                .plugins(plugins)
                .adminSecret(ADMIN.reveal())
                .reclaimSessionTimeout(30)
                .sessionTimeout(40));
    }

    /** What A knows now is what B will know of it. */
    void ticketIsTaken() {
        ticket = firstSession.ticket();
    }

    /** A lets its connection go. */
    void begins() {
        if (ticket == null) {
            ticketIsTaken();
        }
        firstClient.close();
    }

    /** B takes the session back, with what the plugin itself can be asked. */
    Back<P> ends() {
        return take(List.of());
    }

    /** B takes the session back, and asks the Admin API too. */
    Back<P> endsWithAdmin() {
        return take(List.of(new AdminSource(admin)));
    }

    private Back<P> take(List<GapSource> sources) {
        JanusClient client = stage.newClient();
        ReclaimOutcome outcome = Outcome.of(client.reclaim(
                Objects.requireNonNull(ticket), new ReclaimPlan(List.of(type), sources, false, Duration.ofSeconds(2))));
        ReclaimOutcome.ResumedWithGap resumed = (ReclaimOutcome.ResumedWithGap) assertThat(outcome)
                .isInstanceOf(ReclaimOutcome.ResumedWithGap.class)
                .actual();
        stage.keep(() -> {
            if (resumed.session().isActive()) {
                stage.done(resumed.session().destroy());
            }
        });
        assertThat(resumed.gap().unresolved()).noneMatch(sentence -> sentence.contains("how the handle is now"));
        return new Back<>(
                resumed.handle(first.handleId()).orElseThrow(),
                resumed.handle(type).orElseThrow());
    }

    /** How A's handle is at its plugin, as the Admin API tells. */
    RawJson atJanus() {
        return Objects.requireNonNull(stage.done(admin.handleInfo(firstSession.id(), first.handleId()))
                .pluginSpecific());
    }

    /** What B has. */
    static final class Back<P extends JanusPlugin> {
        final HandleOutcome outcome;
        final P handle;
        private final List<EventDelivery<Object>> received = new CopyOnWriteArrayList<>();

        Back(HandleOutcome outcome, P handle) {
            this.outcome = outcome;
            this.handle = handle;
            handle.onDelivery(Object.class, received::add);
        }

        /** Everything told so far, replayed or live. */
        List<Object> received() {
            return received.stream().<Object>map(EventDelivery::event).toList();
        }

        /** What was told as replayed, in order; nothing else may have been told before it. */
        List<Object> replayed() {
            await().until(() ->
                    received.stream().filter(EventDelivery::replayed).count() >= outcome.replayed());
            List<EventDelivery<Object>> all = List.copyOf(received);
            int live = 0;
            for (EventDelivery<Object> one : all) {
                live += one.replayed() ? 0 : 1;
                assertThat(one.replayed() && live > 0)
                        .as("something missed is told after something live: %s", all)
                        .isFalse();
            }
            List<Object> replayed = all.stream()
                    .filter(EventDelivery::replayed)
                    .<Object>map(EventDelivery::event)
                    .toList();
            assertThat(outcome.replayed()).isEqualTo(replayed.size());
            return replayed;
        }
    }
}
