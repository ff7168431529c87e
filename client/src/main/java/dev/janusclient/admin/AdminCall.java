// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.admin;

import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table of admin requests.
 *
 * @param <Q> the record that has the request's members; {@link Void} for a request without any
 * @param <R> the record that the reply becomes
 * @param name the request's word
 * @param scope what it is about
 * @param lifted the object in the reply whose members the record sees beside those of the reply itself
 */
record AdminCall<Q, R>(String name, Scope scope, Class<Q> body, Class<R> reply, @Nullable String lifted) {
    /** What a request is about, and so which ids it carries. */
    enum Scope {
        SERVER,
        SESSION,
        HANDLE;

        /** Refuses ids that are none: Janus would take the request for one about something else. */
        void check(long sessionId, long handleId) {
            if (this != SERVER && sessionId <= 0) {
                throw new IllegalArgumentException("session_id: " + sessionId + " is not the id of a session");
            }
            if (this == HANDLE && handleId <= 0) {
                throw new IllegalArgumentException("handle_id: " + handleId + " is not the id of a handle");
            }
        }
    }

    private static final Set<String> ENVELOPE = Set.of("janus", "transaction");

    static <Q, R> AdminCall<Q, R> server(String name, Class<Q> body, Class<R> reply) {
        return new AdminCall<>(name, Scope.SERVER, body, reply, null);
    }

    static <R> AdminCall<Void, R> server(String name, Class<R> reply) {
        return server(name, Void.class, reply);
    }

    static <Q, R> AdminCall<Q, R> session(String name, Class<Q> body, Class<R> reply) {
        return new AdminCall<>(name, Scope.SESSION, body, reply, null);
    }

    static <Q, R> AdminCall<Q, R> handle(String name, Class<Q> body, Class<R> reply) {
        return new AdminCall<>(name, Scope.HANDLE, body, reply, null);
    }

    AdminCall<Q, R> lift(String member) {
        return new AdminCall<>(name, scope, body, reply, member);
    }

    R decode(RawJson whole) {
        return Json.flatten(whole, lifted, ENVELOPE, Map.of()).as(reply);
    }
}
