package dev.janusclient.plugin.echotest;

import dev.janusclient.Attachment;
import dev.janusclient.JanusPlugin;
import dev.janusclient.PluginType;
import dev.janusclient.message.Jsep;
import java.util.concurrent.CompletableFuture;

/**
 * A handle of Janus's echo test plugin: what is sent to it comes back. It has one request, which carries settings, an
 * offer, or both.
 *
 * <p>After a re-attachment from another process the media needs a new PeerConnection: {@link #hangup()}, then {@link
 * #start(Jsep)} with its offer. Nothing travels in a handover ticket.
 */
public final class JanusEchoTestPlugin extends JanusPlugin {
    /** Attaches to the echo test plugin. */
    public static final PluginType<JanusEchoTestPlugin> TYPE = new PluginType<>(
            "janus.plugin.echotest",
            JanusEchoTestPlugin::new,
            EchoTestProtocol.REQUESTS,
            EchoTestProtocol.EVENTS,
            EchoTestErrorCode::nameOf);

    private JanusEchoTestPlugin(Attachment attachment) {
        super(attachment);
    }

    /** Starts the echo, or renegotiates it; the answer has a {@code jsep}. */
    public CompletableFuture<EchoTestEvent.Ok> start(Jsep offer) {
        return start(EchoTestRequest.Settings.NONE, offer);
    }

    /** Starts the echo, or renegotiates it, with settings. */
    public CompletableFuture<EchoTestEvent.Ok> start(EchoTestRequest.Settings settings, Jsep offer) {
        return send(EchoTestProtocol.SETTINGS, settings, offer);
    }

    /** Changes settings. */
    public CompletableFuture<EchoTestEvent.Ok> configure(EchoTestRequest.Settings settings) {
        return send(EchoTestProtocol.SETTINGS, settings, null);
    }
}
