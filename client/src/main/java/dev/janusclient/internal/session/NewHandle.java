// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.session;

import dev.janusclient.error.JanusVersionException;
import dev.janusclient.internal.message.Request;
import dev.janusclient.internal.message.Version;
import dev.janusclient.message.Json;
import org.jspecify.annotations.Nullable;

/**
 * What a new handle is made with.
 *
 * @param opaqueId its name at Janus
 * @param loopIndex which of Janus's event loops it uses
 * @param minPort the least port for its media
 * @param maxPort the greatest one
 */
public record NewHandle(
        @Nullable String opaqueId, @Nullable Integer loopIndex, @Nullable Integer minPort, @Nullable Integer maxPort) {
    private static final String PORTS_SINCE = "1.4.2";

    /** One with a name, or without. */
    public static NewHandle named(@Nullable String opaqueId) {
        return new NewHandle(opaqueId, null, null, null);
    }

    /** The request for it. */
    Request request(long sessionId, String plugin) {
        Request attach = Request.of("attach", sessionId).with("plugin", plugin).with("opaque_id", opaqueId);
        attach = with(attach, "loop_index", loopIndex);
        attach = with(attach, "min_port", minPort);
        return with(attach, "max_port", maxPort);
    }

    private static Request with(Request request, String name, @Nullable Integer value) {
        return value == null ? request : request.with(name, Json.encode(Integer.class, value));
    }

    /** Why a server can't make it; null if it can. */
    @Nullable JanusVersionException newerThanServer(String server) {
        boolean ports = minPort != null || maxPort != null;
        return ports && !Version.atLeast(server, PORTS_SINCE)
                ? new JanusVersionException("attach", minPort == null ? "max_port" : "min_port", PORTS_SINCE, server)
                : null;
    }
}
