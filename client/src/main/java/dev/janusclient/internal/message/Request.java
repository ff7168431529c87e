// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.message;

import dev.janusclient.internal.json.FrameWriter;
import dev.janusclient.message.Check;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.Json;
import dev.janusclient.message.MemberCursor;
import dev.janusclient.message.RawJson;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * An outgoing request, without the transaction and the credentials that the connection adds.
 *
 * @param janus the request's word: {@code create}, {@code attach}, {@code message}, …
 * @param label what errors call it: the plugin's request for a message, the word itself otherwise
 * @param sessionId the session, or 0
 * @param handleId the handle, or 0
 * @param members further members, in order
 * @param idempotent whether sending it twice does no harm, so that it may be sent again after a connection was lost
 */
public record Request(
        String janus, String label, long sessionId, long handleId, List<Member> members, boolean idempotent) {
    private static final String BODY = "body";

    /** One member of a request. */
    public record Member(String name, RawJson value) {}

    public Request {
        members = List.copyOf(members);
    }

    /** A request to the server itself. */
    public static Request of(String janus) {
        return new Request(janus, janus, 0, 0, List.of(), false);
    }

    /** A request that names a session. */
    public static Request of(String janus, long sessionId) {
        return new Request(janus, janus, sessionId, 0, List.of(), false);
    }

    /** A request that names a handle. */
    public static Request of(String janus, long sessionId, long handleId) {
        return new Request(janus, janus, sessionId, handleId, List.of(), false);
    }

    /** A message to a plugin. */
    public static Request message(long sessionId, long handleId, String label, RawJson body, @Nullable Jsep jsep) {
        Request message = new Request("message", label, sessionId, handleId, List.of(), false).with(BODY, body);
        return jsep == null ? message : message.with("jsep", Json.encode(Jsep.class, jsep));
    }

    /** The same request with one more member. */
    public Request with(String name, RawJson value) {
        List<Member> more = new ArrayList<>(members);
        more.add(new Member(name, value));
        return new Request(janus, label, sessionId, handleId, more, idempotent);
    }

    /** The same request with one more member, or unchanged if the value is null. */
    public Request with(String name, @Nullable String value) {
        return value == null ? this : with(name, Json.encode(String.class, value));
    }

    /** The same request with the members of an object. */
    public Request withAll(RawJson object) {
        List<Member> more = new ArrayList<>(members);
        for (MemberCursor cursor = object.members(); cursor.next(); ) {
            more.add(new Member(cursor.name(), cursor.value()));
        }
        return new Request(janus, label, sessionId, handleId, more, idempotent);
    }

    /** The same request, which may be sent twice. */
    public Request asIdempotent() {
        return new Request(janus, label, sessionId, handleId, members, true);
    }

    /** Makes the request that ends what this one creates at Janus, from the id in the answer; null if it creates nothing. */
    public @Nullable LongFunction<Request> undo() {
        long session = sessionId;
        return switch (janus) {
            case "create" -> created -> of("destroy", created);
            case "attach" -> attached -> of("detach", session, attached);
            default -> null;
        };
    }

    /**
     * The bytes for the wire.
     *
     * @throws IllegalArgumentException if Janus can't read them; names the member
     */
    public byte[] toFrame(String transaction, Credentials credentials) {
        FrameWriter out = new FrameWriter(192);
        out.ascii("{\"janus\":\"").ascii(janus).ascii("\"");
        if (sessionId != 0) {
            out.ascii(",\"session_id\":").number(sessionId);
        }
        if (handleId != 0) {
            out.ascii(",\"handle_id\":").number(handleId);
        }
        out.ascii(",\"transaction\":\"").ascii(transaction).ascii("\"");
        for (Member member : members) {
            if (!member.name().equals(BODY)) {
                // Whoever makes a message has checked its body, whose texts the plugin looks at before.
                Check.readable(member.name(), member.value());
            }
            out.ascii(",\"").ascii(member.name()).ascii("\":");
            member.value().writeTo(out);
        }
        out.bytes(credentials.members());
        return out.ascii("}").toByteArray();
    }

    /** Names the request and its addressee, and leaves its contents out: they may hold secrets. */
    @Override
    public String toString() {
        return "Request[" + label + ", session=" + sessionId + ", handle=" + handleId + "]";
    }
}
