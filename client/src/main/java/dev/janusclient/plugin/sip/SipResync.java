// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.sip;

import static dev.janusclient.plugin.PluginRequest.async;

import dev.janusclient.error.JanusPluginException;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.PluginRequest;
import dev.janusclient.plugin.sip.SipState.SipCall;
import dev.janusclient.plugin.sip.SipState.SipCall.Direction;
import dev.janusclient.recovery.HandleStatus;
import dev.janusclient.recovery.Resync;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares what a SIP handle knows with what Janus says of it now; a pure function. */
final class SipResync {
    /**
     * The plugin has no question for the state of a call. But it refuses to accept a call without a description, changes
     * nothing, and names the state in the refusal (janus_sip.c).
     */
    static final PluginRequest<Void, SipEvent.AcceptReply> PROBE =
            async("accept", Void.class, SipEvent.AcceptReply.class).idempotent();

    /** What a SIP status can't be: the call ended while the session had no owner. */
    private static final Map<String, ?> HOW_IS_NOT_KNOWN =
            Map.of("code", 0, "reason", "not known: it happened while the session had no owner");

    /** The states of a call that make a difference here. */
    enum Status {
        IDLE,
        RINGING,
        CALLING,
        /** An incoming call for which we sent early media; Janus 1.3.1 and later. */
        EARLY_MEDIA,
        IN_CALL;

        /** Takes the plugin's word for it; null for one that is not known. */
        static @Nullable Status of(@Nullable String word) {
            if (word == null) {
                return null;
            } else if (word.startsWith("incall")) {
                return IN_CALL;
            }
            return switch (word) {
                case "idle", "closing" -> IDLE;
                case "invited" -> RINGING;
                case "inviting" -> CALLING;
                case "progress" -> EARLY_MEDIA;
                default -> null;
            };
        }
    }

    /**
     * What Janus says now; null is what it does not say.
     *
     * @param peer the other party of the call there is
     * @param registration the plugin's word for it
     * @param account the account that is registered, as a SIP URI
     * @param description Janus's own
     */
    record Now(
            @Nullable Status call,
            @Nullable String peer,
            @Nullable String registration,
            @Nullable String account,
            @Nullable Jsep description) {
        static final Now UNKNOWN = new Now(null, null, null, null, null);

        static Now by(RawJson plugin, HandleStatus facts) {
            Status call = Status.of(plugin.string("call_status"));
            // The peer's name outlives its call.
            String peer = call == Status.IDLE ? null : plugin.string("callee");
            String registration = plugin.string("registration_status");
            String account = "registered".equals(registration) ? plugin.string("identity") : null;
            return new Now(call, peer, registration, account, facts.localDescription());
        }

        /** By what became of the probe. */
        static Now by(@Nullable Throwable refusal) {
            Status call = null;
            if (refusal instanceof JanusPluginException refused) {
                call = refused.errorCode() == SipErrorCode.MISSING_SDP
                        ? Status.RINGING
                        : Status.of(statusIn(refused.reason()));
            }
            return new Now(call, null, null, null, null);
        }

        private static @Nullable String statusIn(String reason) {
            int from = reason.indexOf("status=");
            int to = reason.indexOf(')', from);
            return from < 0 || to < 0 ? null : reason.substring(from + "status=".length(), to);
        }
    }

    private final SipState known;
    private final Now now;
    private final Resync.Builder said = Resync.builder();

    private SipResync(SipState known, Now now) {
        this.known = known;
        this.now = now;
    }

    /** The state with what Janus says now and no event of the plugin's tells. */
    static SipState completed(SipState known, Now now) {
        String account = now.account();
        SipState state = known.account() == null && account != null ? known.found(account) : known;
        String peer = now.peer();
        if (known.call() == null && peer != null) {
            // No event names whom we call, and who called when it is answered.
            if (now.call() == Status.CALLING) {
                return state.calling(peer);
            } else if (now.call() == Status.IN_CALL) {
                return state.talking(peer);
            }
        }
        return state;
    }

    static Resync compare(SipState known, Now now) {
        SipResync resync = new SipResync(known, now);
        resync.registration();
        resync.call();
        resync.said.unresolved("calls that came and ended, and messages, in the meantime");
        return resync.said.build();
    }

    private void registration() {
        String status = now.registration();
        String account = Stream.of(known.account(), known.registering(), now.account())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (status == null || account == null) {
            return;
        }
        boolean was = known.masterId() != null;
        if (was && status.equals("unregistered")) {
            said.inferred(event("unregistered", null, Map.of("username", account)))
                    .finding(account + " is not registered any more");
        } else if (status.equals("failed")) {
            said.inferred(event("registration_failed", null, HOW_IS_NOT_KNOWN))
                    .finding(account + " could not be registered")
                    .unresolved("why " + account + " could not be registered");
        } else if (!was && status.equals("registered")) {
            said.finding(account + " is registered").unresolved("the master id of " + account);
        }
    }

    private void call() {
        SipCall call = known.call();
        if (now.call() == null) {
            said.unresolved(
                    call == null ? "whether there is a call" : "whether the call with " + call.peer() + " goes on");
            return;
        }
        if (call != null && (now.call() == Status.IDLE || isAnother(call))) {
            over(call);
            call = null;
        }
        switch (now.call()) {
            case RINGING -> rings(call);
            case CALLING -> calls(call);
            case EARLY_MEDIA -> hasEarlyMedia(call);
            case IN_CALL -> talks(call);
            case IDLE -> {}
        }
    }

    /** Whether the call that Janus has can't be the one that is known. */
    private boolean isAnother(SipCall call) {
        if (now.peer() != null && call.peer() != null && !now.peer().equals(call.peer())) {
            return true;
        } else if (now.call() == Status.EARLY_MEDIA) {
            return call.answered() || call.direction() == Direction.OUTGOING;
        } else if (now.call() == Status.RINGING) {
            Jsep offer = known.pendingOffer();
            return call.answered()
                    || call.direction() == Direction.OUTGOING
                    || (offer != null
                            && now.description() != null
                            && !offer.sdp().equals(now.description().sdp()));
        }
        return now.call() == Status.CALLING && (call.answered() || call.direction() == Direction.INCOMING);
    }

    private void over(SipCall call) {
        said.inferred(event("hangup", call, HOW_IS_NOT_KNOWN))
                .finding("the call with " + call.peer() + " is over")
                .unresolved("why the call with " + call.peer() + " ended");
    }

    private void rings(@Nullable SipCall call) {
        if (call != null) {
            return;
        } else if (now.peer() == null) {
            said.finding("a call rings").unresolved("who calls, and the offer to answer");
            return;
        }
        Jsep description = now.description();
        said.inferred(
                        event("incomingcall", null, Map.of("username", now.peer())),
                        description != null && description.isOffer() ? description : null)
                .finding("a call of " + now.peer() + " rings")
                .unresolved("the call's id, its headers and the caller's display name");
    }

    private void hasEarlyMedia(@Nullable SipCall call) {
        rings(call);
        if (call == null || !call.isEarly()) {
            said.inferred(event("progressed", call, Map.of()))
                    .finding("early media was sent for the call of " + peer());
        }
    }

    private void calls(@Nullable SipCall call) {
        if (call == null) {
            said.inferred(event("calling", null, Map.of())).finding("it is calling " + peer());
        }
        said.unresolved("whether it rings there");
    }

    private void talks(@Nullable SipCall call) {
        if (call == null) {
            said.inferred(event("accepted", null, now.peer() == null ? Map.of() : Map.of("username", now.peer())))
                    .finding("it is in a call with " + peer())
                    .unresolved("who called, and the call's id");
        } else if (!call.answered()) {
            boolean ours = call.direction() == Direction.OUTGOING;
            Jsep description = now.description();
            said.inferred(
                            event(
                                    "accepted",
                                    call,
                                    ours && call.peer() != null ? Map.of("username", call.peer()) : Map.of()),
                            ours && description != null && description.isAnswer() ? description : null)
                    .finding("the call with " + call.peer() + " is answered");
        }
        said.unresolved("whether the call is on hold");
    }

    private String peer() {
        return Objects.requireNonNullElse(now.peer(), "an unknown peer");
    }

    private static Map<String, Object> event(String name, @Nullable SipCall of, Map<String, ?> members) {
        Map<String, Object> result = new LinkedHashMap<>(members);
        result.put("event", name);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("sip", "event");
        data.put("result", result);
        if (of != null && of.callId() != null) {
            data.put("call_id", of.callId());
        }
        return data;
    }
}
