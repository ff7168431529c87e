// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a plugin's table of requests.
 *
 * @param <Q> the record that is the request's body; {@link Void} for a request without members
 * @param <R> what answers it: one event or reply, or a family of them
 * @param name the value of the body's {@code request} member; empty if the body has none, because the plugin knows one
 *     request only
 * @param kind whether Janus answers at once or acknowledges first
 * @param since the first version that has it; null if it was there in 1.1.2 already
 * @param body the type of the body
 * @param reply the type of the answer
 * @param newerFields members of the body that came later than the request itself, with the first version that has them
 * @param isIdempotent whether sending it twice does no harm: it only asks. After a lost connection it is sent again, where
 *     others end as "outcome unknown"
 */
public record PluginRequest<Q, R>(
        String name,
        Kind kind,
        @Nullable String since,
        Class<Q> body,
        Class<R> reply,
        Map<String, String> newerFields,
        boolean isIdempotent) {
    /** How Janus answers. */
    public enum Kind {
        /** {@code success}, with the plugin's data inside. */
        SYNC,
        /** {@code ack}, and an event with the same transaction before or after it. */
        ASYNC
    }

    /** A row for a request that is answered at once. */
    public static <Q, R> PluginRequest<Q, R> sync(String name, Class<Q> body, Class<R> reply) {
        return new PluginRequest<>(name, Kind.SYNC, null, body, reply, Map.of(), false);
    }

    /** A row for a request that is answered by an event. */
    public static <Q, R> PluginRequest<Q, R> async(String name, Class<Q> body, Class<R> reply) {
        return new PluginRequest<>(name, Kind.ASYNC, null, body, reply, Map.of(), false);
    }

    /** A row for the only request of a plugin whose bodies have no {@code request} member. */
    public static <Q, R> PluginRequest<Q, R> unnamed(Kind kind, Class<Q> body, Class<R> reply) {
        return new PluginRequest<>("", kind, null, body, reply, Map.of(), false);
    }

    /** What the request is called in errors: its name, or {@code message}. */
    public String label() {
        return name.isEmpty() ? "message" : name;
    }

    /** The same row for a request that came with a later version. */
    public PluginRequest<Q, R> since(String version) {
        return new PluginRequest<>(name, kind, version, body, reply, newerFields, isIdempotent);
    }

    /** The same row with a member of the body, or of a list's objects ({@code streams[].substream}), that came later. */
    public PluginRequest<Q, R> fieldSince(String member, String version) {
        Map<String, String> more = new LinkedHashMap<>(newerFields);
        more.put(member, version);
        return new PluginRequest<>(name, kind, since, body, reply, more, isIdempotent);
    }

    /** The same row for a request that only asks. */
    public PluginRequest<Q, R> idempotent() {
        return new PluginRequest<>(name, kind, since, body, reply, newerFields, true);
    }
}
