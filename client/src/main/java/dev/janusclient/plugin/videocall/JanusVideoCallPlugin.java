// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videocall;

import dev.janusclient.Attachment;
import dev.janusclient.PluginType;
import dev.janusclient.StatefulPlugin;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import dev.janusclient.recovery.HandleStatus;
import dev.janusclient.recovery.Resync;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A handle of Janus's video call plugin: one user name, one call at a time, with another user of the same Janus.
 *
 * <p>What can be resumed: after a {@linkplain dev.janusclient.AttachOptions#from re-attachment with a ticket} the handle knows its name, its
 * peer and the offer of a call that rings; that call can be answered from another process as if nothing had happened. A
 * call that was answered, or that rings at the peer's side, can't be rescued: a new PeerConnection needs {@link #hangup()}
 * first, and that ends the peer's side too. The name stays: the peer can be called again from the same handle.
 */
public final class JanusVideoCallPlugin extends StatefulPlugin<VideoCallState> {
    /** Attaches to the video call plugin. */
    public static final PluginType<JanusVideoCallPlugin> TYPE = new PluginType<>(
            "janus.plugin.videocall",
            JanusVideoCallPlugin::new,
            VideoCallProtocol.REQUESTS,
            VideoCallProtocol.EVENTS,
            List.of(VideoCallErrorCode.values()),
            VideoCallReplay::translate);

    private static final String LAYERS = "which simulcast layers of the peer's video came, if it has layers";

    private final AtomicBoolean listing = new AtomicBoolean();

    private JanusVideoCallPlugin(Attachment attachment) {
        super(attachment, VideoCallState.TABLE);
    }

    /** Lists the users that are registered. */
    public CompletableFuture<VideoCallEvent.Users> list() {
        return send(VideoCallProtocol.LIST, null);
    }

    /** Takes a name. A handle has one name for its life. */
    public CompletableFuture<VideoCallEvent.Registered> register(String username) {
        return send(VideoCallProtocol.REGISTER, new VideoCallRequest.User(username), null);
    }

    /**
     * Calls a user; the answer comes with {@link VideoCallEvent.Accepted}.
     *
     * @return {@link VideoCallEvent.Calling}; or {@link VideoCallEvent.Hangup}, which is no failure, if the peer is busy
     */
    public CompletableFuture<VideoCallEvent.CallReply> call(String username, Jsep offer) {
        VideoCallRequest.User whom = new VideoCallRequest.User(username);
        update(state -> state.calling(username));
        unreplayable(LAYERS, offer.hasVideo());
        return send(VideoCallProtocol.CALL, whom, offer).whenComplete((calling, failure) -> {
            if (failure != null) {
                update(VideoCallState::notCalling);
            }
        });
    }

    /** Accepts the incoming call. */
    public CompletableFuture<VideoCallEvent.Accepted> accept(Jsep answer) {
        return send(VideoCallProtocol.ACCEPT, answer);
    }

    /** Changes settings. */
    public CompletableFuture<VideoCallEvent.SettingsTaken> set(VideoCallRequest.Settings settings) {
        return send(VideoCallProtocol.SET, settings, null);
    }

    /**
     * Renegotiates, or answers the peer's renegotiation; the peer hears of it with {@link VideoCallEvent.Update}.
     *
     * @param description an offer or an answer
     */
    public CompletableFuture<VideoCallEvent.SettingsTaken> set(VideoCallRequest.Settings settings, Jsep description) {
        return send(VideoCallProtocol.SET, settings, description).whenComplete((taken, failure) -> {
            if (failure == null && description.isAnswer()) {
                update(state -> state.withOffer(null));
            }
        });
    }

    /** Ends the call, or refuses it. */
    public CompletableFuture<VideoCallEvent.Hangup> hangupCall() {
        return hangupCall(VideoCallRequest.Hangup.PLAIN);
    }

    /** Ends the call, or refuses it, with a reason for the peer. */
    public CompletableFuture<VideoCallEvent.Hangup> hangupCall(VideoCallRequest.Hangup hangup) {
        return send(VideoCallProtocol.HANGUP, hangup, null);
    }

    /** A call that was refused is noted as one that goes out. */
    @Override
    protected boolean hangupEndsNothing() {
        VideoCallState.Call call = state().call();
        return call == VideoCallState.Call.NONE || call == VideoCallState.Call.OUTGOING;
    }

    @Override
    protected CompletableFuture<Resync> resync(@Nullable HandleStatus facts) {
        RawJson plugin = facts == null ? null : facts.pluginSpecific();
        if (facts == null || plugin == null) {
            listing.set(true);
            return list().thenApply(users -> VideoCallResync.compare(state(), users.list()));
        }
        String peer = VideoCallResync.peer(plugin);
        // No event of the plugin's names whom we call.
        VideoCallState known = update(state -> peer == null ? state : state.calling(peer));
        return CompletableFuture.completedFuture(VideoCallResync.compare(known, plugin, facts));
    }

    @Override
    protected boolean suppresses(Class<?> eventType) {
        return eventType == VideoCallEvent.Users.class && listing.compareAndSet(true, false);
    }

    @Override
    protected void onHangup() {
        super.onHangup();
        unreplayable(LAYERS, false);
    }

    @Override
    protected void onStateChange(Class<?> eventType) {
        offer().ifPresent(offer -> unreplayable(LAYERS, offer.hasVideo()));
    }
}
