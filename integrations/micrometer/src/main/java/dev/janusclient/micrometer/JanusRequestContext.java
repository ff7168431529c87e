// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.micrometer;

import dev.janusclient.observe.ClientObserver;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.net.URI;

/**
 * One request to Janus. It is a sender's context, so that spans made of it are those of a client; nothing is propagated,
 * because a message to Janus has no place for it.
 */
public final class JanusRequestContext extends SenderContext<Object> {
    private final URI server;
    private final String plugin;
    private final String request;
    private final long sessionId;
    private final long handleId;

    JanusRequestContext(URI server, String plugin, String request, long sessionId, long handleId) {
        super((carrier, key, value) -> {}, Kind.CLIENT);
        this.server = server;
        this.plugin = plugin;
        this.request = request;
        this.sessionId = sessionId;
        this.handleId = handleId;
        setCarrier(this);
        setRemoteServiceName("janus");
    }

    /** The server's address; it may hold credentials. */
    public URI server() {
        return server;
    }

    /** The plugin's package name, or {@link ClientObserver#CORE}. */
    public String plugin() {
        return plugin;
    }

    /** The request's name. */
    public String request() {
        return request;
    }

    /** The session's id; 0 if the request names none. */
    public long sessionId() {
        return sessionId;
    }

    /** The handle's id; 0 if the request names none. */
    public long handleId() {
        return handleId;
    }

    /** The plugin's name without {@code janus.plugin.}, and the request: {@code sip/call}, {@code core/attach}. */
    public String method() {
        return plugin.substring(plugin.lastIndexOf('.') + 1) + "/" + request;
    }
}
