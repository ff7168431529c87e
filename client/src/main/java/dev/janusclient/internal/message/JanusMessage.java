// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.message;

import dev.janusclient.error.ErrorCode;
import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.message.CoreError;
import dev.janusclient.message.Json;
import dev.janusclient.message.MemberCursor;
import dev.janusclient.message.RawJson;
import org.jspecify.annotations.Nullable;

/**
 * An incoming message with its envelope opened and its contents still closed.
 *
 * @param kind what it is
 * @param transaction the request it answers; null for a push
 * @param sessionId the session, or 0: {@code create}'s reply and some errors name none
 * @param sender the handle, or 0 for what concerns the session or the server
 * @param data a plugin's data, or the {@code data} of a core reply
 * @param jsep the description beside the data
 * @param whole the message itself
 */
public record JanusMessage(
        MessageKind kind,
        @Nullable String transaction,
        long sessionId,
        long sender,
        @Nullable RawJson data,
        @Nullable RawJson jsep,
        RawJson whole) {

    /**
     * Opens the envelope.
     *
     * @param frame UTF-8; must not be written to afterwards
     * @param maxDepth how many levels of nesting are let in
     * @throws JanusProtocolException if the frame is no JSON object, is cut short, or is nested too deep
     */
    public static JanusMessage parse(byte[] frame, int maxDepth) {
        return of(RawJson.of(frame, maxDepth));
    }

    /** A plugin's event that did not come over a wire. */
    public static JanusMessage event(long sessionId, long sender, RawJson data, @Nullable RawJson jsep) {
        return new JanusMessage(MessageKind.EVENT, null, sessionId, sender, data, jsep, data);
    }

    /**
     * As {@link #parse}, for a message that is in hand already.
     *
     * @throws JanusProtocolException if it is no JSON object
     */
    public static JanusMessage of(RawJson whole) {
        if (!whole.isObject()) {
            throw new JanusProtocolException("a JSON object was expected, found something else");
        }
        MessageKind kind = MessageKind.UNKNOWN;
        String transaction = null;
        long sessionId = 0;
        long sender = 0;
        RawJson data = null;
        RawJson jsep = null;
        MemberCursor member = whole.members();
        while (member.next()) {
            if (member.isNull()) {
                continue;
            }
            if (member.nameIs("janus")) {
                kind = MessageKind.of(member.value());
            } else if (member.nameIs("transaction")) {
                transaction = member.value().asString();
            } else if (member.nameIs("session_id")) {
                sessionId = member.value().asLong();
            } else if (member.nameIs("sender")) {
                sender = member.value().asLong();
            } else if (member.nameIs("plugindata")) {
                data = member.value().member("data");
            } else if (member.nameIs("data")) {
                data = member.value();
            } else if (member.nameIs("jsep")) {
                jsep = member.value();
            }
        }
        return new JanusMessage(kind, transaction, sessionId, sender, data, jsep, whole);
    }

    /**
     * The id of what a request has made ({@code data.id} of the replies to create and attach).
     *
     * @throws JanusProtocolException if there is none
     */
    public long newId() {
        RawJson id = data == null ? null : data.member("id");
        if (id == null) {
            throw new JanusProtocolException("data.id is missing in Janus's reply");
        }
        return id.asLong();
    }

    /** The code of an error; 490 (unknown) if it names none. */
    public int errorCode() {
        RawJson error = whole.member("error");
        RawJson code = error == null ? null : error.member("code");
        return code == null ? CoreError.UNKNOWN.code() : (int) code.asLong();
    }

    /**
     * What an error says, without the end of line that some texts have. Of JSON that it can't read Janus quotes the last
     * characters, which may be a secret's: they are left out.
     */
    public String errorReason() {
        RawJson error = whole.member("error");
        String reason = error == null ? null : error.string("reason");
        if (reason == null) {
            return "no reason given";
        }
        int quoted = errorCode() == CoreError.INVALID_JSON.code() ? reason.indexOf(" near ") : -1;
        return ErrorCode.text(quoted < 0 ? reason : reason.substring(0, quoted));
    }

    /** The same message as the answer to a request, which it does not name. */
    public static byte[] withTransaction(byte[] object, String transaction) {
        RawJson members = RawJson.of(object, Integer.MAX_VALUE);
        return Json.withMember("transaction", transaction, members).toBytes();
    }

    /** How much memory it takes, about, in bytes. */
    public int footprint() {
        return footprint(whole);
    }

    /** How much memory a message takes, about, in bytes: its text, an index as large, and a few objects. */
    public static int footprint(RawJson message) {
        return 2 * message.length() + 256;
    }
}
