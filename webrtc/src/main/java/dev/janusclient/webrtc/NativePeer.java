// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.webrtc;

import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCAnswerOptions;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCIceServer;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.RTCStats;
import dev.onvoid.webrtc.RTCStatsType;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import dev.onvoid.webrtc.media.audio.HeadlessAudioDeviceModule;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The native objects of one peer, and futures in place of their observers. Used on the peer's thread only; the futures
 * complete on a thread of libwebrtc, which must not be kept.
 *
 * <p>Every peer has a factory and an audio module of its own: the module plays and records for its whole factory, and
 * {@link AudioSender} has to stop the recording of one peer alone.
 */
final class NativePeer {
    private static final Logger log = LoggerFactory.getLogger(NativePeer.class);

    // Without a module the factory opens the sound card, and aborts the JVM where there is none.
    final HeadlessAudioDeviceModule audioModule;
    final PeerConnectionFactory factory;
    final RTCPeerConnection connection;

    private NativePeer(
            HeadlessAudioDeviceModule audioModule, PeerConnectionFactory factory, RTCPeerConnection connection) {
        this.audioModule = audioModule;
        this.factory = factory;
        this.connection = connection;
    }

    static NativePeer create(JanusPeerOptions options, PeerConnectionObserver observer) {
        try {
            HeadlessAudioDeviceModule audioModule = new HeadlessAudioDeviceModule();
            PeerConnectionFactory factory = new PeerConnectionFactory(audioModule);
            return new NativePeer(audioModule, factory, factory.createPeerConnection(configuration(options), observer));
        } catch (RuntimeException | Error e) {
            throw new WebRtcException(
                    "libwebrtc did not start: is webrtc-java's native library for this system on the class path?", e);
        }
    }

    private static RTCConfiguration configuration(JanusPeerOptions options) {
        RTCConfiguration configuration = new RTCConfiguration();
        for (IceServer server : options.iceServers()) {
            RTCIceServer made = new RTCIceServer();
            made.urls = server.urls();
            if (server.username() != null) {
                made.username = server.username();
            }
            if (server.credential() != null) {
                made.password = server.credential().reveal();
            }
            configuration.iceServers.add(made);
        }
        configuration.portAllocatorConfig.minPort = options.minPort();
        configuration.portAllocatorConfig.maxPort = options.maxPort();
        return configuration;
    }

    CompletableFuture<RTCSessionDescription> createOffer(boolean iceRestart) {
        RTCOfferOptions options = new RTCOfferOptions();
        options.iceRestart = iceRestart;
        Created created = new Created("creating an offer");
        connection.createOffer(options, created);
        return created.result;
    }

    CompletableFuture<RTCSessionDescription> createAnswer() {
        Created created = new Created("creating an answer");
        connection.createAnswer(new RTCAnswerOptions(), created);
        return created.result;
    }

    CompletableFuture<Void> setLocal(RTCSessionDescription description) {
        Applied applied = new Applied("setting the local description");
        connection.setLocalDescription(description, applied);
        return applied.result;
    }

    CompletableFuture<Void> setRemote(RTCSessionDescription description) {
        Applied applied = new Applied("setting the remote description");
        connection.setRemoteDescription(description, applied);
        return applied.result;
    }

    CompletableFuture<PeerStats> stats() {
        CompletableFuture<PeerStats> result = new CompletableFuture<>();
        connection.getStats(report -> {
            try {
                Collection<RTCStats> stats = report.getStats().values();
                result.complete(new PeerStats(rtp(stats, "audio"), rtp(stats, "video")));
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private static PeerStats.Rtp rtp(Collection<RTCStats> report, String kind) {
        PeerStats.Rtp sum = PeerStats.Rtp.NONE;
        for (RTCStats stats : report) {
            if (!kind.equals(stats.getAttributes().get("kind"))) {
                continue;
            }
            if (stats.getType() == RTCStatsType.OUTBOUND_RTP) {
                sum = sum.plus(new PeerStats.Rtp(number(stats, "packetsSent"), number(stats, "bytesSent"), 0, 0, 0));
            } else if (stats.getType() == RTCStatsType.INBOUND_RTP) {
                sum = sum.plus(new PeerStats.Rtp(
                        0,
                        0,
                        number(stats, "packetsReceived"),
                        number(stats, "bytesReceived"),
                        number(stats, "packetsLost")));
            }
        }
        return sum;
    }

    private static long number(RTCStats stats, String name) {
        return stats.getAttributes().get(name) instanceof Number number ? number.longValue() : 0;
    }

    /** Closes the connection in an orderly way, which the other side sees by a DTLS alert, and frees everything. */
    void close(List<Runnable> before, List<Runnable> after) {
        for (Runnable disposal : before) {
            quietly("disposing of a channel", disposal);
        }
        quietly("closing the connection", connection::close);
        for (Runnable disposal : after) {
            quietly("disposing of a track", disposal);
        }
        quietly("disposing of the factory", factory::dispose);
        quietly("disposing of the audio module", audioModule::dispose);
    }

    private static void quietly(String what, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            // Each step frees something else; one that is refused must not keep the others. Tracks are always
            // complained
            // about: webrtc-java has no way to give up its reference to their sender.
            log.debug("{}: {}", what, e.getMessage());
        }
    }

    private static final class Created implements CreateSessionDescriptionObserver {
        final CompletableFuture<RTCSessionDescription> result = new CompletableFuture<>();
        private final String what;

        Created(String what) {
            this.what = what;
        }

        @Override
        public void onSuccess(RTCSessionDescription description) {
            result.complete(description);
        }

        @Override
        public void onFailure(String error) {
            result.completeExceptionally(new WebRtcException(what + ": " + error));
        }
    }

    private static final class Applied implements SetSessionDescriptionObserver {
        final CompletableFuture<Void> result = new CompletableFuture<>();
        private final String what;

        Applied(String what) {
            this.what = what;
        }

        @Override
        public void onSuccess() {
            result.complete(null);
        }

        @Override
        public void onFailure(String error) {
            result.completeExceptionally(new WebRtcException(what + ": " + error));
        }
    }
}
