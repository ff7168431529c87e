// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.echotest;

import dev.janusclient.Attachment;
import dev.janusclient.PluginType;
import dev.janusclient.StatefulPlugin;
import dev.janusclient.message.Jsep;
import dev.janusclient.recovery.HandleStatus;
import dev.janusclient.recovery.Resync;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A handle of Janus's echo test plugin: what is sent to it comes back. It has one request, which carries settings, an
 * offer, or both.
 *
 * <p>What can be resumed: the handle. After a re-attachment from another process the media needs a new PeerConnection:
 * {@link #hangup()}, then {@link #start(Jsep)} with its offer.
 */
public final class JanusEchoTestPlugin extends StatefulPlugin<EchoTestState> {
    /** Attaches to the echo test plugin. */
    public static final PluginType<JanusEchoTestPlugin> TYPE = new PluginType<>(
            "janus.plugin.echotest",
            JanusEchoTestPlugin::new,
            EchoTestProtocol.REQUESTS,
            EchoTestProtocol.EVENTS,
            List.of(EchoTestErrorCode.values()),
            EchoTestReplay::translate);

    private static final String LAYERS = "which simulcast layer came back";

    private JanusEchoTestPlugin(Attachment attachment) {
        super(attachment, EchoTestState.TABLE);
    }

    /** Starts the echo, or renegotiates it; the answer has a {@code jsep}. */
    public CompletableFuture<EchoTestEvent.Ok> start(Jsep offer) {
        return start(EchoTestRequest.Settings.NONE, offer);
    }

    /** Starts the echo, or renegotiates it, with settings. */
    public CompletableFuture<EchoTestEvent.Ok> start(EchoTestRequest.Settings settings, Jsep offer) {
        unreplayable(LAYERS, offer.simulcasts());
        return send(EchoTestProtocol.SETTINGS, settings, offer);
    }

    /** Changes settings. */
    public CompletableFuture<EchoTestEvent.Ok> configure(EchoTestRequest.Settings settings) {
        return send(EchoTestProtocol.SETTINGS, settings, null);
    }

    @Override
    protected boolean hangupEndsNothing() {
        return !state().media();
    }

    @Override
    protected CompletableFuture<Resync> resync(@Nullable HandleStatus facts) {
        if (facts == null) {
            return CompletableFuture.completedFuture(
                    state().media()
                            ? Resync.unresolved("whether Janus still has the PeerConnection")
                            : Resync.UNCHANGED);
        }
        Resync.Builder said = Resync.builder();
        EchoTestState known = update(state -> facts.negotiated() ? EchoTestState.UP : state);
        if (known.media() && !facts.negotiated()) {
            said.inferred(Map.of("echotest", "event", "result", "done")).finding("the PeerConnection is gone");
        } else if (facts.negotiated() && !known.media()) {
            said.finding("a PeerConnection was negotiated");
        }
        return CompletableFuture.completedFuture(said.build());
    }

    @Override
    protected void onHangup() {
        super.onHangup();
        unreplayable(LAYERS, false);
    }
}
