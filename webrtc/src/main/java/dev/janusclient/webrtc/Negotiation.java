// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.webrtc;

import dev.janusclient.message.IceCandidate;
import dev.janusclient.message.Jsep;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelInit;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCIceGatheringState;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import dev.onvoid.webrtc.RTCRtpSender;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.RTCRtpTransceiverDirection;
import dev.onvoid.webrtc.RTCRtpTransceiverInit;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.media.MediaStreamTrack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps from one description to the next, and what libwebrtc tells meanwhile; all of it on the peer's thread. */
final class Negotiation {
    private static final Logger log = LoggerFactory.getLogger(Negotiation.class);
    private static final Duration STATS_TIMEOUT = Duration.ofSeconds(10);
    private static final List<String> STREAM = List.of("janus");

    final AudioSender audio;
    final VideoSender video;
    final RemoteTracks tracks;
    final Events<IceCandidate> localCandidates;
    final Events<Boolean> localCandidatesComplete;
    final Events<PeerConnectionState> states;
    final Events<DataChannel> dataChannels;

    private final JanusPeerOptions options;
    private final PeerThread thread;
    private final NativePeer peer;
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private volatile PeerConnectionState state = PeerConnectionState.NEW;

    // All below belong to the peer's thread.
    private final List<DataChannel> channels = new ArrayList<>();
    private final List<IceCandidate> earlyCandidates = new ArrayList<>();
    private CompletableFuture<?> lastNegotiation = CompletableFuture.completedFuture(null);
    private CompletableFuture<Void> gathered = new CompletableFuture<>();
    private boolean remoteDescriptionSet;
    private boolean audioAdded;
    private boolean videoAdded;

    Negotiation(JanusPeerOptions options, PeerThread thread) {
        this.options = options;
        this.thread = thread;
        this.localCandidates = new Events<>(thread);
        this.localCandidatesComplete = new Events<>(thread);
        this.states = new Events<>(thread);
        this.dataChannels = new Events<>(thread);
        this.tracks = new RemoteTracks(thread);
        this.peer = NativePeer.create(options, new Observer());
        this.audio = new AudioSender(thread, peer, options.connectTimeout());
        this.video = new VideoSender(thread, peer);
    }

    PeerConnectionState state() {
        return state;
    }

    CompletableFuture<Void> connected() {
        return connected;
    }

    CompletableFuture<Jsep> answer(Jsep offer) {
        return negotiate("answering", () -> {
            // Tracks added before the offer is set are what the answer sends in the offer's sections.
            if (options.sendAudio() && !audioAdded && hasSection(offer, "audio")) {
                audio.sentBy(peer.connection.addTrack(audio.track(), STREAM));
                audioAdded = true;
            }
            if (options.sendVideo() && !videoAdded && hasSection(offer, "video")) {
                peer.connection.addTrack(video.track(), STREAM);
                videoAdded = true;
            }
            return setRemote(new RTCSessionDescription(RTCSdpType.OFFER, offer.sdp()))
                    .thenComposeAsync(set -> peer.createAnswer(), thread)
                    .thenComposeAsync(this::setLocal, thread)
                    .thenComposeAsync(set -> localDescription("answer"), thread);
        });
    }

    CompletableFuture<Jsep> offer(OfferOptions wishes) {
        return negotiate("offering", () -> {
            RTCRtpSender taken = section(wishes.audio(), MediaStreamTrack.AUDIO_TRACK_KIND, audioAdded, audio::track);
            if (taken != null) {
                audio.sentBy(taken);
                audioAdded = true;
            }
            videoAdded |= section(wishes.video(), MediaStreamTrack.VIDEO_TRACK_KIND, videoAdded, video::track) != null;
            return peer.createOffer(wishes.iceRestart())
                    .thenComposeAsync(this::setLocal, thread)
                    .thenComposeAsync(set -> localDescription("offer"), thread);
        });
    }

    CompletableFuture<Void> acceptAnswer(Jsep answer) {
        return negotiate(
                "accepting an answer", () -> setRemote(new RTCSessionDescription(RTCSdpType.ANSWER, answer.sdp())));
    }

    void addRemoteCandidate(IceCandidate candidate) {
        thread.execute(() -> {
            if (remoteDescriptionSet) {
                add(candidate);
            } else {
                earlyCandidates.add(candidate);
            }
        });
    }

    DataChannel createDataChannel(String label) {
        DataChannel made = new DataChannel(thread, label, options.connectTimeout());
        thread.execute(() -> {
            try {
                channels.add(made);
                made.bind(peer.connection.createDataChannel(label, new RTCDataChannelInit()));
            } catch (RuntimeException | Error e) {
                made.failed(e);
            }
        });
        return made;
    }

    CompletableFuture<PeerStats> stats() {
        CompletableFuture<PeerStats> promise = thread.promise("reading the statistics", STATS_TIMEOUT);
        thread.execute(() -> fulfil(promise, peer::stats, "reading the statistics"));
        return thread.handOut(promise);
    }

    void close() {
        audio.stop();
        video.stop();
        List<Runnable> before = new ArrayList<>();
        for (DataChannel channel : channels) {
            before.add(channel::dispose);
        }
        peer.close(before, List.of(audio::dispose, video::dispose));
        changed(PeerConnectionState.CLOSED);
    }

    private <T> CompletableFuture<T> negotiate(String what, Supplier<CompletableFuture<T>> steps) {
        CompletableFuture<T> promise = thread.promise(what, options.negotiationTimeout());
        thread.execute(() -> {
            CompletableFuture<?> before = lastNegotiation;
            lastNegotiation = promise;
            PeerThread.after(
                    before,
                    (value, failure) -> thread.execute(() -> {
                        // It may have waited past its own deadline.
                        if (!promise.isDone()) {
                            fulfil(promise, steps, what);
                        }
                    }));
        });
        return thread.handOut(promise);
    }

    private static <T> void fulfil(CompletableFuture<T> promise, Supplier<CompletableFuture<T>> steps, String what) {
        CompletableFuture<T> result;
        try {
            result = steps.get();
        } catch (RuntimeException | Error e) {
            // webrtc-java throws Errors for what the native side refuses.
            result = CompletableFuture.failedFuture(e);
        }
        PeerThread.after(result, (value, failure) -> {
            if (failure == null) {
                promise.complete(value);
                return;
            }
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            promise.completeExceptionally(
                    cause instanceof WebRtcException
                            ? cause
                            : new WebRtcException(what + ": " + cause.getMessage(), cause));
        });
    }

    private CompletableFuture<Void> setLocal(RTCSessionDescription description) {
        gathered = new CompletableFuture<>();
        audio.pause();
        return peer.setLocal(description).whenCompleteAsync((set, failure) -> audio.resume(), thread);
    }

    private CompletableFuture<Void> setRemote(RTCSessionDescription description) {
        audio.pause();
        return peer.setRemote(description)
                .whenCompleteAsync(
                        (set, failure) -> {
                            audio.resume();
                            if (failure == null) {
                                remoteDescriptionSet = true;
                                earlyCandidates.forEach(this::add);
                                earlyCandidates.clear();
                            }
                        },
                        thread);
    }

    private CompletableFuture<Jsep> localDescription(String type) {
        if (options.trickle()) {
            return CompletableFuture.completedFuture(description(type));
        }
        // After an ICE restart "complete" may still be the old gathering's; its candidates are in no new description.
        boolean complete = peer.connection.getIceGatheringState() == RTCIceGatheringState.COMPLETE
                && description(type).sdp().contains("a=candidate:");
        return (complete ? CompletableFuture.<Void>completedFuture(null) : gathered)
                .thenApplyAsync(all -> description(type).withoutTrickle(), thread);
    }

    private Jsep description(String type) {
        return new Jsep(type, peer.connection.getLocalDescription().sdp, null, null, null, null, null);
    }

    /** Gives the first section of a kind its direction, and makes one if need be; what took our track if it was not there. */
    private @Nullable RTCRtpSender section(
            MediaDirection direction, String kind, boolean added, Supplier<? extends MediaStreamTrack> track) {
        RTCRtpTransceiverDirection wanted =
                switch (direction) {
                    case SEND_RECV -> RTCRtpTransceiverDirection.SEND_RECV;
                    case SEND_ONLY -> RTCRtpTransceiverDirection.SEND_ONLY;
                    case RECV_ONLY -> RTCRtpTransceiverDirection.RECV_ONLY;
                    case INACTIVE -> RTCRtpTransceiverDirection.INACTIVE;
                };
        boolean sends = direction == MediaDirection.SEND_RECV || direction == MediaDirection.SEND_ONLY;
        for (RTCRtpTransceiver transceiver : peer.connection.getTransceivers()) {
            if (kind.equals(transceiver.getReceiver().getTrack().getKind())) {
                transceiver.setDirection(wanted);
                if (!sends || added) {
                    return null;
                }
                RTCRtpSender sender = transceiver.getSender();
                sender.replaceTrack(track.get());
                return sender;
            }
        }
        if (direction == MediaDirection.INACTIVE) {
            return null;
        }
        RTCRtpTransceiverInit init = new RTCRtpTransceiverInit();
        init.direction = wanted;
        init.streamIds = STREAM;
        // webrtc-java takes no kind in place of a track: one that only receives has a track of ours too.
        return peer.connection.addTransceiver(track.get(), init).getSender();
    }

    private void add(IceCandidate candidate) {
        if (candidate.candidate().isEmpty()) {
            // The W3C's way to say that no more will come, which needs no answer.
            return;
        }
        try {
            int index = candidate.sdpMLineIndex() == null ? -1 : candidate.sdpMLineIndex();
            String mid = candidate.sdpMid() == null ? "" : candidate.sdpMid();
            peer.connection.addIceCandidate(new RTCIceCandidate(mid, index, candidate.candidate()));
        } catch (RuntimeException | Error e) {
            log.warn("a remote candidate was refused: {}", e.getMessage());
        }
    }

    private static boolean hasSection(Jsep description, String kind) {
        return description.sdp().startsWith("m=" + kind + " ")
                || description.sdp().contains("\nm=" + kind + " ");
    }

    private void changed(PeerConnectionState now) {
        if (state == PeerConnectionState.CLOSED) {
            return;
        }
        state = now;
        states.emit(now);
        switch (now) {
            case CONNECTED -> connected.complete(null);
            case FAILED -> connected.completeExceptionally(new WebRtcException("connecting: ICE or DTLS failed"));
            case CLOSED -> connected.completeExceptionally(new WebRtcException("connecting: the peer is closed"));
            default -> {}
        }
    }

    /** What libwebrtc tells, on its signaling thread: everything hops to ours. */
    private final class Observer implements PeerConnectionObserver {
        @Override
        public void onConnectionChange(RTCPeerConnectionState now) {
            thread.execute(() -> changed(PeerConnectionState.valueOf(now.name())));
        }

        @Override
        public void onIceGatheringChange(RTCIceGatheringState now) {
            if (now == RTCIceGatheringState.COMPLETE) {
                thread.execute(() -> {
                    gathered.complete(null);
                    if (options.trickle()) {
                        localCandidatesComplete.emit(true);
                    }
                });
            }
        }

        @Override
        public void onIceCandidate(RTCIceCandidate candidate) {
            if (options.trickle()) {
                thread.execute(() -> localCandidates.emit(
                        new IceCandidate(candidate.sdp, candidate.sdpMid, candidate.sdpMLineIndex)));
            }
        }

        @Override
        public void onTrack(RTCRtpTransceiver transceiver) {
            thread.execute(() -> tracks.attach(transceiver));
        }

        @Override
        public void onDataChannel(RTCDataChannel opened) {
            // Bound here: messages that come before an observer is registered would be lost.
            DataChannel made = new DataChannel(thread, opened.getLabel(), options.connectTimeout());
            made.bind(opened);
            thread.execute(() -> {
                channels.add(made);
                dataChannels.emit(made);
            });
        }
    }
}
