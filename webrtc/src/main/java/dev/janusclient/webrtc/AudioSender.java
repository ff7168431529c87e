// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.webrtc;

import dev.janusclient.audio.PcmSource;
import dev.janusclient.audio.WavFile;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import dev.onvoid.webrtc.RTCRtpSendParameters;
import dev.onvoid.webrtc.RTCRtpSender;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import dev.onvoid.webrtc.media.audio.CustomAudioSource;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audio a {@link JanusPeer} sends: silence until told otherwise. The newest wish replaces the one before.
 *
 * <p>Any thread may call. The futures complete on the peer's executor for callbacks.
 */
public final class AudioSender {
    private static final Logger log = LoggerFactory.getLogger(AudioSender.class);
    private static final int RATE = 48_000;
    private static final Duration FRAME = Duration.ofMillis(10);

    /** Half a frame, so that a late turn costs less than a frame. */
    private static final Duration TURN = FRAME.dividedBy(2);

    /** How long the recording is kept from coming up once the sender is active. */
    private static final Duration SETTLING = Duration.ofMillis(100);

    /** What the thread may lag behind before frames are left out: a burst would only fill the far end's jitter buffer. */
    private static final long MAX_LAG_FRAMES = 20;

    private static final PcmSource SILENCE = PcmSource.silence(RATE);

    private final PeerThread thread;
    private final NativePeer peer;
    private final Duration startTimeout;
    private final CustomAudioSource source = new CustomAudioSource();
    private final AudioTrack track;

    // All below belong to the peer's thread.
    private PcmSource samples = SILENCE;
    private @Nullable CompletableFuture<Void> atEnd;
    private CompletableFuture<Void> started;
    private @Nullable Future<?> pacing;
    private @Nullable RTCRtpSender sender;
    private int paused;
    private boolean settling;
    private long settlingSince;
    private long pacedSince;
    private long framesPaced;

    AudioSender(PeerThread thread, NativePeer peer, Duration startTimeout) {
        this.thread = thread;
        this.peer = peer;
        this.startTimeout = startTimeout;
        this.track = peer.factory.createAudioTrack("audio", source);
        this.started = new CompletableFuture<>();
    }

    /**
     * Sends a sine of about −10 dBFS until something else is to be sent.
     *
     * @param hertz its frequency, below 24,000; a G.711 line carries 300 to 3,400
     * @return completes when the tone goes out; fails if no audio is being sent within the connect timeout
     */
    public CompletableFuture<Void> sendTone(double hertz) {
        return thread.handOut(replace(PcmSource.tone(hertz, RATE), null));
    }

    /**
     * Sends silence, as at the beginning.
     *
     * @return completes when it goes out; fails if no audio is being sent within the connect timeout
     */
    public CompletableFuture<Void> sendSilence() {
        return thread.handOut(replace(SILENCE, null));
    }

    /**
     * Sends a recording once, then silence. The file is read by the calling thread.
     *
     * @param wav what {@link WavFile} reads
     * @return completes when the last sample has gone out; fails if the file cannot be read, if something else is sent
     *     instead, or if no audio is being sent within the connect timeout
     */
    public CompletableFuture<Void> sendFile(Path wav) {
        WavFile file;
        try {
            file = WavFile.read(wav);
        } catch (UncheckedIOException | IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        Duration limit = startTimeout.plusMillis(2 * file.millis() + 1_000);
        CompletableFuture<Void> ended = thread.promise("sending " + wav, limit);
        PeerThread.after(replace(file.play(), ended), (nothing, failure) -> {
            if (failure != null) {
                ended.completeExceptionally(failure);
            }
        });
        return thread.handOut(ended);
    }

    private CompletableFuture<Void> replace(PcmSource next, @Nullable CompletableFuture<Void> end) {
        CompletableFuture<Void> goesOut = thread.promise("sending audio", startTimeout);
        thread.execute(() -> {
            if (atEnd != null) {
                atEnd.completeExceptionally(new WebRtcException("something else is being sent instead"));
            }
            samples = next;
            atEnd = end;
            PeerThread.after(started, (nothing, failure) -> goesOut.complete(null));
        });
        return goesOut;
    }

    /** The track to add to the connection. */
    AudioTrack track() {
        return track;
    }

    /** What sends the track from now on. */
    void sentBy(RTCRtpSender sender) {
        this.sender = sender;
    }

    /** Before a description is set: libwebrtc would start the recording while it applies one, see {@link #settle}. */
    void pause() {
        paused++;
        if (paused == 1 && sender != null) {
            active(sender, false);
        }
    }

    /** After a description was set. */
    void resume() {
        paused--;
        if (paused == 0) {
            settling = true;
            settlingSince = 0;
            if (pacing == null) {
                pacing = thread.repeat(TURN, this::turn);
            }
        }
    }

    /** Pushes nothing more. */
    void stop() {
        paused = Integer.MAX_VALUE / 2;
        if (pacing != null) {
            pacing.cancel(false);
        }
    }

    void dispose() {
        track.dispose();
        source.dispose();
    }

    /**
     * The headless audio module begins to record as soon as the connection sends, on a thread of its own, and that does
     * harm: it pulls the audio that is played, beside the thread that plays it, which aborts the JVM when the rate of the
     * audio changes in between (push_sinc_resampler.cc); it sends the far end its own voice; and pushing at the same time
     * aborts the JVM too (audio_send_stream.cc). The recording can't be forbidden, but a sender whose encoding is not active
     * starts none, with or without a track. So it is not active while descriptions are set and the connection comes up. Then
     * the playing is stopped, the sender made active, what is recorded is stopped, and once that has lasted for a while the
     * playing goes on and the pushing begins.
     */
    private void settle() {
        if (settlingSince == 0) {
            if (peer.connection.getConnectionState() != RTCPeerConnectionState.CONNECTED) {
                return;
            }
            if (sender == null) {
                settled();
                return;
            }
            settlingSince = System.nanoTime();
            peer.audioModule.stopPlayout();
            active(sender, true);
        }
        // Either may have been started again: the connection begins to send and to receive on threads of its own.
        peer.audioModule.stopRecording();
        peer.audioModule.stopPlayout();
        if (System.nanoTime() - settlingSince >= SETTLING.toNanos()) {
            peer.audioModule.initPlayout();
            peer.audioModule.startPlayout();
            settled();
        }
    }

    private void settled() {
        settling = false;
        pace();
        started.complete(null);
    }

    private static void active(RTCRtpSender sender, boolean active) {
        try {
            RTCRtpSendParameters parameters = sender.getParameters();
            parameters.encodings.forEach(encoding -> encoding.active = active);
            sender.setParameters(parameters);
        } catch (RuntimeException | Error e) {
            // That of a section which the far end refused is stopped: it sends nothing in either case.
            log.debug("the audio's encoding was not made {}: {}", active ? "active" : "inactive", e.getMessage());
        }
    }

    private void pace() {
        pacedSince = System.nanoTime();
        framesPaced = 0;
    }

    private void turn() {
        if (paused > 0) {
            return;
        }
        if (settling) {
            settle();
            return;
        }
        long due = (System.nanoTime() - pacedSince) / FRAME.toNanos() + 1 - framesPaced;
        if (due > MAX_LAG_FRAMES) {
            pace();
            due = 1;
        }
        for (; due > 0; due--) {
            push();
            framesPaced++;
        }
    }

    private void push() {
        short[] frame = new short[samples.sampleRate() / 100];
        if (!samples.read(frame)) {
            samples = SILENCE;
            if (atEnd != null) {
                atEnd.complete(null);
                atEnd = null;
            }
            frame = new short[RATE / 100];
        }
        // Another length than 10 ms would abort the JVM too.
        source.pushAudio(Pcm.toBytes(frame), 16, frame.length * 100, 1, frame.length);
    }
}
