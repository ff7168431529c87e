// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.spring;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code janus.*}. What is left out keeps the default of {@code JanusClientOptions}; what is not here is set by a
 * {@link JanusOptionsCustomizer}.
 *
 * @param uris where Janus listens; several addresses are of one server
 * @param apiSecret Janus's api_secret, if it has one
 * @param token a stored token, or a signed one that is good for as long as the application runs
 * @param requestTimeout how long any answer may take
 * @param connectTimeout how long a connection may take to open
 * @param keepaliveInterval how often a quiet session is kept alive
 * @param pingInterval how often a quiet connection is asked whether it lives
 * @param idleTimeout how long a connection may be silent before it counts as lost
 * @param maxUndeliveredEvents how many events of a handle wait for a listener to be registered
 * @param recovery what is done when the connection is lost
 * @param shutdown what becomes of sessions when the application ends
 */
@ConfigurationProperties("janus")
public record JanusProperties(
        @DefaultValue("ws://localhost:8188") List<String> uris,
        @Nullable String apiSecret,
        @Nullable String token,
        @Nullable Duration requestTimeout,
        @Nullable Duration connectTimeout,
        @Nullable Duration keepaliveInterval,
        @Nullable Duration pingInterval,
        @Nullable Duration idleTimeout,
        @Nullable Integer maxUndeliveredEvents,
        @DefaultValue Recovery recovery,
        @DefaultValue Shutdown shutdown) {

    /**
     * What is done when the connection is lost while sessions live on it.
     *
     * @param enabled whether sessions are claimed again over a new connection
     * @param giveUpAfter how long after the loss no more attempts are made; by default for as long as the server may have kept them
     * @param allowRebuild whether sessions that are lost are made anew
     */
    public record Recovery(
            @DefaultValue("true") boolean enabled,
            @Nullable Duration giveUpAfter,
            @DefaultValue("false") boolean allowRebuild) {}

    /**
     * What becomes of the client's sessions when the application ends. None is destroyed.
     *
     * @param handOff whether each session is handed off, and its ticket goes to the TicketPublisher, if there is one
     * @param timeout how long is waited for next owners, to which events are passed on meanwhile
     */
    public record Shutdown(@DefaultValue("true") boolean handOff, @DefaultValue("5s") Duration timeout) {}

    /** Names the addresses only: the rest may hold secrets. */
    @Override
    public String toString() {
        return "JanusProperties[" + uris.size() + " addresses]";
    }
}
