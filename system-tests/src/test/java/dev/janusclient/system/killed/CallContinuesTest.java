// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.killed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.HandleOutcome;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.media.LegContinuation;
import dev.janusclient.media.MediaEngine;
import dev.janusclient.media.MediaLeg;
import dev.janusclient.media.MediaLegState;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.recovery.MediaRecovery.Continued;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.HeardPacket;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.PrivateNetwork;
import dev.janusclient.testkit.RtpTonePeer;
import dev.janusclient.testkit.SipCallee;
import dev.janusclient.testkit.SipMedia;
import dev.janusclient.testkit.SipMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A SIP call whose process was killed goes on in process B, which only reclaims the session; and then in a third one. */
@Tag("sip-tester")
@Timeout(180)
class CallContinuesTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String ADDRESS = PrivateNetwork.address();
    private static final double HERTZ_OF_C = 1_700;

    @RegisterExtension
    static final JanusExtension JANUS = Heir.server("sip");

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    private final List<MediaLeg> legs = new ArrayList<>();
    private RtpTonePeer phone;
    private SipCallee bob;
    private OwnerProcess a;

    @BeforeEach
    void call() {
        phone = stage.keep(new RtpTonePeer(ADDRESS, Heir.BYSTANDERS_HERTZ));
        bob = stage.keep(SipCallee.answering(SipMedia.of(phone)));
        a = OwnerProcess.start(stage, JANUS, Scene.IN_A_CALL_WITH_A_LEG, "sip:alice@" + ADDRESS, bob.uri("bob"));
    }

    private HandoverTicket killed() {
        HandoverTicket ticket = HandoverTicket.fromJson(a.await("ticket"));
        phoneHears(Scene.HERTZ);
        a.close();
        return ticket;
    }

    private void phoneHears(double hertz) {
        await().atMost(TIMEOUT)
                .until(() -> phone.packets().stream()
                                .filter(packet -> packet.hasTone(hertz))
                                .count()
                        > 20);
    }

    private Reclaim reclaim(MediaEngine engine, double hertz) {
        LegContinuation continuation =
                LegContinuation.with(stage.keep(engine), Legs.KEYS).options(Legs.CALL);
        return Reclaim.with(stage.newClient()).media(continuation.onLeg((handle, leg) -> {
            legs.add(leg);
            leg.send(Legs.tone(hertz));
        }));
    }

    private ReclaimOutcome take(MediaEngine engine, double hertz, HandoverTicket ticket) {
        return stage.done(reclaim(engine, hertz).take(ticket));
    }

    private static Continued continued(ReclaimOutcome outcome) {
        HandleOutcome handle = outcome.handles().get(0);
        return (Continued) assertThat(handle.mediaRecovery())
                .as("%s", handle.findings())
                .isInstanceOf(Continued.class)
                .actual();
    }

    private JanusSipPlugin sip(ReclaimOutcome outcome) {
        JanusSipPlugin sip = outcome.handle(JanusSipPlugin.TYPE).orElseThrow();
        stage.keep(() -> stage.done(sip.session().destroy()));
        return sip;
    }

    @Test
    void aKilledProcessesCallGoesOnTwiceAndTheFarEndSeesNoMessage() {
        HandoverTicket ticket = killed();
        List<SipMessage> messages = bob.messages();

        MediaEngine engineOfB = MediaEngine.create();
        ReclaimOutcome b = take(engineOfB, Heir.HERTZ, ticket);
        assertThat(continued(b).how()).isEqualTo(Continued.How.OTHER_ADDRESS);
        phoneHears(Heir.HERTZ);
        await().atMost(TIMEOUT).until(() -> stage.done(legs.get(0).stats()).packetsReceived() > 20);

        JanusSipPlugin sip = b.handle(JanusSipPlugin.TYPE).orElseThrow();
        assertThat(sip.mediaRecovery()).isEqualTo(new MediaRecovery.Unaffected());
        String first = ticket.handles().get(0).media();
        await().atMost(TIMEOUT)
                .until(() ->
                        !Objects.equals(sip.session().ticket().handles().get(0).media(), first));
        HandoverTicket ofB = sip.session().ticket();
        engineOfB.close();
        ReclaimOutcome c = take(MediaEngine.create(), HERTZ_OF_C, ofB);
        assertThat(continued(c).how()).isEqualTo(Continued.How.OTHER_ADDRESS);
        phoneHears(HERTZ_OF_C);

        assertThat(bob.messages()).as("SIP messages at the far end").isEqualTo(messages);
        assertThat(phone.packets().stream().map(HeardPacket::ssrc).distinct())
                .as("sources that the far end has seen")
                .hasSize(1);
        stage.done(sip(c).hangupCall());
        bob.awaitHungUp();
    }

    @Test
    void aCallThatHasEndedMeanwhileIsNotContinued() {
        HandoverTicket ticket = killed();
        bob.hangUp();

        ReclaimOutcome b = take(MediaEngine.create(), Heir.HERTZ, ticket);
        HandleOutcome handle = b.handles().get(0);
        assertThat(handle.mediaRecovery()).isEqualTo(new MediaRecovery.None());
        assertThat(handle.findings()).contains("its media is not continued: what it belonged to has ended meanwhile");
        await().atMost(TIMEOUT).until(() -> legs.get(0).state() == MediaLegState.CLOSED);
        assertThat(sip(b).state().call()).isNull();
    }

    @Test
    void whereJanusDoesNotAnswerTheCallIsNegotiatedAnew() {
        HandoverTicket ticket = killed();
        // The leg may not send until the offer is under way: as if its checks were lost.
        BooleanSupplier invited = () -> bob.messages().stream()
                        .filter(message -> message.isRequest("INVITE"))
                        .count()
                > 1;
        Gate gate = new Gate(invited);
        CompletableFuture<ReclaimOutcome> taken =
                reclaim(MediaEngine.create(), Heir.HERTZ).commandGate(gate).take(ticket);
        await().atMost(TIMEOUT).until(gate::open);
        ReclaimOutcome b = stage.done(taken);
        assertThat(continued(b).how()).isEqualTo(Continued.How.ICE_RESTART);
        phoneHears(Heir.HERTZ);
        stage.done(sip(b).hangupCall());
        bob.awaitHungUp();
    }

    /** Lets everything pass but media, and that too once it is open. */
    private static final class Gate implements BooleanSupplier {
        private final BooleanSupplier opens;
        private volatile boolean open;

        Gate(BooleanSupplier opens) {
            this.opens = opens;
        }

        boolean open() {
            open = open || opens.getAsBoolean();
            return open;
        }

        @Override
        public boolean getAsBoolean() {
            return open || !Thread.currentThread().getName().startsWith("janus-media-");
        }
    }
}
