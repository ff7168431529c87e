// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.nosip;

import dev.janusclient.Attachment;
import dev.janusclient.PluginType;
import dev.janusclient.StatefulPlugin;
import dev.janusclient.message.Jsep;
import dev.janusclient.recovery.HandleStatus;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.recovery.Resync;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
public final class JanusNoSipPlugin extends StatefulPlugin<NoSipState> {
    /** Attaches to the NoSIP plugin. */
    public static final PluginType<JanusNoSipPlugin> TYPE = new PluginType<>(
            "janus.plugin.nosip",
            JanusNoSipPlugin::new,
            NoSipProtocol.REQUESTS,
            NoSipProtocol.EVENTS,
            List.of(NoSipErrorCode.values()));

    private JanusNoSipPlugin(Attachment attachment) {
        super(attachment, NoSipState.TABLE);
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
    protected boolean hangupEndsNothing() {
        return mediaRecoveryFromState() instanceof MediaRecovery.None;
    }

    @Override
    protected CompletableFuture<Resync> resync(@Nullable HandleStatus facts) {
        if (facts == null) {
            return CompletableFuture.completedFuture(
                    state().media() ? Resync.unresolved("whether Janus still has the session") : Resync.UNCHANGED);
        }
        Resync.Builder said = Resync.builder();
        NoSipState known = update(state -> facts.negotiated() && !state.media() ? new NoSipState(true, null) : state);
        if (known.media() && !facts.negotiated()) {
            said.finding("no PeerConnection is up");
        } else if (facts.negotiated() && !known.media()) {
            said.finding("a PeerConnection was negotiated");
        }
        return CompletableFuture.completedFuture(said.build());
    }
}
