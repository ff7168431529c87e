// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.echotest;

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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A handle of Janus's echo test plugin: what is sent to it comes back. It has one request, which carries settings, an
 * offer, or both.
 *
 * <p>What can be resumed: the handle. After a re-attachment from another process the media needs a new PeerConnection:
 * {@link #hangup()}, then {@link #start(Jsep)} with its offer.
 */
public final class JanusEchoTestPlugin extends JanusPlugin {
    /** Attaches to the echo test plugin. */
    public static final PluginType<JanusEchoTestPlugin> TYPE = new PluginType<>(
            "janus.plugin.echotest",
            JanusEchoTestPlugin::new,
            EchoTestProtocol.REQUESTS,
            EchoTestProtocol.EVENTS,
            EchoTestErrorCode::nameOf,
            EchoTestReplay::translate);

    private static final String LAYERS = "which simulcast layer came back";

    private volatile EchoTestState state;

    private JanusEchoTestPlugin(Attachment attachment) {
        super(attachment);
        HandleTicket ticket = attachment.ticket();
        RawJson known = ticket == null ? null : ticket.state();
        this.state = known == null ? EchoTestState.IDLE : known.as(EchoTestState.class);
    }

    /** What is known of the echo right now. */
    public EchoTestState state() {
        return state;
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
    protected MediaRecovery mediaRecoveryFromState() {
        return state.recovery();
    }

    @Override
    protected CompletableFuture<Resync> resync(@Nullable HandleStatus facts) {
        EchoTestState known = state;
        if (facts == null) {
            return CompletableFuture.completedFuture(
                    known.media() ? Resync.unresolved("whether Janus still has the PeerConnection") : Resync.UNCHANGED);
        }
        Resync.Builder said = Resync.builder();
        if (known.media() && !facts.negotiated()) {
            said.inferred(Map.of("echotest", "event", "result", "done")).finding("the PeerConnection is gone");
        } else if (facts.negotiated() && !known.media()) {
            state = EchoTestState.UP;
            said.finding("a PeerConnection was negotiated");
        }
        return CompletableFuture.completedFuture(said.build());
    }

    @Override
    protected void onEvent(Class<?> eventType, Supplier<?> event) {
        if (eventType == EchoTestEvent.Ok.class) {
            if (((EchoTestEvent.Ok) event.get()).jsep() != null) {
                state = EchoTestState.UP;
            }
        } else if (eventType == EchoTestEvent.Done.class) {
            state = EchoTestState.IDLE;
        }
    }

    @Override
    protected void onHangup() {
        state = EchoTestState.IDLE;
        unreplayable(LAYERS, false);
    }

    @Override
    protected RawJson snapshot() {
        return Json.encode(EchoTestState.class, state);
    }
}
