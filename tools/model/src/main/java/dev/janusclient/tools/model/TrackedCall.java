// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import dev.janusclient.tools.model.CallSummary.Direction;
import dev.janusclient.tools.model.CallSummary.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the events of one call have said so far. Guarded by its tracker. */
final class TrackedCall {
    private final String callId;
    private final Direction direction;
    private final Instant began;
    private final String server;
    private long sessionId;
    private long handleId;
    private String caller = "";
    private String callee = "";
    private @Nullable Instant answered;
    private @Nullable Instant ended;
    private @Nullable Long code;
    private @Nullable String reason;
    private @Nullable String mediaReason;
    private @Nullable String ice;
    private @Nullable String dtls;
    private int slowLinks;

    TrackedCall(String callId, Direction direction, ObservedEvent first) {
        this.callId = callId;
        this.direction = direction;
        began = first.at();
        server = first.server();
        sessionId = first.sessionId();
        handleId = first.handleId();
    }

    /** Notes on which handle it is: a SIP message may have come before that was known. */
    void on(ObservedEvent event) {
        if (event.handleId() != 0) {
            sessionId = event.sessionId();
            handleId = event.handleId();
        }
    }

    void parties(String from, String to) {
        caller = from.isEmpty() ? caller : from;
        callee = to.isEmpty() ? callee : to;
    }

    void answered(Instant at) {
        answered = answered == null ? at : answered;
    }

    /** Notes the end; the plugin's word for it counts more than a SIP message. */
    void ended(Instant at, long status, String why, boolean byPlugin) {
        if (ended == null || byPlugin) {
            ended = ended == null ? at : ended;
            code = status == 0 ? code : Long.valueOf(status);
            reason = why.isEmpty() ? reason : why;
        }
    }

    void mediaEnded(String why) {
        mediaReason = why;
    }

    void ice(String state) {
        ice = state;
    }

    void dtls(String state) {
        dtls = state;
    }

    void slowLink() {
        slowLinks++;
    }

    boolean isOver() {
        return ended != null;
    }

    CallSummary summary() {
        State state = ended != null ? State.ENDED : answered != null ? State.TALKING : State.RINGING;
        return new CallSummary(
                callId,
                direction,
                state,
                caller,
                callee,
                server,
                sessionId,
                handleId,
                began,
                answered,
                ended,
                code,
                reason,
                mediaReason,
                ice,
                dtls,
                slowLinks);
    }
}
