// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.voicemail;

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
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A handle of Janus's voice mail plugin: it records up to 10 seconds of audio. Only Janus up to 1.1.2 has it; attaching to
 * a later one fails with 460.
 *
 * <p>What can be resumed: nothing but the handle. A recording whose owner died does not end by itself, because its 10 seconds are
 * counted by the packets that arrive: {@link #stop()} ends it and tells where it is. A core {@link #hangup()} keeps it too,
 * but tells nothing, and the next recording on this handle would overwrite it. Either way a handle is good for one message:
 * when one is done Janus detaches the handle ({@link dev.janusclient.CoreEvent.Detached}).
 */
public final class JanusVoicemailPlugin extends JanusPlugin {
    /** Attaches to the voice mail plugin. */
    public static final PluginType<JanusVoicemailPlugin> TYPE = new PluginType<>(
            "janus.plugin.voicemail",
            JanusVoicemailPlugin::new,
            VoicemailProtocol.REQUESTS,
            VoicemailProtocol.EVENTS,
            VoicemailErrorCode::nameOf);

    private volatile VoicemailState state;

    private JanusVoicemailPlugin(Attachment attachment) {
        super(attachment);
        HandleTicket ticket = attachment.ticket();
        RawJson known = ticket == null ? null : ticket.state();
        this.state = known == null ? VoicemailState.IDLE : known.as(VoicemailState.class);
    }

    /** What is known of the recording right now. */
    public VoicemailState state() {
        return state;
    }

    /** Asks for a recording; it begins when the media is up. */
    public CompletableFuture<VoicemailEvent.RecordReply> record(Jsep offer) {
        return send(VoicemailProtocol.RECORD, offer);
    }

    /** Renegotiates the PeerConnection. */
    public CompletableFuture<VoicemailEvent.Updating> update(Jsep offer) {
        return send(VoicemailProtocol.UPDATE, offer);
    }

    /** Ends the recording before its time. */
    public CompletableFuture<VoicemailEvent.Done> stop() {
        return send(VoicemailProtocol.STOP, null);
    }

    @Override
    protected MediaRecovery mediaRecoveryFromState() {
        return state.recovery();
    }

    @Override
    protected CompletableFuture<Resync> resync(@Nullable HandleStatus facts) {
        if (facts != null && !facts.negotiated()) {
            boolean was = state.recording();
            state = VoicemailState.IDLE;
            return CompletableFuture.completedFuture(
                    was
                            ? Resync.builder()
                                    .finding("the recording is over")
                                    .unresolved("where the recording can be fetched")
                                    .build()
                            : Resync.UNCHANGED);
        }
        return CompletableFuture.completedFuture(
                state.recording()
                        ? Resync.unresolved("whether the recording is over, and where it can be fetched")
                        : Resync.UNCHANGED);
    }

    @Override
    protected void onEvent(Class<?> eventType, Supplier<?> event) {
        if (eventType == VoicemailEvent.Starting.class || eventType == VoicemailEvent.Started.class) {
            state = VoicemailState.RECORDING;
        } else if (eventType == VoicemailEvent.Done.class) {
            state = VoicemailState.IDLE;
        }
    }

    @Override
    protected void onHangup() {
        state = VoicemailState.IDLE;
    }

    @Override
    protected RawJson snapshot() {
        return Json.encode(VoicemailState.class, state);
    }
}
