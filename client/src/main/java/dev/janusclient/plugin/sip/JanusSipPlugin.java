// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.sip;

import dev.janusclient.Attachment;
import dev.janusclient.PluginType;
import dev.janusclient.StatefulPlugin;
import dev.janusclient.error.JanusConnectionLostException;
import dev.janusclient.error.JanusPluginException;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import dev.janusclient.recovery.HandleStatus;
import dev.janusclient.recovery.Resync;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A handle of Janus's SIP plugin: one account, one call at a time; further lines are helper handles.
 *
 * <p>A future completes with the plugin's direct answer, which for most requests only says that something is on its way;
 * how it went is an event. {@code decline}, {@code hold}, {@code unhold} and {@code hangup} in a state that does not allow
 * them are acknowledged and never answered (janus_sip.c): those end in a {@link
 * dev.janusclient.error.JanusTimeoutException} that says so.
 *
 * <p>Janus copies texts into SIP messages as they are. A request whose texts would become something else there fails with an
 * {@link IllegalArgumentException} that names the field, and is not sent: control characters anywhere but in a {@code content},
 * names of headers that SIP does not allow, a quote in a display name, and headers that the connected version would cut: 252 bytes
 * with their name before Janus 1.1.4, 254 before 1.3.0, 2045 since; 2047 together.
 *
 * <p>What can be resumed: a {@linkplain dev.janusclient.AttachOptions#from re-attached} handle knows what its last owner
 * knew, the offer of a ringing call included, and {@link #accept} answers it from a new PeerConnection. In an answered call
 * this leg is over: a new PeerConnection needs {@link #hangup()}, and that sends BYE. {@link SipCallReplacement} goes on with
 * such a call by another one. A handle re-attached without a ticket
 * knows nothing, and still works.
 */
public final class JanusSipPlugin extends StatefulPlugin<SipState> {
    /** Attaches to the SIP plugin. */
    public static final PluginType<JanusSipPlugin> TYPE = new PluginType<>(
            "janus.plugin.sip",
            JanusSipPlugin::new,
            SipProtocol.REQUESTS,
            SipProtocol.EVENTS,
            List.of(SipErrorCode.values()),
            SipReplay::translate);

    /** Twice timer F (RFC 3261): a request without an answer ends after it. */
    private static final Duration REGISTRATION_LIMIT = Duration.ofSeconds(64);

    private static final String HEADERS =
            "which of the headers that were asked for with incoming_header_prefixes came with what was missed";

    private final AtomicBoolean probing = new AtomicBoolean();

    private JanusSipPlugin(Attachment attachment) {
        super(attachment, SipState.TABLE);
    }

    /**
     * Registers an account. With a registrar the answer is {@link SipEvent.Registering}, and {@link SipEvent.Registered} or
     * {@link SipEvent.RegistrationFailed} follows as an event; a guest or helper is registered at once.
     */
    public CompletableFuture<SipEvent.RegisterReply> register(SipRequest.Register account) {
        List<String> prefixes = account.incomingHeaderPrefixes();
        update(state -> state.asked(account.username()));
        if (prefixes != null && !prefixes.isEmpty()) {
            unreplayable(HEADERS, true);
        }
        return send(SipProtocol.REGISTER, account, null).whenComplete((reply, failure) -> {
            if (failure != null && !mayHaveWorked(failure)) {
                update(state -> state.asked(null));
            }
        });
    }

    /**
     * As {@link #register}, until it is known what came of it. Later renewals, which Janus makes by itself, are reported as
     * events. Ending the future early does not take the registration back.
     *
     * @return fails with {@link JanusSipRegistrationException} if the registrar refuses or does not answer, and with {@link
     *     JanusTimeoutException} if Janus reports nothing within 64 seconds of its own answer: SIP's time for the request and for
     *     the one with the password
     */
    public CompletableFuture<SipEvent.Registered> registerConfirmed(SipRequest.Register account) {
        CompletableFuture<SipEvent.Registered> outcome = new CompletableFuture<>();
        // A quick registrar's answer overtakes Janus's own; without an account it can't be that of an earlier
        // registration.
        boolean first = state().account() == null;
        AtomicBoolean begun = new AtomicBoolean();
        AtomicReference<@Nullable Runnable> overtaking = new AtomicReference<>();
        Consumer<Runnable> end = how -> {
            if (begun.get()) {
                how.run();
            } else {
                overtaking.set(how);
            }
        };
        listenUntil(outcome, SipEvent.Registering.class, registering -> {
            begun.set(true);
            Runnable before = overtaking.get();
            if (first && before != null) {
                before.run();
            }
        });
        listenUntil(outcome, SipEvent.Registered.class, registered -> end.accept(() -> outcome.complete(registered)));
        listenUntil(
                outcome,
                SipEvent.RegistrationFailed.class,
                failed -> end.accept(() -> outcome.completeExceptionally(new JanusSipRegistrationException(failed))));
        register(account).whenComplete((reply, failure) -> {
            if (failure != null) {
                outcome.completeExceptionally(failure instanceof CompletionException ? failure.getCause() : failure);
            } else if (reply instanceof SipEvent.Registered registered) {
                outcome.complete(registered);
            } else {
                limit(outcome, "register", REGISTRATION_LIMIT);
            }
        });
        return outcome;
    }

    private static boolean mayHaveWorked(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof JanusTimeoutException || cause instanceof JanusConnectionLostException;
    }

    /** Takes the account off its registrar. */
    public CompletableFuture<SipEvent.Unregistering> unregister() {
        return send(SipProtocol.UNREGISTER, null);
    }

    /** Subscribes to a user's state; {@link SipEvent.Notify} reports it. */
    public CompletableFuture<SipEvent.Subscribing> subscribe(SipRequest.Subscribe subscription) {
        return send(SipProtocol.SUBSCRIBE, subscription, null);
    }

    /** Ends a subscription. */
    public CompletableFuture<SipEvent.Unsubscribing> unsubscribe(SipRequest.Subscribe subscription) {
        return send(SipProtocol.UNSUBSCRIBE, subscription, null);
    }

    /** Calls a peer; its answer comes with {@link SipEvent.Progress} or {@link SipEvent.Accepted}. */
    public CompletableFuture<SipEvent.Calling> call(String uri, Jsep offer) {
        return call(SipRequest.Call.builder().uri(uri).build(), offer);
    }

    /** Calls a peer, with all options of the call. */
    public CompletableFuture<SipEvent.Calling> call(SipRequest.Call call, Jsep offer) {
        // A call in the way makes Janus refuse this one, and stays what it is.
        update(state -> state.call() == null ? state.calling(call.uri()) : state);
        return send(SipProtocol.CALL, call, offer).whenComplete((calling, failure) -> {
            if (failure != null) {
                update(SipState::withoutUnnamedCall);
            }
        });
    }

    /**
     * Accepts the incoming call.
     *
     * @param description an answer to the call's offer; or an offer, if the call came without one
     * @return {@link SipEvent.Accepted}; with an offer of ours {@link SipEvent.Accepting}, unless the peer's answer was
     *     faster: both events come in any case
     */
    public CompletableFuture<SipEvent.AcceptReply> accept(Jsep description) {
        return accept(SipRequest.Accept.PLAIN, description);
    }

    /** Accepts the incoming call, with everything there is to say about it. */
    public CompletableFuture<SipEvent.AcceptReply> accept(SipRequest.Accept accept, Jsep description) {
        return send(SipProtocol.ACCEPT, accept, description);
    }

    /** Sends early media for the incoming call, with a 183. Janus 1.3.1 and later. */
    public CompletableFuture<SipEvent.Progressed> progress(SipRequest.Accept progress, Jsep description) {
        return send(SipProtocol.PROGRESS, progress, description);
    }

    /** Changes the call, with an offer; or answers the peer's change, with an answer. */
    public CompletableFuture<SipEvent.UpdateReply> update(Jsep description) {
        return send(SipProtocol.UPDATE, description);
    }

    /**
     * Refuses the incoming call.
     *
     * @param code the SIP status, 400 to 699
     */
    public CompletableFuture<SipEvent.Declining> decline(int code) {
        return decline(SipRequest.Decline.builder().code(code).build());
    }

    /** Refuses the incoming call, or a transfer. */
    public CompletableFuture<SipEvent.Declining> decline(SipRequest.Decline decline) {
        return send(SipProtocol.DECLINE, decline, null);
    }

    /** Asks the peer to call another one (REFER). How it went is reported with {@link SipEvent.Notify}, if at all. */
    public CompletableFuture<SipEvent.Transferring> transfer(SipRequest.Transfer transfer) {
        return send(SipProtocol.TRANSFER, transfer, null);
    }

    /** Puts the call on hold. */
    public CompletableFuture<SipEvent.Holding> hold() {
        return hold(SipRequest.Hold.builder().build());
    }

    /** Puts the call on hold, with a direction of one's own. */
    public CompletableFuture<SipEvent.Holding> hold(SipRequest.Hold hold) {
        return send(SipProtocol.HOLD, hold, null);
    }

    /** Resumes the call. */
    public CompletableFuture<SipEvent.Resuming> unhold() {
        return unhold(SipRequest.Headers.NONE);
    }

    /** Resumes the call, with extra headers. */
    public CompletableFuture<SipEvent.Resuming> unhold(SipRequest.Headers headers) {
        return send(SipProtocol.UNHOLD, headers, null);
    }

    /** Ends the call with BYE, or an outgoing one that is not answered yet with CANCEL. */
    public CompletableFuture<SipEvent.HangingUp> hangupCall() {
        return hangupCall(SipRequest.Headers.NONE);
    }

    /** Ends the call, with extra headers. */
    public CompletableFuture<SipEvent.HangingUp> hangupCall(SipRequest.Headers headers) {
        return send(SipProtocol.HANGUP, headers, null);
    }

    /** Begins or ends a recording on the server. */
    public CompletableFuture<SipEvent.RecordingUpdated> recording(SipRequest.Recording recording) {
        return send(SipProtocol.RECORDING, recording, null);
    }

    /**
     * Gives Janus an offer that the other side does not see: it goes with a request that changes nothing in a call of audio, the end
     * of a recording of video. It can only announce what a call does not negotiate, such as an RTP header extension; ICE, media and
     * recordings of audio stay as they are. No answer comes.
     *
     * @param offer of what is agreed on already
     */
    public CompletableFuture<SipEvent.RecordingUpdated> announce(Jsep offer) {
        SipRequest.Recording stop = SipRequest.Recording.builder()
                .action(SipRequest.Recording.Action.STOP)
                .video(true)
                .peerVideo(true)
                .build();
        return send(SipProtocol.RECORDING, stop, offer);
    }

    /** Sends an INFO inside the call. */
    public CompletableFuture<SipEvent.InfoSent> info(SipRequest.Info info) {
        return send(SipProtocol.INFO, info, null);
    }

    /** Tells the caller that it rings (180), when that is not done by itself. Janus 1.3.3 and later. */
    public CompletableFuture<SipEvent.RingingSent> sendRinging() {
        return send(SipProtocol.SEND_RINGING, null);
    }

    /** Sends a SIP MESSAGE; {@link SipEvent.MessageDelivery} tells how it fared. */
    public CompletableFuture<SipEvent.MessageSent> message(SipRequest.Message message) {
        return send(SipProtocol.MESSAGE, message, null);
    }

    /** Sends a tone with an INFO. Tones inside the audio (RFC 4733) are the PeerConnection's business. */
    public CompletableFuture<SipEvent.DtmfSent> dtmfInfo(SipRequest.DtmfInfo tone) {
        return send(SipProtocol.DTMF_INFO, tone, null);
    }

    /** Asks for key frames. Janus 1.3.1 and later. */
    public CompletableFuture<SipEvent.KeyframeSent> keyframe(SipRequest.Keyframe keyframe) {
        return send(SipProtocol.KEYFRAME, keyframe, null);
    }

    /** Forwards the call's media as plain RTP. Janus 1.4.0 and later. */
    public CompletableFuture<SipEvent.RtpForwardStarted> rtpForward(SipRequest.RtpForward forward) {
        return send(SipProtocol.RTP_FORWARD, forward, null);
    }

    /** Ends a forwarder. Janus 1.4.0 and later. */
    public CompletableFuture<SipEvent.RtpForwardStopped> stopRtpForward(SipRequest.StopRtpForward stop) {
        return send(SipProtocol.STOP_RTP_FORWARD, stop, null);
    }

    /** Lists the forwarders. Janus 1.4.0 and later. */
    public CompletableFuture<SipEvent.Forwarders> listForwarders() {
        return send(SipProtocol.LISTFORWARDERS, null);
    }

    /** Puts the handle back to where it was after it was attached. */
    public CompletableFuture<SipEvent.Reset> reset() {
        return send(SipProtocol.RESET, null);
    }

    @Override
    protected void checkRequest(RawJson body) {
        SipFields.check(body, this::serverHas);
    }

    /** A call that was refused has no Call-ID. */
    @Override
    protected boolean hangupEndsNothing() {
        SipState.SipCall call = state().call();
        return call == null || (call.callId() == null && call.direction() == SipState.SipCall.Direction.OUTGOING);
    }

    @Override
    protected CompletableFuture<Resync> resync(@Nullable HandleStatus facts) {
        RawJson plugin = facts == null ? null : facts.pluginSpecific();
        if (facts != null && plugin != null) {
            return CompletableFuture.completedFuture(compared(SipResync.Now.by(plugin, facts)));
        }
        SipState known = state();
        if (known.account() == null && known.registering() == null && known.call() == null) {
            return CompletableFuture.completedFuture(compared(SipResync.Now.UNKNOWN));
        }
        probing.set(true);
        return send(SipResync.PROBE, null).handle((never, failure) -> {
            Throwable why = failure instanceof CompletionException ? failure.getCause() : failure;
            if (!(why instanceof JanusPluginException)) {
                probing.set(false);
            }
            return compared(SipResync.Now.by(why));
        });
    }

    @Override
    protected boolean suppresses(Class<?> eventType) {
        return eventType == SipEvent.Refused.class && probing.compareAndSet(true, false);
    }

    /** Fails a future with {@link JanusTimeoutException}, unless it is done in time. */
    void limited(CompletableFuture<?> future, String what, Duration time) {
        limit(future, what, time);
    }

    private Resync compared(SipResync.Now now) {
        return SipResync.compare(update(known -> SipResync.completed(known, now)), now);
    }
}
