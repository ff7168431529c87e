// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.sip;

import dev.janusclient.message.Jsep;
import dev.janusclient.recovery.MediaRecovery;
import io.avaje.jsonb.Json;
import java.util.Map;
import java.util.Set;
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

    /**
     * A call.
     *
     * @param callId its SIP Call-ID; null until Janus names it
     * @param peer the other party's SIP URI
     * @param displayName the caller's display name
     * @param callee whom the caller asked for
     * @param headers those that came with the call
     * @param direction who called; null for a call that was found in a gap
     * @param answered whether it is answered
     * @param onHold whether we put it on hold
     * @param referredBy who sent the caller here
     * @param replaces the call that this one replaces
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
            @Nullable String replaces) {
        /** Who called. */
        public enum Direction {
            INCOMING,
            OUTGOING
        }

        SipCall named(@Nullable String id) {
            return id == null || id.equals(callId) ? this : with(id, answered, onHold);
        }

        SipCall nowAnswered() {
            return with(callId, true, onHold);
        }

        SipCall nowOnHold(boolean hold) {
            return with(callId, answered, hold);
        }

        private SipCall with(@Nullable String id, boolean nowAnswered, boolean nowOnHold) {
            return new SipCall(
                    id, peer, displayName, callee, headers, direction, nowAnswered, nowOnHold, referredBy, replaces);
        }
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

    /** The state after we began to call somebody. */
    SipState calling(String peer) {
        return withCall(
                new SipCall(null, peer, null, peer, null, SipCall.Direction.OUTGOING, false, false, null, null), null);
    }

    private static final Set<Class<?>> CHANGES = Set.of(
            SipEvent.Registered.class,
            SipEvent.Unregistered.class,
            SipEvent.RegistrationFailed.class,
            SipEvent.IncomingCall.class,
            SipEvent.UpdatingCall.class,
            SipEvent.Updated.class,
            SipEvent.Hangup.class,
            SipEvent.Calling.class,
            SipEvent.Accepted.class,
            SipEvent.Holding.class,
            SipEvent.Resuming.class,
            SipEvent.Reset.class);

    /** Whether events of a type can change the state at all; the others need not be decoded for it. */
    static boolean changedBy(Class<?> eventType) {
        return CHANGES.contains(eventType);
    }

    /** The state after an event; a pure function. */
    SipState after(SipEvent event) {
        if (event instanceof SipEvent.Registered registered) {
            return new SipState(
                    address(registered.username()),
                    null,
                    registered.masterId(),
                    registered.helper(),
                    call,
                    pendingOffer);
        } else if (event instanceof SipEvent.Unregistered || event instanceof SipEvent.RegistrationFailed) {
            return new SipState(null, null, null, null, call, pendingOffer);
        } else if (event instanceof SipEvent.IncomingCall incoming) {
            return withCall(called(incoming), incoming.jsep());
        } else if (event instanceof SipEvent.UpdatingCall update) {
            return withCall(call, update.jsep());
        } else if (event instanceof SipEvent.Updated) {
            return withCall(call, null);
        } else if (event instanceof SipEvent.Hangup) {
            return withCall(null, null);
        } else if (event instanceof SipEvent.Reset) {
            return EMPTY;
        } else if (call == null) {
            return this;
        } else if (event instanceof SipEvent.Calling calling) {
            return withCall(call.named(calling.callId()), null);
        } else if (event instanceof SipEvent.Accepted) {
            return withCall(call.nowAnswered(), null);
        } else if (event instanceof SipEvent.Holding) {
            return withCall(call.nowOnHold(true), pendingOffer);
        } else if (event instanceof SipEvent.Resuming) {
            return withCall(call.nowOnHold(false), pendingOffer);
        }
        return this;
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
                incoming.replaces());
    }

    /** The state with a call that is up without our knowing how it came about. */
    SipState talking(String peer) {
        return withCall(new SipCall(null, peer, null, null, null, null, true, false, null, null), null);
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
        }
        // Without an offer it is an INVITE without one: we make the offer, and there is no media yet.
        return pendingOffer == null ? new MediaRecovery.None() : new MediaRecovery.AnswerOffer(pendingOffer, "accept");
    }

    SipState withCall(@Nullable SipCall newCall, @Nullable Jsep newOffer) {
        return new SipState(account, registering, masterId, helper, newCall, newOffer);
    }
}
