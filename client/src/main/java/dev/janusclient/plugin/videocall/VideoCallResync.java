// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videocall;

import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.videocall.VideoCallState.Call;
import dev.janusclient.recovery.HandleStatus;
import dev.janusclient.recovery.Resync;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares what a video call handle knows with what Janus says of it now; a pure function. */
final class VideoCallResync {
    private static final Map<String, ?> WHY_IS_NOT_KNOWN = Map.of("reason", "not known: it ended without an owner");

    private final VideoCallState known;
    private final Resync.Builder said = Resync.builder();

    private VideoCallResync(VideoCallState known) {
        this.known = known;
    }

    /** By what the Admin API says. */
    static Resync compare(VideoCallState known, RawJson plugin, HandleStatus facts) {
        VideoCallResync resync = new VideoCallResync(known);
        String username = plugin.string("username");
        if (username != null && !username.equals(known.username())) {
            resync.said
                    .inferred(event("registered", Map.of("username", username)))
                    .finding("our name is " + username);
        }
        resync.call(peer(plugin), facts);
        return resync.said
                .unresolved("calls that came and ended in the meantime")
                .build();
    }

    /** By the list of users: a call whose other party is gone is over. */
    static Resync compare(VideoCallState known, List<String> users) {
        VideoCallResync resync = new VideoCallResync(known);
        if (known.call() != Call.NONE) {
            if (known.peer() != null && !users.contains(known.peer())) {
                resync.over();
            } else {
                resync.said.unresolved("whether the call with " + known.peer() + " goes on");
            }
        }
        return resync.said
                .unresolved("calls that came and ended in the meantime")
                .build();
    }

    /** The other party of the call there is; its name outlives the call for a moment. */
    static @Nullable String peer(RawJson plugin) {
        RawJson inCall = plugin.member("incall");
        return inCall != null && inCall.toString().equals("0") ? null : plugin.string("peer");
    }

    private void call(@Nullable String peer, HandleStatus facts) {
        boolean has = known.call() != Call.NONE;
        boolean same = has && peer != null && peer.equals(known.peer());
        if (has && !same) {
            over();
        }
        if (peer == null) {
            return;
        }
        Jsep description = facts.localDescription();
        boolean theyOffer = description != null && description.isOffer();
        if (facts.negotiated()) {
            if (!same || known.call() != Call.UP) {
                boolean theyAnswer = description != null && description.isAnswer();
                said.inferred(event("accepted", Map.of("username", peer)), theyAnswer ? description : null)
                        .finding("the call with " + peer + " is answered");
            }
        } else if (!same && theyOffer) {
            said.inferred(event("incomingcall", Map.of("username", peer)), description)
                    .finding("a call of " + peer + " rings");
        } else if (!same) {
            said.inferred(event("calling", Map.of())).finding("it is calling " + peer);
        }
    }

    private void over() {
        said.inferred(event("hangup", WHY_IS_NOT_KNOWN))
                .finding("the call with " + known.peer() + " is over")
                .unresolved("who ended the call with " + known.peer() + ", and why");
    }

    private static Map<String, Object> event(String name, Map<String, ?> members) {
        Map<String, Object> result = new LinkedHashMap<>(members);
        result.put("event", name);
        return Map.of("videocall", "event", "result", result);
    }
}
