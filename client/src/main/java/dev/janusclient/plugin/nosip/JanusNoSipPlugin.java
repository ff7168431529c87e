// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.nosip;

import dev.janusclient.Attachment;
import dev.janusclient.JanusPlugin;
import dev.janusclient.PluginType;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import dev.janusclient.recovery.HandleStatus;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.recovery.Resync;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A handle of Janus's NoSIP plugin: a bridge between a PeerConnection and plain RTP. The signalling with the RTP side is
 * the application's own; the plugin only turns descriptions of one kind into the other.
 *
 * <p>Calling: {@link #generate(Jsep) generate} with our offer gives a barebone offer, and {@link #process process} with the
 * RTP side's answer gives the answer for our PeerConnection. Being called: {@code process} with the barebone offer gives an
 * offer for our PeerConnection, and {@code generate} with its answer a barebone answer.
 *
 * <p>What can be resumed: after a {@linkplain dev.janusclient.AttachOptions#from re-attachment with a ticket} the handle knows the offer that
 * waits for our answer; descriptions of the RTP side are the application's own to keep. A session that was up can't be
 * passed on. It begins anew on a new handle, with a new description for the RTP side, then the old handle is detached: on
 * the old one {@link #hangup()} may or may not end the RTP side, and what is negotiated after it may stay silent
 * (janus_nosip.c; Janus 1.1.2).
 */
public final class JanusNoSipPlugin extends JanusPlugin {
    /** Attaches to the NoSIP plugin. */
    public static final PluginType<JanusNoSipPlugin> TYPE = new PluginType<>(
            "janus.plugin.nosip",
            JanusNoSipPlugin::new,
            NoSipProtocol.REQUESTS,
            NoSipProtocol.EVENTS,
            NoSipErrorCode::nameOf);

    private final Object stateLock = new Object();
    private volatile NoSipState state;

    private JanusNoSipPlugin(Attachment attachment) {
        super(attachment);
        this.state = restored(attachment.ticket());
    }

    private static NoSipState restored(@Nullable HandleTicket ticket) {
        RawJson known = ticket == null ? null : ticket.state();
        NoSipState state = known == null ? NoSipState.EMPTY : known.as(NoSipState.class);
        return ticket == null ? state : state.withOffer(ticket.pendingOffer());
    }

    /** What is known of the session right now. */
    public NoSipState state() {
        return state;
    }

    /** Janus's offer for our PeerConnection, if it waits for {@link #generate(Jsep)}. */
    public Optional<Jsep> offer() {
        return Optional.ofNullable(state.pendingOffer());
    }

    /** Makes a barebone description over plain RTP. */
    public CompletableFuture<NoSipEvent.Description> generate(Jsep description) {
        return generate(NoSipRequest.Generate.PLAIN, description);
    }

    /**
     * Makes a barebone description for the RTP side.
     *
     * @param description our PeerConnection's offer or answer
     */
    public CompletableFuture<NoSipEvent.Description> generate(NoSipRequest.Generate generate, Jsep description) {
        return send(NoSipProtocol.GENERATE, generate, description);
    }

    /** Takes the RTP side's barebone description; what our PeerConnection needs comes back as {@code jsep}. */
    public CompletableFuture<NoSipEvent.Processed> process(NoSipRequest.Description description) {
        return send(NoSipProtocol.PROCESS, description, null);
    }

    /** Ends the session on both sides. */
    public CompletableFuture<NoSipEvent.HangingUp> hangupCall() {
        return send(NoSipProtocol.HANGUP, null);
    }

    /** Begins or ends a recording on the server. */
    public CompletableFuture<NoSipEvent.RecordingUpdated> recording(NoSipRequest.Recording recording) {
        return send(NoSipProtocol.RECORDING, recording, null);
    }

    /** Asks for key frames. Janus 1.3.1 and later. */
    public CompletableFuture<NoSipEvent.KeyframeSent> keyframe(NoSipRequest.Keyframe keyframe) {
        return send(NoSipProtocol.KEYFRAME, keyframe, null);
    }

    /** Forwards the session's media as plain RTP. Janus 1.4.0 and later. */
    public CompletableFuture<NoSipEvent.RtpForwardStarted> rtpForward(NoSipRequest.RtpForward forward) {
        return send(NoSipProtocol.RTP_FORWARD, forward, null);
    }

    /** Ends a forwarder. Janus 1.4.0 and later. */
    public CompletableFuture<NoSipEvent.RtpForwardStopped> stopRtpForward(NoSipRequest.StopRtpForward stop) {
        return send(NoSipProtocol.STOP_RTP_FORWARD, stop, null);
    }

    /** Lists the forwarders. Janus 1.4.0 and later. */
    public CompletableFuture<NoSipEvent.Forwarders> listForwarders() {
        return send(NoSipProtocol.LISTFORWARDERS, null);
    }

    @Override
    protected MediaRecovery mediaRecoveryFromState() {
        return state.recovery();
    }

    @Override
    protected CompletableFuture<Resync> resync(@Nullable HandleStatus facts) {
        synchronized (stateLock) {
            NoSipState known = state;
            if (facts == null) {
                return CompletableFuture.completedFuture(
                        known.media() ? Resync.unresolved("whether Janus still has the session") : Resync.UNCHANGED);
            }
            Resync.Builder said = Resync.builder();
            if (known.media() && !facts.negotiated()) {
                said.finding("no PeerConnection is up");
            } else if (facts.negotiated() && !known.media()) {
                state = new NoSipState(true, null);
                said.finding("a PeerConnection was negotiated");
            }
            return CompletableFuture.completedFuture(said.build());
        }
    }

    @Override
    protected void onEvent(Class<?> eventType, Supplier<?> event) {
        if (NoSipState.changedBy(eventType)) {
            synchronized (stateLock) {
                state = state.after((NoSipEvent) event.get());
            }
        }
    }

    @Override
    protected void onHangup() {
        synchronized (stateLock) {
            state = NoSipState.EMPTY;
        }
    }

    @Override
    protected RawJson snapshot() {
        // The offer travels beside the state, where every plugin's does.
        return Json.encode(NoSipState.class, state.withOffer(null));
    }

    @Override
    protected @Nullable Jsep pendingOffer() {
        return state.pendingOffer();
    }
}
