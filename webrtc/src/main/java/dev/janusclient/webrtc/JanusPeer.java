// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.webrtc;

import dev.janusclient.PeerConnection;
import dev.janusclient.message.IceCandidate;
import dev.janusclient.message.Jsep;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebRTC peer for one Janus handle: it takes and gives the {@code jsep} of Janus, sends tones or recordings, and
 * tells what it hears. It needs neither a display nor a sound card.
 *
 * <p><b>A process that may be rescued never closes its peer in an orderly way.</b> {@link #close()} says goodbye with a
 * DTLS alert, on which Janus takes the PeerConnection down; the SIP plugin then sends BYE. Nothing here closes a peer
 * by itself, at JVM exit neither: to leave a call to another process, just end this one, best with
 * {@link System#exit}.
 *
 * <p>Any thread may call any method; none blocks but {@link #close()}. Futures complete, and listeners run, on
 * {@link JanusPeerOptions#callbacks()}. Every future ends: at the latest at its deadline or when the peer is closed.
 * Failures are {@link WebRtcException}s.
 */
public final class JanusPeer implements PeerConnection {
    private static final Logger log = LoggerFactory.getLogger(JanusPeer.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final JanusPeerOptions options;
    private final PeerThread thread;
    private final Negotiation negotiation;

    private JanusPeer(JanusPeerOptions options) {
        this.options = options;
        this.thread = new PeerThread(options.callbacks());
        this.negotiation = new Negotiation(options, thread);
    }

    /** Makes a peer that sends and receives audio, without trickle. */
    public static JanusPeer create() {
        return create(JanusPeerOptions.defaults());
    }

    /**
     * Makes a peer. It has a thread of its own, besides those of libwebrtc, until {@link #close()}.
     *
     * @throws WebRtcException if the native library does not start
     */
    public static JanusPeer create(JanusPeerOptions options) {
        return new JanusPeer(options);
    }

    /**
     * Answers an offer, the first one or a later one. Negotiations of one peer run one after the other.
     *
     * @return the answer to send to Janus: with all candidates in it, or at once if the options say trickle
     * @throws IllegalArgumentException if it is not an offer
     */
    @Override
    public CompletableFuture<Jsep> answer(Jsep offer) {
        if (!offer.isOffer()) {
            throw new IllegalArgumentException("not an offer but a jsep of type " + offer.type());
        }
        return negotiation.answer(offer);
    }

    /** Makes an offer of audio both ways, as {@link #offer(OfferOptions)}. */
    @Override
    public CompletableFuture<Jsep> offer() {
        return offer(OfferOptions.audioOnly());
    }

    /**
     * Makes an offer, the first one or a later one; {@link #acceptAnswer} takes what comes back.
     *
     * @return the offer to send to Janus: with all candidates in it, or at once if the options say trickle
     */
    public CompletableFuture<Jsep> offer(OfferOptions wishes) {
        return negotiation.offer(wishes);
    }

    /**
     * Takes the answer to our offer.
     *
     * @throws IllegalArgumentException if it is not an answer
     */
    @Override
    public CompletableFuture<Void> acceptAnswer(Jsep answer) {
        if (!answer.isAnswer()) {
            throw new IllegalArgumentException("not an answer but a jsep of type " + answer.type());
        }
        return negotiation.acceptAnswer(answer);
    }

    /** Takes a candidate of the other side; one that comes before its description waits. One that is refused is logged. */
    public void addRemoteCandidate(IceCandidate candidate) {
        negotiation.addRemoteCandidate(candidate);
    }

    /** Adds a listener for our candidates. They are reported with trickle only: otherwise they are in the description. */
    public void onLocalCandidate(Consumer<IceCandidate> listener) {
        negotiation.localCandidates.on(listener);
    }

    /** Adds a listener for the end of our candidates, with trickle only; Janus wants {@code completed} then. */
    public void onLocalCandidatesComplete(Runnable listener) {
        negotiation.localCandidatesComplete.on(complete -> listener.run());
    }

    /** The state of the connection now. */
    public PeerConnectionState connectionState() {
        return negotiation.state();
    }

    /** Adds a listener for the states of the connection. */
    public void onConnectionState(Consumer<PeerConnectionState> listener) {
        negotiation.states.on(listener);
    }

    /**
     * Completes when the connection is made, at once if it has been. Fails if ICE or DTLS gives up, if the peer is
     * closed, or at the connect timeout, counted from this call.
     */
    @Override
    public CompletableFuture<Void> connected() {
        CompletableFuture<Void> promise = thread.promise("connecting", options.connectTimeout());
        PeerThread.after(negotiation.connected(), (nothing, failure) -> {
            if (failure != null) {
                promise.completeExceptionally(failure);
            } else {
                promise.complete(null);
            }
        });
        return thread.handOut(promise);
    }

    /** The audio we send. */
    public AudioSender audio() {
        return negotiation.audio;
    }

    /** The audio of the first audio section. It may be asked before anything is negotiated. */
    public AudioReceiver receivedAudio() {
        return negotiation.tracks.firstAudio;
    }

    /** The audio of one media section, by its mid. It may be asked before anything is negotiated. */
    public AudioReceiver receivedAudio(String mid) {
        return negotiation.tracks.audio(mid);
    }

    /** The video we send. */
    public VideoSender video() {
        return negotiation.video;
    }

    /** The video of the first video section. It may be asked before anything is negotiated. */
    public VideoReceiver receivedVideo() {
        return negotiation.tracks.firstVideo;
    }

    /** The video of one media section, by its mid. It may be asked before anything is negotiated. */
    public VideoReceiver receivedVideo(String mid) {
        return negotiation.tracks.video(mid);
    }

    /**
     * Creates a data channel. For Janus do this before the first offer or answer; the textroom plugin offers data
     * and still expects the channel from the client.
     */
    public DataChannel createDataChannel(String label) {
        return negotiation.createDataChannel(label);
    }

    /** Adds a listener for data channels the other side creates. */
    public void onDataChannel(Consumer<DataChannel> listener) {
        negotiation.dataChannels.on(listener);
    }

    /** What has gone over the wire. */
    public CompletableFuture<PeerStats> stats() {
        return negotiation.stats();
    }

    /**
     * Hangs up: closes the PeerConnection in an orderly way, so that Janus takes its side down too, and frees threads
     * and memory. Waits for it up to 10 s. Repeating it does nothing. See the class comment for when not to.
     */
    @Override
    public void close() {
        if (!thread.beginStop()) {
            return;
        }
        thread.execute(() -> {
            try {
                negotiation.close();
            } finally {
                thread.stop();
            }
        });
        // A listener may run on our thread if the user's executor is gone.
        if (!thread.isCurrent() && !thread.awaitEnd(CLOSE_TIMEOUT)) {
            log.warn("closing a peer takes longer than {} s", CLOSE_TIMEOUT.toSeconds());
        }
    }
}
