// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.sip;

import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.ReplayBuilder;
import dev.janusclient.plugin.ReplayTranslator.HandleContext;
import dev.janusclient.plugin.ReplayTranslator.Translation;
import dev.janusclient.recovery.MissedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the SIP plugin's owner is sent, from what event handlers receive: calls and registrations from its events, messages,
 * notifications and the like from the SIP messages themselves, which it passes on as they are.
 *
 * <p>Not replayed are answers to requests that only say that something is on its way, and headers that an account asked
 * for with {@code incoming_header_prefixes}.
 */
final class SipReplay {
    private static final String ACCEPTED = "accepted";

    /** The reason of a hang-up that was ours. */
    private static final String TO_BYE = "to BYE";

    private final ReplayBuilder core;
    private final Map<String, BiConsumer<Instant, RawJson>> events = new HashMap<>();
    private final Map<String, BiConsumer<Instant, SipText>> requests = new HashMap<>();
    private final List<Invite> invites = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();
    private final Set<String> broken = new HashSet<>();
    private final Set<String> hangingUp = new HashSet<>();
    private final Set<String> answers = new HashSet<>();
    private final Set<String> conferences = new HashSet<>();
    private @Nullable Long masterId;
    private @Nullable String peer;
    private @Nullable String currentCall;
    private @Nullable String updating;

    /** An INVITE; it may have been noted a little before or after the event it caused. */
    private record Invite(Instant at, SipText sip) {}

    private SipReplay(HandleContext handle) {
        this.core = new ReplayBuilder(handle);
        SipState state = SipState.TABLE.readOrInitial(handle.ticket());
        masterId = state.masterId();
        SipState.SipCall call = state.call();
        peer = call == null ? null : call.peer();
        currentCall = call == null ? null : call.callId();
        events.put("registered", this::registered);
        events.put("unregistered", this::unregistered);
        events.put("registration_failed", (at, data) -> tell(at, "registration_failed", data, false, "code", "reason"));
        events.put("incomingcall", (at, data) -> rings(at, "incomingcall", data));
        events.put("updatingcall", (at, data) -> rings(at, "updatingcall", data));
        events.put("missed_call", this::missed);
        events.put("calling", (at, data) -> {
            currentCall = data.string("call-id");
            tell(at, "calling", data, true);
        });
        events.put("proceeding", this::proceeding);
        events.put("progress", (at, data) -> tell(at, "progress", data, false, "username"));
        events.put("progressed", (at, data) -> tell(at, "progressed", data, false));
        events.put(ACCEPTED, (at, data) -> tell(at, ACCEPTED, data, false, "username"));
        events.put("accepting", (at, data) -> tell(at, "accepting", data, false));
        events.put("declined", (at, data) -> tell(at, "declining", data, true, "code", "refer_id"));
        events.put("hangup", this::hungUp);
        requests.put("MESSAGE", this::message);
        requests.put("INFO", this::info);
        requests.put("NOTIFY", this::notification);
        requests.put(
                "REFER",
                (at, sip) -> core.unreplayable(
                        at,
                        SipProtocol.EVENTS.tag(SipEvent.Transfer.class),
                        sip.uri("from") + " asked to call " + sip.uri("refer-to")
                                + " instead (transfer); Janus does not report the number with which to answer"));
    }

    static Translation translate(HandleContext handle, List<MissedEvent> heard) {
        return new SipReplay(handle).translate(heard);
    }

    private Translation translate(List<MissedEvent> heard) {
        heard.stream().filter(core::isOwn).forEach(this::lookAhead);
        Instant last = Instant.EPOCH;
        for (MissedEvent event : heard) {
            if (!core.isOwn(event)) {
                continue;
            }
            last = event.at();
            RawJson data = core.pluginData(event);
            if (data == null) {
                core.take(event);
            } else if (data.string("sip") != null) {
                sip(event).forEach(sip -> take(event.at(), sip));
            } else if (isSip(data)) {
                core.unreplayable(
                        event.at(), null, "what a SIP message said: it is not UTF-8, and Janus reports none of it");
            } else {
                take(event.at(), data);
            }
        }
        updateAnswered(last);
        return core.translation();
    }

    private static boolean isSip(RawJson data) {
        String event = data.string("event");
        return "sip-in".equals(event) || "sip-out".equals(event);
    }

    private void lookAhead(MissedEvent event) {
        for (SipText sip : sip(event)) {
            if (!sip.incoming() && sip.isResponse() && sip.status() >= 300) {
                refused.add(sip.exchange());
            } else if (sip.incoming() && !sip.isResponse() && sip.method().equals("INVITE")) {
                invites.add(new Invite(event.at(), sip));
            }
        }
        RawJson data = core.pluginData(event);
        if (data != null && "hangup".equals(data.string("event")) && !TO_BYE.equals(data.string("reason"))) {
            broken.add(String.valueOf(data.string("call-id")));
        }
    }

    private @Nullable SipText invite(Predicate<SipText> wanted, Instant at) {
        return invites.stream()
                .filter(invite -> wanted.test(invite.sip()))
                .min(Comparator.comparing(
                        invite -> Duration.between(invite.at(), at).abs()))
                .map(Invite::sip)
                .orElse(null);
    }

    private List<SipText> sip(MissedEvent event) {
        RawJson data = core.pluginData(event);
        String text = data == null ? null : data.string("sip");
        return data == null || text == null ? List.of() : SipText.of("sip-in".equals(data.string("event")), text);
    }

    private void take(Instant at, RawJson data) {
        String name = String.valueOf(data.string("event"));
        BiConsumer<Instant, RawJson> known = events.get(name);
        if (known == null) {
            core.unreplayable(at, null, "the SIP plugin sent '" + name + "', which is not understood");
        } else {
            known.accept(at, data);
        }
    }

    private void take(Instant at, SipText sip) {
        if (sip.isResponse()) {
            if (sip.incoming()) {
                answered(at, sip);
            }
        } else if (sip.incoming()) {
            BiConsumer<Instant, SipText> known = requests.get(sip.method());
            if (known != null && !refused.contains(sip.exchange())) {
                known.accept(at, sip);
            }
        } else if (sip.method().equals("CANCEL")
                || (sip.method().equals("BYE") && !broken.contains(String.valueOf(sip.header("call-id"))))) {
            hangingUp(at, sip.header("call-id"));
        } else if (sip.method().equals("INVITE") && sip.inDialogue()) {
            updating = sip.header("call-id");
        }
    }

    private void hangingUp(Instant at, @Nullable String callId) {
        if (hangingUp.add(String.valueOf(callId))) {
            tell(at, Map.of("event", "hangingup"), callId);
        }
    }

    /** Answers to requests of ours that are events of their own. */
    private void answered(Instant at, SipText sip) {
        int status = sip.status();
        if (sip.method().equals("INVITE") && sip.isFocus()) {
            conferences.add(String.valueOf(sip.header("call-id")));
        }
        if (status < 200 || !answers.add(sip.exchange() + " " + status)) {
            return;
        }
        Map<String, Object> result = new LinkedHashMap<>();
        if (sip.method().equals("MESSAGE") && status != 401 && status != 407) {
            result.put("event", "messagedelivery");
        } else if (sip.method().equals("SUBSCRIBE") && status != 401 && status != 407) {
            result.put("event", status < 300 ? "subscribe_succeeded" : "subscribe_failed");
            int expires = SipText.number(sip.token("expires"), -1);
            if (status < 300 && expires >= 0) {
                result.put("expires", expires);
            }
        } else {
            return;
        }
        result.put("code", status);
        result.put("reason", sip.reason());
        tell(at, result, sip.header("call-id"));
    }

    private void registered(Instant at, RawJson data) {
        boolean guest = "guest".equals(data.string("type"));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("event", "registered");
        result.put("username", user(data.string("identity")));
        result.put("register_sent", !guest);
        ReplayBuilder.put(result, "helper", data.member("helper"));
        RawJson master = data.member("master_id");
        if (master != null) {
            masterId = master.asLong();
        }
        Long id = masterId;
        if (id == null) {
            core.unreplayable(
                    at,
                    SipProtocol.EVENTS.tag(SipEvent.Registered.class),
                    "the account was registered; Janus does not report its master_id");
            return;
        }
        result.put("master_id", id);
        tell(at, result, null);
    }

    private void unregistered(Instant at, RawJson data) {
        tell(at, Map.of("event", "unregistered", "username", user(data.string("identity"))), null);
    }

    /** What stands before the host in {@code sip:alice@example.org}. */
    private static String user(@Nullable String identity) {
        String uri = String.valueOf(identity);
        int at = uri.indexOf('@');
        return uri.substring(uri.indexOf(':') + 1, at < 0 ? uri.length() : at);
    }

    private void rings(Instant at, String name, RawJson data) {
        String callId = data.string("call-id");
        Map<String, Object> result = result(name, data, "username", "displayname", "callee", "referred_by");
        result.put("call_id", String.valueOf(callId));
        SipText invite = invite(sip -> String.valueOf(callId).equals(sip.header("call-id")), at);
        if (invite != null) {
            ReplayBuilder.put(result, "replaces", invite.token("replaces"));
            ReplayBuilder.put(result, "srtp", srtp(invite.body()));
            if (invite.isFocus()) {
                result.put("isfocus", true);
            }
        }
        peer = data.string("username");
        currentCall = callId;
        tell(at, result, callId);
    }

    private static @Nullable String srtp(String sdp) {
        if (sdp.contains(" RTP/SAVP")) {
            return "sdes_mandatory";
        }
        return sdp.contains("a=crypto:") ? "sdes_optional" : null;
    }

    private void missed(Instant at, RawJson data) {
        Map<String, Object> result = result("missed_call", data, "caller");
        // The caller's URI is missing if it is not UTF-8; then so is the INVITE.
        SipText invite = invite(sip -> String.valueOf(data.string("caller")).equals(sip.uri("from")), at);
        ReplayBuilder.put(result, "displayname", invite == null ? null : invite.displayName());
        ReplayBuilder.put(result, "callee", data.member("callee"));
        tell(at, result, invite == null ? null : invite.header("call-id"));
    }

    private void proceeding(Instant at, RawJson data) {
        RawJson code = data.member("code");
        if (code != null && code.asLong() == 180) {
            tell(at, Map.of("event", "ringing"), data.string("call-id"));
        }
        tell(at, "proceeding", data, false, "code");
    }

    private void hungUp(Instant at, RawJson data) {
        String callId = data.string("call-id");
        if (callId != null && TO_BYE.equals(data.string("reason"))) {
            hangingUp(at, callId);
        }
        currentCall = null;
        String header = "reason_header";
        tell(
                at,
                result("hangup", data, "code", "reason", header, header + "_protocol", header + "_cause", "headers"),
                callId);
    }

    private void message(Instant at, SipText sip) {
        said(at, sip, "message", "content_type");
    }

    private void info(Instant at, SipText sip) {
        said(at, sip, "info", "type");
    }

    /** The plugin takes it for a part of the call there is, whatever its Call-ID, and leaves out what has no content. */
    private void said(Instant at, SipText sip, String event, String type) {
        String contentType = sip.contentType();
        if (contentType == null || sip.body().isEmpty()) {
            return;
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("event", event);
        ReplayBuilder.put(result, "sender", sip.uri("from"));
        String name = sip.displayName();
        ReplayBuilder.put(result, "displayname", name == null || name.isEmpty() ? null : name);
        result.put(type, contentType);
        result.put("content", sip.body());
        tell(at, result, currentCall);
    }

    private void notification(Instant at, SipText sip) {
        if (sip.body().isEmpty()) {
            return;
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("event", "notify");
        ReplayBuilder.put(result, "notify", sip.token("event"));
        result.put("substate", sip.subscriptionState());
        ReplayBuilder.put(result, "content-type", sip.contentType());
        result.put("content", sip.body());
        tell(at, result, sip.header("call-id"));
    }

    private static Map<String, Object> result(String event, RawJson data, String... members) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("event", event);
        for (String member : members) {
            ReplayBuilder.put(result, member, data.member(member));
        }
        return result;
    }

    private void tell(Instant at, String event, RawJson data, boolean named, String... members) {
        Map<String, Object> result = result(event, data, members);
        String callId = data.string("call-id");
        if (callId == null && data.member("refer_id") != null) {
            callId = currentCall;
        }
        if (named) {
            ReplayBuilder.put(result, "call_id", callId);
        }
        String username = data.string("username");
        peer = username == null ? peer : username;
        if (username != null && conferences.contains(String.valueOf(callId))) {
            result.put("isfocus", true);
        }
        tell(at, result, callId);
    }

    /** The plugin tells nothing of the peer's answer to an update of ours but its description. */
    private void updateAnswered(Instant at) {
        RawJson answer = updating == null ? null : core.takeDescription();
        if (answer != null && peer != null) {
            core.plugin(at, data(Map.of("event", ACCEPTED, "username", peer), updating), answer);
            updating = null;
        }
    }

    private void tell(Instant at, Map<String, Object> result, @Nullable String callId) {
        boolean describes = DESCRIBING.contains(result.get("event"));
        if (!describes) {
            updateAnswered(at);
        }
        core.plugin(at, data(result, callId), describes ? core.takeDescription() : null);
    }

    private static final Set<Object> DESCRIBING = Set.of("incomingcall", "updatingcall", "progress", ACCEPTED);

    private static Map<String, Object> data(Map<String, Object> result, @Nullable String callId) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("sip", "event");
        data.put("result", result);
        ReplayBuilder.put(data, "call_id", callId);
        return data;
    }
}
