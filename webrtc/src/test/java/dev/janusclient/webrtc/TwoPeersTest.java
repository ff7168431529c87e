// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.webrtc;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.janusclient.audio.PcmSource;
import dev.janusclient.audio.WavRecorder;
import dev.janusclient.message.Jsep;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Two peers of one JVM call each other, each with a factory of its own. ICE leaves loopback interfaces out. */
@EnabledIf("hasAddress")
@Timeout(60)
class TwoPeersTest {
    static boolean hasAddress() throws SocketException {
        return NetworkInterface.networkInterfaces().anyMatch(network -> {
            try {
                return network.isUp()
                        && !network.isLoopback()
                        && network.getInterfaceAddresses().stream()
                                .anyMatch(address -> !address.getAddress().isLinkLocalAddress());
            } catch (SocketException e) {
                return false;
            }
        });
    }

    @Test
    void hearEachOthersTones() throws Exception {
        try (JanusPeer caller = JanusPeer.create();
                JanusPeer callee = JanusPeer.create()) {
            connect(caller, callee, OfferOptions.audioOnly());
            CompletableFuture<ToneHeard> atCaller = caller.receivedAudio().hears(880);
            CompletableFuture<ToneHeard> atCallee = callee.receivedAudio().hears(440);
            caller.audio().sendTone(440).get(10, SECONDS);
            callee.audio().sendTone(880).get(10, SECONDS);
            assertThat(atCallee.get(10, SECONDS).share()).isGreaterThan(0.5);
            assertThat(atCaller.get(10, SECONDS).share()).isGreaterThan(0.5);
            // Once the silence before the tone has left the window of 200 ms.
            await().atMost(Duration.ofSeconds(2))
                    .until(() ->
                            callee.receivedAudio().dominantTone().orElseThrow().share() > 0.9);
            assertThat(callee.receivedAudio().dominantTone().orElseThrow().hertz())
                    .isBetween(430.0, 450.0);
            assertThat(callee.receivedAudio().level()).isGreaterThan(0.05);
            PeerStats stats = callee.stats().get(5, SECONDS);
            assertThat(stats.audio().packetsSent()).isPositive();
            assertThat(stats.audio().packetsReceived()).isPositive();

            // Another tone, without a new negotiation.
            CompletableFuture<ToneHeard> changed = callee.receivedAudio().hears(1_000);
            caller.audio().sendTone(1_000).get(10, SECONDS);
            assertThat(changed.get(10, SECONDS).hertz()).isEqualTo(1_000);
        }
        await().atMost(Duration.ofSeconds(1)).until(() -> peerThreads().isEmpty());
    }

    @Test
    void speakG711AsOnATelephoneLine() throws Exception {
        try (JanusPeer caller = JanusPeer.create();
                JanusPeer callee = JanusPeer.create()) {
            Jsep offer = caller.offer(OfferOptions.audioOnly()).get(10, SECONDS);
            // Only PCMU is left in the offer.
            Jsep telephone = Jsep.offer(offer.sdp()
                    .replaceAll("(m=audio \\d+ \\S+) [0-9 ]+", "$1 0")
                    .replaceAll("a=(rtpmap|fmtp|rtcp-fb):(?!0 ).*\r\n", ""));
            caller.acceptAnswer(callee.answer(telephone).get(10, SECONDS)).get(10, SECONDS);
            caller.connected().get(20, SECONDS);
            CompletableFuture<ToneHeard> atCaller = caller.receivedAudio().hears(880);
            CompletableFuture<ToneHeard> atCallee = callee.receivedAudio().hears(440);
            caller.audio().sendTone(440).get(10, SECONDS);
            callee.audio().sendTone(880).get(10, SECONDS);
            atCaller.get(10, SECONDS);
            atCallee.get(10, SECONDS);
            assertThat(caller.receivedAudio().sampleRate()).isEqualTo(8_000);
            assertThat(callee.receivedAudio().sampleRate()).isEqualTo(8_000);
        }
    }

    @Test
    void playRecordings(@TempDir Path folder) throws Exception {
        Path wav = folder.resolve("tone.wav");
        writeTone(wav);
        try (JanusPeer caller = JanusPeer.create();
                JanusPeer callee = JanusPeer.create(JanusPeerOptions.receiveOnly())) {
            connect(caller, callee, OfferOptions.audioOnly());
            CompletableFuture<ToneHeard> heard = callee.receivedAudio().hears(600);
            caller.audio().sendFile(wav).get(15, SECONDS);
            assertThat(heard.get(5, SECONDS).level()).isGreaterThan(0.05);
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> callee.receivedAudio().level() < 0.01);
            assertThatThrownBy(() ->
                            caller.audio().sendFile(folder.resolve("none.wav")).get(5, SECONDS))
                    .hasMessageContaining("none.wav");
        }
    }

    @Test
    void goOnHoldAndComeBack() throws Exception {
        try (JanusPeer caller = JanusPeer.create();
                JanusPeer callee = JanusPeer.create()) {
            connect(caller, callee, OfferOptions.audioOnly());
            caller.audio().sendTone(440).get(10, SECONDS);
            callee.audio().sendTone(880).get(10, SECONDS);
            callee.receivedAudio().hears(440).get(10, SECONDS);
            for (int round = 0; round < 3; round++) {
                negotiate(caller, callee, OfferOptions.audioOnly().withAudio(MediaDirection.INACTIVE));
                negotiate(caller, callee, OfferOptions.audioOnly());
                callee.receivedAudio().hears(440).get(10, SECONDS);
                caller.receivedAudio().hears(880).get(10, SECONDS);
            }
            // The side that answered may offer too, in the section there is.
            negotiate(callee, caller, OfferOptions.audioOnly().withAudio(MediaDirection.RECV_ONLY));
            Jsep resumed = negotiate(callee, caller, OfferOptions.audioOnly());
            assertThat(resumed.sdp().split("m=audio", -1)).hasSize(2);
            callee.receivedAudio().hears(440).get(10, SECONDS);
            caller.receivedAudio().hears(880).get(10, SECONDS);

            Jsep restarted = negotiate(caller, callee, OfferOptions.audioOnly().restartingIce());
            assertThat(restarted.sdp()).contains("a=candidate:");
            callee.receivedAudio().hears(440).get(10, SECONDS);
            caller.receivedAudio().hears(880).get(10, SECONDS);
        }
    }

    @Test
    void startSendingAfterOnlyReceiving() throws Exception {
        try (JanusPeer caller = JanusPeer.create();
                JanusPeer callee = JanusPeer.create(JanusPeerOptions.receiveOnly())) {
            connect(caller, callee, OfferOptions.audioOnly());
            assertThat(callee.stats().get(5, SECONDS).audio().packetsSent()).isZero();
            negotiate(callee, caller, OfferOptions.audioOnly());
            CompletableFuture<ToneHeard> heard = caller.receivedAudio().hears(880);
            callee.audio().sendTone(880).get(10, SECONDS);
            heard.get(10, SECONDS);
        }
    }

    @Test
    void trickleCandidates() throws Exception {
        JanusPeerOptions trickle = JanusPeerOptions.builder().trickle(true).build();
        try (JanusPeer caller = JanusPeer.create(trickle);
                JanusPeer callee = JanusPeer.create(trickle)) {
            CompletableFuture<Void> complete = new CompletableFuture<>();
            caller.onLocalCandidate(callee::addRemoteCandidate);
            caller.onLocalCandidatesComplete(() -> complete.complete(null));
            Jsep offer = caller.offer(OfferOptions.audioOnly()).get(10, SECONDS);
            assertThat(offer.trickle()).isNull();
            Jsep answer = callee.answer(offer).get(10, SECONDS);
            caller.acceptAnswer(answer).get(10, SECONDS);
            // Registered late: the candidates have waited.
            callee.onLocalCandidate(caller::addRemoteCandidate);
            caller.connected().get(20, SECONDS);
            callee.connected().get(20, SECONDS);
            complete.get(20, SECONDS);
        }
    }

    @Test
    void sendVideoAndData() throws Exception {
        JanusPeerOptions video = JanusPeerOptions.builder().sendVideo(true).build();
        try (JanusPeer caller = JanusPeer.create(video);
                JanusPeer callee = JanusPeer.create(video)) {
            DataChannel channel = caller.createDataChannel("chat");
            CompletableFuture<DataChannel> opened = new CompletableFuture<>();
            callee.onDataChannel(opened::complete);
            connect(caller, callee, OfferOptions.audioAndVideo());
            channel.opened().get(10, SECONDS);
            channel.send("hello").get(5, SECONDS);
            DataChannel other = opened.get(10, SECONDS);
            assertThat(other.label()).isEqualTo("chat");
            List<String> texts = new CopyOnWriteArrayList<>();
            other.onText(texts::add);
            await().atMost(Duration.ofSeconds(5)).until(() -> texts.equals(List.of("hello")));
            CompletableFuture<byte[]> bytes = new CompletableFuture<>();
            channel.onBinary(bytes::complete);
            other.send(new byte[] {1, 2, 3}).get(5, SECONDS);
            assertThat(bytes.get(5, SECONDS)).containsExactly(1, 2, 3);

            caller.video().sendTestVideo();
            callee.video().sendTestVideo();
            callee.receivedVideo().receives(20, Duration.ofSeconds(20)).get(20, SECONDS);
            caller.receivedVideo().receives(20, Duration.ofSeconds(20)).get(20, SECONDS);
            assertThat(callee.receivedVideo().width()).isEqualTo(320);
            assertThat(caller.stats().get(5, SECONDS).video().packetsSent()).isPositive();
        }
    }

    @Test
    void everyFutureEnds() throws Exception {
        JanusPeer peer = JanusPeer.create();
        CompletableFuture<Void> connected = peer.connected();
        CompletableFuture<ToneHeard> hears = peer.receivedAudio().hears(440);
        CompletableFuture<Void> tone = peer.audio().sendTone(440);
        assertThatThrownBy(() -> peer.answer(Jsep.offer("nonsense")).get(10, SECONDS))
                .hasCauseInstanceOf(WebRtcException.class);
        assertThatThrownBy(() -> peer.acceptAnswer(Jsep.answer("nonsense")).get(10, SECONDS))
                .hasCauseInstanceOf(WebRtcException.class);
        assertThatThrownBy(() -> peer.answer(Jsep.answer(""))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        peer.receivedAudio().hears(440, Duration.ofMillis(10)).get(5, SECONDS))
                .hasMessageContaining("not within 10 ms");
        peer.close();
        peer.close();
        for (CompletableFuture<?> future : List.of(connected, hears, tone, peer.stats())) {
            assertThatThrownBy(() -> future.get(5, SECONDS)).hasMessageContaining("the peer is closed");
        }
        assertThat(peer.connectionState()).isEqualTo(PeerConnectionState.CLOSED);
        await().atMost(Duration.ofSeconds(1)).until(() -> peerThreads().isEmpty());
    }

    private static void connect(JanusPeer caller, JanusPeer callee, OfferOptions wishes) throws Exception {
        negotiate(caller, callee, wishes);
        caller.connected().get(20, SECONDS);
        callee.connected().get(20, SECONDS);
    }

    private static Jsep negotiate(JanusPeer caller, JanusPeer callee, OfferOptions wishes) throws Exception {
        Jsep offer = caller.offer(wishes).get(10, SECONDS);
        assertThat(offer.trickle()).isFalse();
        Jsep answer = callee.answer(offer).get(10, SECONDS);
        assertThat(answer.trickle()).isFalse();
        caller.acceptAnswer(answer).get(10, SECONDS);
        return offer;
    }

    private static List<String> peerThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("janus-peer-"))
                .toList();
    }

    private static void writeTone(Path file) {
        short[] tone = new short[8_000];
        assertThat(PcmSource.tone(600, 16_000).read(tone)).isTrue();
        try (WavRecorder recorder = WavRecorder.create(file, 16_000, Runnable::run)) {
            recorder.accept(tone, 16_000);
        }
    }
}
