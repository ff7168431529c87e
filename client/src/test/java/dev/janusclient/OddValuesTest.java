// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import static dev.janusclient.Outcome.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.error.JanusConnectException;
import dev.janusclient.error.JanusHandoverTicketException;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandleTicket.EventFingerprint;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.handover.ServerIdentity;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.ServerInfo;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.reclaim.PluginTypes;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.recovery.Findings;
import dev.janusclient.recovery.GapSource;
import dev.janusclient.recovery.LostReason;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.recovery.MissedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Values that no good server, ticket or source has: each ends as an outcome or a documented exception; a session that is
 * active here stays so, and nothing is held for what came to nothing.
 */
class OddValuesTest {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    private final FakeJanus janus = new FakeJanus();

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private static HandoverTicket ticket(long sessionId, HandleTicket... handles) {
        return ticket(Instant.now(), sessionId, handles);
    }

    private static HandoverTicket ticket(Instant issued, long sessionId, HandleTicket... handles) {
        return HandoverTicket.of(
                new ServerIdentity("fake", "1.1.2", "ws://janus.test"), sessionId, issued, List.of(handles));
    }

    private static HandleTicket handle(String plugin, @Nullable String state) {
        return new HandleTicket(77, plugin, null, null, state == null ? null : RawJson.of(state), List.of(), List.of());
    }

    private ReclaimOutcome take(JanusClient client, HandoverTicket ticket, GapSource... sources) {
        Reclaim reclaim = Reclaim.with(client);
        List.of(sources).forEach(reclaim::source);
        CompletableFuture<ReclaimOutcome> outcome = reclaim.take(ticket);
        janus.scheduler().advance(REQUEST_TIMEOUT.plusSeconds(1));
        // What the plugins ask after that.
        janus.scheduler().advance(REQUEST_TIMEOUT);
        return Outcome.of(outcome);
    }

    private static GapSource source(Supplier<@Nullable CompletableFuture<@Nullable Findings>> answer) {
        return new GapSource() {
            @Override
            public String name() {
                return "an odd source";
            }

            @Override
            @SuppressWarnings({"NullAway", "unchecked"}) // on purpose
            public CompletableFuture<Findings> query(HandoverTicket ticket) {
                return (CompletableFuture<Findings>) (CompletableFuture<?>) answer.get();
            }
        };
    }

    // Servers

    @Test
    void negativeTimeoutsAreNone() {
        JanusClient client = janus.timeouts(-60, -1).client();
        JanusSession session = Outcome.of(client.createSession());
        assertThat(session.server().reclaimEnabled()).isFalse();
        assertThat(session.server().sessionTimeout()).isZero();
        assertThat(session.server().maxKeepaliveInterval()).isEqualTo(Duration.ofSeconds(25));
        assertThat(session.server().guaranteedReclaimWindow()).isZero();
        janus.scheduler().advance(Duration.ofSeconds(26));
        assertThat(janus.frames("keepalive")).hasSize(1);
        Outcome.of(client.keepAlive(session.id(), Duration.ofMinutes(1))).close();
    }

    // Sources

    static Stream<GapSource> oddSources() {
        return Stream.of(
                source(CompletableFuture::new),
                source(() -> null),
                source(() -> CompletableFuture.completedFuture(null)),
                source(() -> CompletableFuture.failedFuture(new IllegalStateException("as the test said"))),
                source(() -> {
                    throw new IllegalStateException("as the test said");
                }),
                source(() -> CompletableFuture.completedFuture(new Findings(
                        true,
                        List.of(new MissedEvent(77, Instant.MIN, MissedEvent.Form.AS_SENT, RawJson.of("[7]"))),
                        Map.of(),
                        List.of(),
                        null))),
                source(() -> CompletableFuture.completedFuture(new Findings(
                        true,
                        List.of(new MissedEvent(77, Instant.MAX, MissedEvent.Form.FROM_EVENT_HANDLER, RawJson.of("7"))),
                        Map.of(),
                        List.of(),
                        null))));
    }

    @ParameterizedTest
    @MethodSource("oddSources")
    void aSourceThatGivesNothingMakesAGap(GapSource source) {
        ReclaimOutcome outcome = take(janus.client(), ticket(1000, handle("janus.plugin.sip", null)), source);
        assertThat(outcome).isInstanceOf(ReclaimOutcome.ResumedWithGap.class);
        assertThat(((ReclaimOutcome.ResumedWithGap) outcome).gap().unresolved()).isNotEmpty();
    }

    @Test
    void aSourceThatNeverEndsIsAlsoNotWaitedForWhenTheSessionIsGone() {
        janus.refuse("claim", 458);
        ReclaimOutcome outcome = take(janus.client(), ticket(1000), source(CompletableFuture::new));
        assertThat(outcome).isInstanceOf(ReclaimOutcome.Lost.class);
    }

    // Times

    @Test
    void aTicketsTimesAreBetween1970And9999() {
        for (long odd : new long[] {Long.MIN_VALUE, -1, 253_402_300_800_000L, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> ticket(Instant.ofEpochMilli(odd), 1000))
                    .isInstanceOf(JanusHandoverTicketException.class)
                    .hasMessageContaining("issuedAt");
            assertThatThrownBy(() -> new EventFingerprint("webrtcup", odd, 0))
                    .isInstanceOf(JanusHandoverTicketException.class)
                    .hasMessageContaining("recent.at");
            String json = ticket(Instant.EPOCH, 1000).toJson().replace("\"issuedAt\":0", "\"issuedAt\":" + odd);
            assertThatThrownBy(() -> HandoverTicket.fromJson(json)).isInstanceOf(JanusHandoverTicketException.class);
        }
    }

    @Test
    void theEndsOfTheRangeAreTimes() {
        for (long end : LongStream.of(0, 253_402_300_799_999L).toArray()) {
            HandoverTicket ticket = ticket(Instant.ofEpochMilli(end), 1000, handle("janus.plugin.sip", null));
            assertThat(take(janus.client(), ticket)).isInstanceOf(ReclaimOutcome.ResumedWithGap.class);
            janus.refuse("claim", 458);
            ReclaimOutcome lost = take(janus.client(), ticket);
            assertThat(lost).isInstanceOf(ReclaimOutcome.Lost.class);
            assertThat(((ReclaimOutcome.Lost) lost).reason()).isIn(LostReason.EXPIRED, LostReason.GONE);
            janus.answer("claim", FakeJanus.SUCCESS);
        }
    }

    @Test
    void aTicketOfTheFutureHasNoAge() {
        HandoverTicket ticket = ticket(Instant.now().plusSeconds(3600), 1000);
        ReclaimOutcome outcome = Outcome.of(
                Reclaim.with(janus.client()).maxAge(Duration.ofMinutes(1)).take(ticket));
        assertThat(((ReclaimOutcome.Lost) outcome).reason()).isEqualTo(LostReason.INVALID_TICKET);
        assertThat(janus.sent()).isEmpty();
    }

    @Test
    void aHandoffTimeoutThatIsNotPositiveIsOver() {
        CompletableFuture<ReclaimOutcome> outcome = Reclaim.with(janus.client())
                .handoffTimeout(Duration.ofSeconds(-1))
                .take(ticket(1000).withForwarding("abc"));
        janus.scheduler().advance(Duration.ofSeconds(4));
        assertThat(Outcome.of(outcome)).isInstanceOf(ReclaimOutcome.ResumedWithGap.class);
    }

    // Tickets

    static List<PluginType<?>> statefulPlugins() {
        return PluginTypes.ALL;
    }

    /** As a later or an earlier version would write it: members that are not there, are null, or are something else. */
    private static List<String> shapes(RawJson state) {
        List<String> shapes = new ArrayList<>(List.of("{}", "[]", "5", "\"x\"", "null", "{\"later\":{\"a\":[1]}}"));
        Map<String, Object> members = ApiTable.map(state);
        for (String name : members.keySet()) {
            for (String other : List.of("null", "{}", "[]", "[null]", "[{}]", "-1", "\"x\"", "true")) {
                shapes.add("{\"" + name + "\":" + other + "}");
            }
        }
        return shapes;
    }

    @ParameterizedTest
    @MethodSource("statefulPlugins")
    void aStateOfAnotherShapeIsUnknown(PluginType<?> type) {
        JanusClient client = janus.client();
        JanusSession session = Outcome.of(client.createSession());
        Outcome.of(session.attach(type));
        RawJson state = session.ticket().handles().get(0).state();
        List<String> shapes = state == null ? List.of("{}", "7") : shapes(state);
        long id = 2000;
        for (String shape : shapes) {
            ReclaimOutcome outcome =
                    take(client, ticket(++id, handle(type.name(), shape)), source(CompletableFuture::new));
            assertThat(outcome).as(shape).isInstanceOf(ReclaimOutcome.ResumedWithGap.class);
            HandleOutcome handle = outcome.handles().get(0);
            assertThat(handle.mediaRecovery()).as(shape).isNotNull();
            JanusSession reclaimed = ((ReclaimOutcome.ResumedWithGap) outcome).session();
            // It can be handed on.
            HandoverTicket next = HandoverTicket.fromJson(reclaimed.ticket().toJson());
            assertThat(next.handles()).as(shape).hasSize(1);
            Outcome.of(reclaimed.destroy());
        }
    }

    @Test
    void aHandleStandsInATicketOnce() {
        assertThatThrownBy(() -> ticket(1000, handle("janus.plugin.sip", null), handle("janus.plugin.echotest", null)))
                .isInstanceOf(JanusHandoverTicketException.class)
                .hasMessageContaining("twice");
        String two = ticket(1000, handle("janus.plugin.sip", null))
                .toJson()
                .replaceFirst("\"handles\":\\[(.*?)\\],\"inFlight\"", "\"handles\":[$1,$1],\"inFlight\"");
        assertThat(two)
                .isNotEqualTo(ticket(1000, handle("janus.plugin.sip", null)).toJson());
        assertThatThrownBy(() -> HandoverTicket.fromJson(two)).isInstanceOf(JanusHandoverTicketException.class);
    }

    @Test
    void aHandleThatIsAttachedIsNoOtherPlugins() {
        JanusSession session = Outcome.of(janus.client().createSession());
        JanusSipPlugin sip = Outcome.of(session.attach(JanusSipPlugin.TYPE));
        AttachOptions same = AttachOptions.existingHandle(sip.handleId());
        assertThatThrownBy(() -> session.attach(JanusEchoTestPlugin.TYPE, same))
                .isInstanceOf(IllegalStateException.class);
        assertHears(sip);
    }

    // Sessions that are active here

    private void assertHears(JanusSipPlugin sip) {
        List<SipEvent.Hangup> heard = new ArrayList<>();
        Subscription listening = sip.on(SipEvent.Hangup.class, heard::add);
        janus.event(sip, "{'sip':'event','result':{'event':'hangup','code':200,'reason':'bye'}}");
        janus.listenersAreThere();
        assertThat(heard).hasSize(1);
        listening.close();
    }

    @Test
    void aReclaimThatFailsLeavesWhatIsHere() {
        JanusClient client = janus.client();
        JanusSession session = Outcome.of(client.createSession());
        JanusSipPlugin sip = Outcome.of(session.attach(JanusSipPlugin.TYPE));
        int held = FakeJanus.entries(client);
        HandoverTicket ticket = session.ticket();
        Reclaim throwing = Reclaim.with(client).listen(JanusSipPlugin.TYPE, handle -> {
            throw new IllegalStateException("as the test said");
        });
        assertThat(failure(throwing.take(ticket), IllegalStateException.class)).hasMessage("as the test said");
        assertThat(FakeJanus.entries(client)).isEqualTo(held);
        assertHears(sip);
        janus.refuse("claim", 403);
        assertThat(Outcome.of(Reclaim.with(client).take(ticket))).isInstanceOf(ReclaimOutcome.Lost.class);
        assertThat(FakeJanus.entries(client)).isEqualTo(held);
        assertHears(sip);
        assertThat(session.isActive()).isTrue();
    }

    @Test
    void aReclaimWithoutAConnectionFailsAndItsTicketCanBeTakenAgain() {
        JanusClient client = janus.client();
        janus.refuseConnects(new JanusConnectException("refused", null));
        assertThat(failure(Reclaim.with(client).take(ticket(1000)), JanusConnectException.class))
                .hasMessage("refused");
        janus.refuseConnects(null);
        assertThat(take(client, ticket(1000)).session()).isNotNull();
    }

    @Test
    void aClaimWhoseListenerThrowsIsNotSent() {
        JanusClient client = janus.client();
        JanusSession session = Outcome.of(client.createSession());
        JanusSipPlugin sip = Outcome.of(session.attach(JanusSipPlugin.TYPE));
        int held = FakeJanus.entries(client);
        CompletableFuture<JanusSession> claimed = client.claimSession(session.id(), again -> {
            throw new IllegalStateException("as the test said");
        });
        assertThat(failure(claimed, IllegalStateException.class)).hasMessage("as the test said");
        assertThat(janus.frames("claim")).isEmpty();
        assertThat(FakeJanus.entries(client)).isEqualTo(held);
        assertHears(sip);
    }

    @Test
    void whatAListenerThrewForIsNotLeftAtJanus() {
        JanusClient client = janus.client();
        failure(
                client.createSession(created -> {
                    throw new IllegalStateException("as the test said");
                }),
                IllegalStateException.class);
        assertThat(janus.sent()).containsExactly("info", "create", "destroy");
        assertThat(FakeJanus.entries(client)).isZero();
        JanusSession session = Outcome.of(client.createSession());
        failure(
                session.attach(JanusSipPlugin.TYPE, AttachOptions.NONE, handle -> {
                    throw new IllegalStateException("as the test said");
                }),
                IllegalStateException.class);
        assertThat(janus.sent()).endsWith("attach", "detach");
        assertThat(session.ticket().handles()).isEmpty();
    }

    @Test
    void aPluginThatFailsToFindOutMakesAGap() {
        PluginType<Thrower> type =
                new PluginType<>("janus.plugin.sip", Thrower::new, List.of(), JanusSipPlugin.TYPE.events(), List.of());
        CompletableFuture<ReclaimOutcome> outcome =
                Reclaim.with(janus.client()).pluginType(type).take(ticket(1000, handle("janus.plugin.sip", null)));
        assertThat(Outcome.of(outcome)).isInstanceOf(ReclaimOutcome.ResumedWithGap.class);
        assertThat(Outcome.of(outcome).handles().get(0).unresolved()).anyMatch(open -> open.contains("test said"));
    }

    private static final class Thrower extends JanusPlugin {
        Thrower(Attachment attachment) {
            super(attachment);
        }

        @Override
        protected MediaRecovery mediaRecoveryFromState() {
            return new MediaRecovery.Unknown();
        }

        @Override
        protected CompletableFuture<dev.janusclient.recovery.Resync> resync(
                dev.janusclient.recovery.@Nullable HandleStatus status) {
            throw new IllegalStateException("as the test said");
        }
    }

    @Test
    void aServerWhoseNumbersDoNotFitIsUnknown() {
        janus.handler(
                "info",
                frame -> janus.push(janus.fill(
                        "{'janus':'server_info','transaction':'$T','name':'J','version':1,'version_string':'1',"
                                + "'session-timeout':99999999999}",
                        frame)));
        JanusSession session = Outcome.of(janus.client().createSession());
        assertThat(session.server()).isEqualTo(ServerInfo.UNKNOWN);
        Outcome.of(session.keepalive());
    }
}
