// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.ReclaimOutcome;
import dev.janusclient.cluster.FailoverGroup;
import dev.janusclient.cluster.MemberOptions;
import dev.janusclient.cluster.OwnedSession;
import dev.janusclient.cluster.SessionHandler;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.handover.HandoverKeys;
import dev.janusclient.media.LegContinuation;
import dev.janusclient.media.MediaEngine;
import dev.janusclient.media.MediaLeg;
import dev.janusclient.media.MediaLegOptions;
import dev.janusclient.media.audio.AudioSender;
import dev.janusclient.media.rtp.AudioCodec;
import dev.janusclient.media.rtp.RtpHeader;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.system.Outcome;
import dev.janusclient.testkit.PrivateNetwork;
import dev.janusclient.testkit.RtpTonePeer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;

/** A member of a group that calls, and continues the calls of others. */
final class CallMember implements SessionHandler, AutoCloseable {
    static final Duration TIMEOUT = Duration.ofSeconds(60);
    static final double HERTZ_OF_OWNER = 440;
    static final double HERTZ_OF_STANDBY = 700;

    private static final Duration LEASE = Duration.ofSeconds(6);
    private static final String KIND = "call";
    private static final MediaLegOptions OPTIONS =
            MediaLegOptions.builder().codecs(AudioCodec.PCMU).build();

    private final Queue<ReclaimOutcome> outcomes = new ConcurrentLinkedQueue<>();

    /** The sequence numbers of the packets that its leg has received. */
    final NavigableSet<Integer> received = new ConcurrentSkipListSet<>();

    final FailoverGroup group;
    private final MediaEngine engine = MediaEngine.create();
    private final LegContinuation legs = LegContinuation.with(
                    engine, HandoverKeys.of("the key of all members".getBytes(StandardCharsets.US_ASCII)))
            .options(OPTIONS);
    private volatile Runnable beforeTaking = () -> {};

    CallMember(String name, OwnershipStore store, String uri) {
        group = Outcome.of(FailoverGroup.builder(store, MemberOptions.of(name, LEASE))
                .server("janus", uri)
                .handler(KIND, this)
                .start());
        await().atMost(TIMEOUT).until(() -> group.status().servers().stream().allMatch(server -> server.up()));
    }

    /** Waits until a telephone has heard so many packets of a tone. */
    static void awaitTone(RtpTonePeer phone, double hertz, int packets) {
        await().atMost(TIMEOUT).until(() -> count(phone, hertz) >= packets);
    }

    static long count(RtpTonePeer phone, double hertz) {
        return phone.packets().stream().filter(packet -> packet.hasTone(hertz)).count();
    }

    /** Waits until it has taken a session and continued its media. The leg goes on before anything else of its session does. */
    void awaitContinued() {
        await().atMost(TIMEOUT).until(() -> !outcomes.isEmpty());
        assertThat(outcomes).singleElement().satisfies(outcome -> assertThat(
                        outcome.handles().get(0).mediaRecovery())
                .isInstanceOf(MediaRecovery.Continued.class));
    }

    /** Has something done when this member owns a session of another one, and has not begun to take it. */
    void beforeTaking(Runnable task) {
        beforeTaking = task;
    }

    @Override
    public void prepare(Reclaim reclaim) {
        beforeTaking.run();
        reclaim.media(legs.onLeg((handle, leg) -> use(leg, HERTZ_OF_STANDBY)));
    }

    @Override
    public CompletionStage<?> resumed(OwnedSession session, ReclaimOutcome outcome) {
        outcomes.add(outcome);
        return CompletableFuture.completedFuture(null);
    }

    private void use(MediaLeg leg, double hertz) {
        AudioSender sender = new AudioSender();
        sender.playTone(hertz);
        leg.send(sender);
        leg.receive((packet, offset, length, nanos) -> received.add(RtpHeader.sequence(packet, offset)));
    }

    OwnedSession call(String uri) {
        OwnedSession owned = Outcome.of(group.create(KIND));
        JanusSipPlugin sip = Outcome.of(owned.session().attach(JanusSipPlugin.TYPE));
        Outcome.of(sip.registerConfirmed(SipRequest.Register.builder()
                .type(SipRequest.Register.Type.GUEST)
                .username("sip:alice@" + PrivateNetwork.address())
                .build()));
        MediaLeg leg = engine.newLeg(OPTIONS);
        use(leg, HERTZ_OF_OWNER);
        CompletableFuture<SipEvent.Accepted> accepted = sip.next(SipEvent.Accepted.class);
        Outcome.of(sip.call(SipRequest.Call.builder().uri(uri).build(), Outcome.of(leg.offer())));
        Outcome.of(leg.acceptAnswer(Objects.requireNonNull(Outcome.of(accepted).jsep())));
        Outcome.of(legs.keep(leg, sip));
        return owned;
    }

    @Override
    public void close() {
        group.close();
        engine.close();
    }
}
