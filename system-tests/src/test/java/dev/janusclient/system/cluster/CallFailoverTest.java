// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.CoreEvent;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.cluster.FailoverGroup;
import dev.janusclient.cluster.MemberOptions;
import dev.janusclient.cluster.OwnedSession;
import dev.janusclient.cluster.SessionHandler;
import dev.janusclient.cluster.store.FileStore;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.handover.HandoverKeys;
import dev.janusclient.media.LegContinuation;
import dev.janusclient.media.MediaEngine;
import dev.janusclient.media.MediaLeg;
import dev.janusclient.media.MediaLegOptions;
import dev.janusclient.media.audio.AudioSender;
import dev.janusclient.media.rtp.AudioCodec;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.system.JavaProgram;
import dev.janusclient.system.Outcome;
import dev.janusclient.testkit.HeardPacket;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.PrivateNetwork;
import dev.janusclient.testkit.RtpTonePeer;
import dev.janusclient.testkit.SipCallee;
import dev.janusclient.testkit.SipMedia;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A member in a call is stopped for longer than its lease: another one goes on with the audio, and it sends nothing when it runs again. */
@Tag("sip-tester")
@Timeout(180)
class CallFailoverTest {
    private static final Duration LEASE = Duration.ofSeconds(6);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String KIND = "call";
    private static final double HERTZ_OF_OWNER = 440;
    private static final double HERTZ_OF_STANDBY = 700;
    private static final int ENOUGH = 20;

    /** Three seconds of audio. */
    private static final int LONG_AFTERWARDS = 150;

    @RegisterExtension
    static final JanusExtension JANUS =
            JanusExtension.with(JanusServer.builder().plugins("sip").reclaimSessionTimeout(60));

    @TempDir
    private Path folder;

    /** A member of the group. */
    private static final class Member implements SessionHandler, AutoCloseable {
        final Queue<ReclaimOutcome> outcomes = new ConcurrentLinkedQueue<>();
        final MediaEngine engine = MediaEngine.create();
        final LegContinuation legs = LegContinuation.with(
                        engine, HandoverKeys.of("the key of all members".getBytes(StandardCharsets.US_ASCII)))
                .options(MediaLegOptions.builder().codecs(AudioCodec.PCMU).build());
        final OwnershipStore store;
        final FailoverGroup group;

        Member(String name, Path folder, String uri) {
            store = FileStore.open(folder.resolve("store"));
            group = Outcome.of(FailoverGroup.builder(store, MemberOptions.of(name, LEASE))
                    .server("janus", uri)
                    .handler(KIND, this)
                    .start());
            await().atMost(TIMEOUT)
                    .until(() -> group.status().servers().stream().allMatch(server -> server.up()));
        }

        @Override
        public void prepare(Reclaim reclaim) {
            reclaim.media(legs.onLeg((handle, leg) -> leg.send(tone(HERTZ_OF_STANDBY))));
        }

        @Override
        public CompletionStage<?> resumed(OwnedSession session, ReclaimOutcome outcome) {
            outcomes.add(outcome);
            return CompletableFuture.completedFuture(null);
        }

        static AudioSender tone(double hertz) {
            AudioSender sender = new AudioSender();
            sender.playTone(hertz);
            return sender;
        }

        OwnedSession call(String uri) {
            OwnedSession owned = Outcome.of(group.create(KIND));
            JanusSipPlugin sip = Outcome.of(owned.session().attach(JanusSipPlugin.TYPE));
            Outcome.of(sip.registerConfirmed(SipRequest.Register.builder()
                    .type(SipRequest.Register.Type.GUEST)
                    .username("sip:alice@" + PrivateNetwork.address())
                    .build()));
            MediaLeg leg = engine.newLeg(
                    MediaLegOptions.builder().codecs(AudioCodec.PCMU).build());
            leg.send(tone(HERTZ_OF_OWNER));
            CompletableFuture<SipEvent.Accepted> accepted = sip.next(SipEvent.Accepted.class);
            Outcome.of(sip.call(SipRequest.Call.builder().uri(uri).build(), Outcome.of(leg.offer())));
            Outcome.of(
                    leg.acceptAnswer(Objects.requireNonNull(Outcome.of(accepted).jsep())));
            Outcome.of(legs.keep(leg, sip));
            return owned;
        }

        @Override
        public void close() {
            group.close();
            engine.close();
            store.close();
        }
    }

    /** The member that is stopped. */
    static final class Stopped {
        private Stopped() {}

        public static void main(String[] args) throws Exception {
            Path folder = Path.of(args[0]);
            Member member = new Member("stopped", folder, args[1]);
            member.call(args[2]).session().on(CoreEvent.Relinquished.class, lost -> note(folder.resolve("lost")));
            // Ends with the test.
            while (System.in.read() >= 0) {}
            System.exit(0);
        }

        private static void note(Path file) {
            try {
                Files.createFile(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Process start(String callee) throws Exception {
        return JavaProgram.start(
                folder.resolve("stopped.log"),
                Stopped.class.getName(),
                folder.toString(),
                JANUS.server().uri().toString(),
                callee);
    }

    private static long count(RtpTonePeer phone, double hertz) {
        return phone.packets().stream().filter(packet -> packet.hasTone(hertz)).count();
    }

    private static void awaitTone(RtpTonePeer phone, double hertz, int packets) {
        await().atMost(TIMEOUT).until(() -> count(phone, hertz) >= packets);
    }

    @Test
    void aMemberThatWasStoppedIsSilentWhenItGoesOn() throws Exception {
        try (RtpTonePeer phone = new RtpTonePeer(PrivateNetwork.address(), 1_000);
                SipCallee bob = SipCallee.answering(SipMedia.of(phone))) {
            Process stopped = start(bob.uri("bob"));
            try (Member standby =
                    new Member("standby", folder, JANUS.server().uri().toString())) {
                awaitTone(phone, HERTZ_OF_OWNER, ENOUGH);
                int messages = bob.messages().size();
                await().atMost(TIMEOUT)
                        .until(() -> standby.group.status().members().size() == 2);

                JavaProgram.signal("STOP", stopped);
                awaitTone(phone, HERTZ_OF_STANDBY, ENOUGH);
                // The leg goes on before anything else of its session does.
                await().atMost(TIMEOUT).until(() -> !standby.outcomes.isEmpty());
                assertThat(standby.outcomes).singleElement().satisfies(outcome -> assertThat(
                                outcome.handles().get(0).mediaRecovery())
                        .isInstanceOf(MediaRecovery.Continued.class));
                int until = phone.packets().size();
                JavaProgram.signal("CONT", stopped);
                await().atMost(TIMEOUT).until(() -> Files.exists(folder.resolve("lost")));
                await().atMost(TIMEOUT).until(() -> phone.packets().size() >= until + LONG_AFTERWARDS);

                List<HeardPacket> afterwards = phone.packets().subList(until, until + LONG_AFTERWARDS);
                assertThat(afterwards)
                        .as("the far end hears the standby, and none of the member that was stopped")
                        .allMatch(packet -> packet.hasTone(HERTZ_OF_STANDBY))
                        .noneMatch(packet -> packet.hasTone(HERTZ_OF_OWNER));
                assertThat(bob.messages()).as("SIP messages at the far end").hasSize(messages);
            } finally {
                stopped.destroyForcibly();
                assertThat(stopped.waitFor(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }
}
