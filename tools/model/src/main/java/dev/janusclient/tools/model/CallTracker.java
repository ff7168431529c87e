// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import dev.janusclient.message.RawJson;
import dev.janusclient.tools.model.CallSummary.Direction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes calls of events: of the SIP plugin's own, of the SIP messages that it passes on, and of the states of its handles. */
final class CallTracker {
    static final String SIP = "janus.plugin.sip";

    private final Map<String, TrackedCall> calls;

    /** The last call of each handle. */
    private final Map<Long, TrackedCall> byHandle;

    CallTracker(int maxCalls) {
        calls = bounded(maxCalls);
        byHandle = bounded(maxCalls);
    }

    /** The entry that was added first gives way. */
    static <K, V> Map<K, V> bounded(int entries) {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > entries;
            }
        };
    }

    synchronized void accept(ObservedEvent event) {
        if (event.type() == ObservedEvent.PLUGIN && event.text("plugin").equals(SIP)) {
            sip(event, event.data());
            return;
        }
        TrackedCall call = byHandle.get(event.handleId());
        if (call == null) {
            return;
        }
        if (event.is(ObservedEvent.WEBRTC, 1)) {
            call.ice(event.text("ice"));
        } else if (event.is(ObservedEvent.WEBRTC, 5)) {
            call.dtls(event.text("dtls"));
        } else if (event.is(ObservedEvent.WEBRTC, 6) && event.text("connection").equals("hangup")) {
            call.mediaEnded(event.text("reason"));
        } else if (event.is(ObservedEvent.MEDIA, 2)) {
            call.slowLink();
        }
    }

    private void sip(ObservedEvent event, RawJson data) {
        String text = data.string("sip");
        String name = event.dataText("event");
        if (text != null) {
            message(event, SipText.of(name.equals("sip-in"), text));
            return;
        }
        String callId = data.string("call-id");
        if (callId == null) {
            return;
        }
        switch (name) {
            case "incomingcall" ->
                call(callId, Direction.INCOMING, event).parties(event.dataText("username"), event.dataText("callee"));
            case "calling" -> call(callId, Direction.OUTGOING, event);
            case "accepted" -> known(callId, event, call -> call.answered(event.at()));
            case "hangup" ->
                known(
                        callId,
                        event,
                        call -> call.ended(
                                event.at(), ObservedEvent.number(data, "code"), event.dataText("reason"), true));
            default -> {}
        }
    }

    private void message(ObservedEvent event, SipText sip) {
        if (sip.callId().isEmpty()) {
            return;
        }
        if (sip.method().equals("INVITE") && !sip.isResponse()) {
            call(sip.callId(), sip.incoming() ? Direction.INCOMING : Direction.OUTGOING, event)
                    .parties(sip.from(), sip.to());
        } else if (sip.method().equals("INVITE") && sip.status() >= 200) {
            known(sip.callId(), event, call -> responded(call, event, sip));
        } else if (sip.method().equals("BYE") && !sip.isResponse()) {
            known(sip.callId(), event, call -> call.ended(event.at(), 0, "", false));
        }
    }

    private static void responded(TrackedCall call, ObservedEvent event, SipText sip) {
        if (sip.status() < 300) {
            call.answered(event.at());
        } else if (sip.status() != 401 && sip.status() != 407) {
            call.ended(event.at(), sip.status(), sip.reason(), false);
        }
    }

    private TrackedCall call(String callId, Direction direction, ObservedEvent event) {
        TrackedCall call = calls.computeIfAbsent(callId, id -> new TrackedCall(id, direction, event));
        call.on(event);
        if (event.handleId() != 0 && !call.isOver()) {
            byHandle.put(event.handleId(), call);
        }
        return call;
    }

    private void known(String callId, ObservedEvent event, java.util.function.Consumer<TrackedCall> change) {
        TrackedCall call = calls.get(callId);
        if (call != null) {
            call.on(event);
            change.accept(call);
        }
    }

    /** All that are kept, the newest first. */
    synchronized List<CallSummary> calls() {
        List<CallSummary> all = new ArrayList<>();
        calls.values().forEach(call -> all.add(0, call.summary()));
        return all;
    }

    synchronized @Nullable CallSummary call(String callId) {
        TrackedCall call = calls.get(callId);
        return call == null ? null : call.summary();
    }

    /** The last call of a handle; null if it has had none. */
    synchronized @Nullable CallSummary ofHandle(long handleId) {
        TrackedCall call = byHandle.get(handleId);
        return call == null ? null : call.summary();
    }
}
