package dev.janusclient.plugin.voicemail;

import dev.janusclient.Attachment;
import dev.janusclient.JanusPlugin;
import dev.janusclient.PluginType;
import dev.janusclient.message.Jsep;
import java.util.concurrent.CompletableFuture;

/**
 * A handle of Janus's voice mail plugin: it records up to 10 seconds of audio. Only Janus up to 1.1.2 has it; attaching to
 * a later one fails with 460.
 *
 * <p>Nothing travels in a handover ticket: a recording whose owner died ends after its 10 seconds.
 */
public final class JanusVoicemailPlugin extends JanusPlugin {
    /** Attaches to the voice mail plugin. */
    public static final PluginType<JanusVoicemailPlugin> TYPE = new PluginType<>(
            "janus.plugin.voicemail",
            JanusVoicemailPlugin::new,
            VoicemailProtocol.REQUESTS,
            VoicemailProtocol.EVENTS,
            VoicemailErrorCode::nameOf);

    private JanusVoicemailPlugin(Attachment attachment) {
        super(attachment);
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
}
