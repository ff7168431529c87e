// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.voicemail;

import dev.janusclient.Attachment;
import dev.janusclient.PluginType;
import dev.janusclient.StatefulPlugin;
import dev.janusclient.message.Jsep;
import dev.janusclient.recovery.HandleStatus;
import dev.janusclient.recovery.Resync;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
public final class JanusVoicemailPlugin extends StatefulPlugin<VoicemailState> {
    /** Attaches to the voice mail plugin. */
    public static final PluginType<JanusVoicemailPlugin> TYPE = new PluginType<>(
            "janus.plugin.voicemail",
            JanusVoicemailPlugin::new,
            VoicemailProtocol.REQUESTS,
            VoicemailProtocol.EVENTS,
            List.of(VoicemailErrorCode.values()));

    private JanusVoicemailPlugin(Attachment attachment) {
        super(attachment, VoicemailState.TABLE);
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
    protected CompletableFuture<Resync> resync(@Nullable HandleStatus facts) {
        if (facts != null && !facts.negotiated()) {
            boolean was = update(state -> VoicemailState.IDLE).recording();
            return CompletableFuture.completedFuture(
                    was
                            ? Resync.builder()
                                    .finding("the recording is over")
                                    .unresolved("where the recording can be fetched")
                                    .build()
                            : Resync.UNCHANGED);
        }
        return CompletableFuture.completedFuture(
                state().recording()
                        ? Resync.unresolved("whether the recording is over, and where it can be fetched")
                        : Resync.UNCHANGED);
    }
}
