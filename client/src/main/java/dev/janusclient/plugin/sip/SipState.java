// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.sip;

import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.StateTable;
import dev.janusclient.recovery.MediaRecovery;
import io.avaje.jsonb.Json;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a SIP handle knows, kept from its events. All of it but the offer travels in a handover ticket: Janus can't be asked
 * for most of it again.
 *
 * @param account the registered account as a SIP URI, without its password
 * @param registering the account a registration under way asks for
 * @param masterId names the account to helpers
 * @param helper whether the handle is a helper
 * @param call the call there is, ringing or answered
 * @param pendingOffer an offer that waits for our answer
 */
@Json
public record SipState(
        @Nullable String account,
        @Nullable String registering,
        @Nullable Long masterId,
        @Nullable Boolean helper,
        @Nullable SipCall call,
        @Nullable Jsep pendingOffer) {
    /** A handle of which nothing is known. */
    public static final SipState EMPTY = new SipState(null, null, null, null, null, null);

    static final StateTable<SipState> TABLE = StateTable.builder(SipState.class, EMPTY)
            .after(SipEvent.Registered.class, SipState::registered)
            .after(SipEvent.Unregistered.class, (state, unregistered) -> state.notRegistered())
            .after(SipEvent.RegistrationFailed.class, (state, failed) -> state.notRegistered())
            .after(SipEvent.IncomingCall.class, (state, call) -> state.withCall(called(call), call.jsep()))
            .after(
                    SipEvent.UpdatingCall.class,
                    (state, update) -> state.inCall(c -> c.describedBy(update.jsep()), update.jsep()))
            .after(SipEvent.Updated.class, (state, updated) -> state.withCall(state.call, null))
            .after(SipEvent.Hangup.class, (state, hangup) -> state.withCall(null, null))
            .after(SipEvent.Reset.class, (state, reset) -> EMPTY)
            .after(SipEvent.Calling.class, (state, calling) -> state.inCall(c -> c.named(calling.callId()), null))
            .after(
                    SipEvent.Progress.class,
                    (state, progress) ->
                            state.inCall(c -> c.nowEarly().describedBy(progress.jsep()), state.pendingOffer))
            .after(SipEvent.Progressed.class, (state, progressed) -> state.inCall(SipCall::nowEarly, null))
            .after(
                    SipEvent.Accepted.class,
                    (state, accepted) -> state.inCall(c -> c.nowAnswered().describedBy(accepted.jsep()), null))
            .after(SipEvent.Holding.class, (state, holding) -> state.inCall(c -> c.nowOnHold(true), state.pendingOffer))
            .after(
                    SipEvent.Resuming.class,
                    (state, resuming) -> state.inCall(c -> c.nowOnHold(false), state.pendingOffer))
            .offer(SipState::pendingOffer, (state, offer) -> state.withCall(state.call, offer))
            .recovery(SipState::recovery)
            .unreplayable("1.2.1", SipState::mayHearTones, "which tones (RFC 4733) the peer sent inside the audio")
            .build();

    /**
     * A call.
     *
     * @param callId its SIP Call-ID; null until Janus names it
     * @param peer the other party's SIP URI; null if it was not UTF-8
     * @param displayName the caller's display name
     * @param callee whom the caller asked for
     * @param headers those that came with the call
     * @param direction who called; null for a call that was found in a gap
     * @param answered whether it is answered
     * @param onHold whether we put it on hold
     * @param referredBy who sent the caller here
     * @param replaces the call that this one replaces
     * @param earlyMedia whether there is media before the answer: the peer's (183), or ours ({@code progress})
     * @param telephoneEvents whether the peer's description has tones inside the audio (RFC 4733); null if not known
     */
    @Json
    public record SipCall(
            @Nullable String callId,
            @Nullable String peer,
            @Nullable String displayName,
            @Nullable String callee,
            @Nullable Map<String, String> headers,
            @Nullable Direction direction,
            boolean answered,
            boolean onHold,
            @Nullable String referredBy,
            @Nullable String replaces,
            @Nullable Boolean earlyMedia,
            @Nullable Boolean telephoneEvents) {
        public SipCall {
            // A ticket of an older version has it with its quotation marks.
            displayName = SipText.unquoted(displayName);
        }

        /** Who called. */
        public enum Direction {
            INCOMING,
            OUTGOING
        }

        SipCall named(@Nullable String id) {
            return id == null || id.equals(callId) ? this : with(id, answered, onHold, earlyMedia, telephoneEvents);
        }

        SipCall nowAnswered() {
            return with(callId, true, onHold, earlyMedia, telephoneEvents);
        }

        SipCall nowOnHold(boolean hold) {
            return with(callId, answered, hold, earlyMedia, telephoneEvents);
        }

        SipCall nowEarly() {
            return with(callId, answered, onHold, true, telephoneEvents);
        }

        /** With what the peer's description says of tones. */
        SipCall describedBy(@Nullable Jsep peers) {
            return peers == null ? this : with(callId, answered, onHold, earlyMedia, hasTelephoneEvents(peers));
        }

        boolean isEarly() {
            return Boolean.TRUE.equals(earlyMedia);
        }

        private SipCall with(
                @Nullable String id,
                boolean nowAnswered,
                boolean nowOnHold,
                @Nullable Boolean nowEarly,
                @Nullable Boolean nowTelephoneEvents) {
            return new SipCall(
                    id,
                    peer,
                    displayName,
                    callee,
                    headers,
                    direction,
                    nowAnswered,
                    nowOnHold,
                    referredBy,
                    replaces,
                    nowEarly,
                    nowTelephoneEvents);
        }
    }

    private static boolean hasTelephoneEvents(Jsep description) {
        return description.sdp().toLowerCase(Locale.ROOT).contains("telephone-event");
    }

    /** The state after we asked for a registration. */
    SipState asked(@Nullable String address) {
        return new SipState(account, address, masterId, helper, call, pendingOffer);
    }

    /** The state of a handle whose account was found to be registered, without our knowing how. */
    SipState found(String address) {
        return new SipState(address, null, masterId, helper, call, pendingOffer);
    }

    /** The event has the user's name alone; the address is what was asked for. */
    private String address(String user) {
        String asked = registering;
        if (asked == null || (account != null && isOf(account, user) && !isOf(asked, user))) {
            return account == null ? user : account;
        }
        return asked;
    }

    private static boolean isOf(String address, String user) {
        return address.contains(":" + user + "@");
    }

    /** The state after we began to call a peer. */
    SipState calling(String peer) {
        return withCall(
                new SipCall(
                        null, peer, null, peer, null, SipCall.Direction.OUTGOING, false, false, null, null, null, null),
                null);
    }

    private SipState registered(SipEvent.Registered event) {
        return new SipState(
                address(event.username()), null, event.masterId(), event.helper() ? true : null, call, pendingOffer);
    }

    private SipState notRegistered() {
        return new SipState(null, null, null, null, call, pendingOffer);
    }

    /** With the call changed, if there is one, and an offer or none. */
    private SipState inCall(UnaryOperator<SipCall> change, @Nullable Jsep offer) {
        return call == null ? this : withCall(change.apply(call), offer);
    }

    private static SipCall called(SipEvent.IncomingCall incoming) {
        return new SipCall(
                incoming.callId(),
                incoming.username(),
                incoming.displayname(),
                incoming.callee(),
                incoming.headers(),
                SipCall.Direction.INCOMING,
                false,
                false,
                incoming.referredBy(),
                incoming.replaces(),
                null,
                incoming.jsep() == null ? null : hasTelephoneEvents(incoming.jsep()));
    }

    /** Whether there is audio of the peer's in which Janus looks for tones. */
    private boolean mayHearTones() {
        return call != null && (call.answered() || call.isEarly()) && !Boolean.FALSE.equals(call.telephoneEvents());
    }

    /** The state with a call that is up without our knowing how it came about. */
    SipState talking(String peer) {
        return withCall(new SipCall(null, peer, null, null, null, null, true, false, null, null, null, null), null);
    }

    /** The state after Janus did not take the call we asked for. */
    SipState withoutUnnamedCall() {
        return call != null && call.callId() == null ? withCall(null, null) : this;
    }

    /** What became of the media when the owner changed. */
    MediaRecovery recovery() {
        if (call == null) {
            return new MediaRecovery.None();
        } else if (call.answered()) {
            return new MediaRecovery.Unrecoverable("this leg of the call with " + call.peer()
                    + " is over: a new PeerConnection needs hangup(), and that sends BYE");
        } else if (call.direction() == SipCall.Direction.OUTGOING) {
            return new MediaRecovery.Unrecoverable("the call to " + call.peer()
                    + " was offered a PeerConnection that is gone: hangupCall() takes it back");
        } else if (call.isEarly()) {
            return new MediaRecovery.Unrecoverable("the call from " + call.peer()
                    + " was answered with early media of a PeerConnection that is gone: decline() refuses it");
        }
        // Without an offer it is an INVITE without one: we make the offer, and there is no media yet.
        return pendingOffer == null ? new MediaRecovery.None() : new MediaRecovery.AnswerOffer(pendingOffer, "accept");
    }

    SipState withCall(@Nullable SipCall newCall, @Nullable Jsep newOffer) {
        return new SipState(account, registering, masterId, helper, newCall, newOffer);
    }
}
