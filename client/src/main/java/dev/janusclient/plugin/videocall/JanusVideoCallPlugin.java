// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videocall;

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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A handle of Janus's video call plugin: one user name, one call at a time, with another user of the same Janus.
 *
 * <p>What can be resumed: after a {@linkplain dev.janusclient.AttachOptions#from re-attachment with a ticket} the handle knows its name, its
 * peer and the offer of a call that rings; that call can be answered from another process as if nothing had happened. A
 * call that was answered, or that rings at the peer's side, can't be rescued: a new PeerConnection needs {@link #hangup()}
 * first, and that ends the peer's side too. The name stays: the peer can be called again from the same handle.
 */
public final class JanusVideoCallPlugin extends JanusPlugin {
    /** Attaches to the video call plugin. */
    public static final PluginType<JanusVideoCallPlugin> TYPE = new PluginType<>(
            "janus.plugin.videocall",
            JanusVideoCallPlugin::new,
            VideoCallProtocol.REQUESTS,
            VideoCallProtocol.EVENTS,
            VideoCallErrorCode::nameOf,
            VideoCallReplay::translate);

    private static final String LAYERS = "which simulcast layers of the peer's video came, if it has layers";

    private final Object stateLock = new Object();
    private final AtomicBoolean listing = new AtomicBoolean();
    private volatile VideoCallState state;

    private JanusVideoCallPlugin(Attachment attachment) {
        super(attachment);
        this.state = restored(attachment.ticket());
    }

    private static VideoCallState restored(@Nullable HandleTicket ticket) {
        RawJson known = ticket == null ? null : ticket.state();
        VideoCallState state = known == null ? VideoCallState.EMPTY : known.as(VideoCallState.class);
        return ticket == null ? state : state.withOffer(ticket.pendingOffer());
    }

    /** What is known of the user and the call right now. */
    public VideoCallState state() {
        return state;
    }

    /** The offer of a ringing call, or of the peer's renegotiation, that waits for our answer. */
    public Optional<Jsep> offer() {
        return Optional.ofNullable(state.pendingOffer());
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
     * Calls somebody; the answer comes with {@link VideoCallEvent.Accepted}. After a refusal the handle needs a {@link
     * #hangup()} before the next offer: Janus has set ICE up for the one it refused, and answers 490 otherwise.
     *
     * @return {@link VideoCallEvent.Calling}; or {@link VideoCallEvent.Hangup}, which is no failure, if the peer is busy
     */
    public CompletableFuture<VideoCallEvent.CallReply> call(String username, Jsep offer) {
        VideoCallRequest.User whom = new VideoCallRequest.User(username);
        synchronized (stateLock) {
            state = state.calling(username);
        }
        unreplayable(LAYERS, offer.hasVideo());
        return send(VideoCallProtocol.CALL, whom, offer).whenComplete((calling, failure) -> {
            if (failure != null) {
                synchronized (stateLock) {
                    state = state.notCalling();
                }
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
                synchronized (stateLock) {
                    state = state.withOffer(null);
                }
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

    @Override
    protected MediaRecovery mediaRecoveryFromState() {
        return state.recovery();
    }

    @Override
    protected CompletableFuture<Resync> resync(@Nullable HandleStatus facts) {
        RawJson plugin = facts == null ? null : facts.pluginSpecific();
        if (facts == null || plugin == null) {
            listing.set(true);
            return list().thenApply(users -> VideoCallResync.compare(state, users.list()));
        }
        synchronized (stateLock) {
            VideoCallState known = state;
            String peer = VideoCallResync.peer(plugin);
            if (known.call() == VideoCallState.Call.NONE && peer != null) {
                // No event of the plugin's names whom we call.
                state = known.calling(peer);
            }
            return CompletableFuture.completedFuture(VideoCallResync.compare(known, plugin, facts));
        }
    }

    @Override
    protected boolean suppresses(Class<?> eventType) {
        return eventType == VideoCallEvent.Users.class && listing.compareAndSet(true, false);
    }

    @Override
    protected void onHangup() {
        synchronized (stateLock) {
            state = state.ended();
        }
        unreplayable(LAYERS, false);
    }

    @Override
    protected void onEvent(Class<?> eventType, Supplier<?> event) {
        if (VideoCallState.changedBy(eventType)) {
            synchronized (stateLock) {
                state = state.after((VideoCallEvent) event.get());
            }
            Jsep offer = state.pendingOffer();
            if (offer != null) {
                unreplayable(LAYERS, offer.hasVideo());
            }
        }
    }

    @Override
    protected RawJson snapshot() {
        // The offer travels beside the state, where every plugin's does.
        return Json.encode(VideoCallState.class, state.withOffer(null));
    }

    @Override
    protected @Nullable Jsep pendingOffer() {
        return state.pendingOffer();
    }
}
