// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.admin;

import dev.janusclient.message.Check;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import io.avaje.jsonb.Json;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of the admin API, beside the ids of session and handle. A component that is null is not sent; one that
 * is mandatory or out of range is refused here with an {@link IllegalArgumentException} that names it.
 */
public sealed interface AdminRequest {
    /** Seconds a session may be quiet; 0 is for ever, -1 for one session takes the server's value again. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Timeout(int timeout) implements AdminRequest {
        public Timeout {
            Check.between("timeout", timeout, -1, Integer.MAX_VALUE);
        }
    }

    /** How much is logged, 0 to 7. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Level(int level) implements AdminRequest {
        public Level {
            Check.between("level", level, 0, 7);
        }
    }

    /** Whether to debug. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Debug(boolean debug) implements AdminRequest {}

    /** Whether log lines begin with the time. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record LogTimestamps(boolean timestamps) implements AdminRequest {}

    /** Whether the log is coloured. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record LogColors(boolean colors) implements AdminRequest {}

    /** The least that is kept for retransmissions, in milliseconds. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record MinNackQueue(int minNackQueue) implements AdminRequest {
        public MinNackQueue {
            Check.notNegative("min_nack_queue", minNackQueue);
        }
    }

    /** Whether key frames that arrive empty the queue for retransmissions. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record NackOptimizations(boolean nackOptimizations) implements AdminRequest {}

    /** After how many seconds without packets a {@code media} event tells so; 0 never. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record NoMediaTimer(int noMediaTimer) implements AdminRequest {
        public NoMediaTimer {
            Check.notNegative("no_media_timer", noMediaTimer);
        }
    }

    /** How many packets a second must be lost for a {@code slowlink} event; 0 never. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record SlowlinkThreshold(int slowlinkThreshold) implements AdminRequest {
        public SlowlinkThreshold {
            Check.notNegative("slowlink_threshold", slowlinkThreshold);
        }
    }

    /** Whether sessions may be created. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Accept(boolean accept) implements AdminRequest {}

    /** One of a plugin's synchronous requests, without a handle. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record MessagePlugin(String plugin, @Nullable RawJson request) implements AdminRequest {
        public MessagePlugin {
            Check.present("plugin", plugin);
        }
    }

    /** A question to a transport, for example {@code janus.transport.websockets}. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record QueryTransport(String transport, @Nullable RawJson request) implements AdminRequest {
        public QueryTransport {
            Check.present("transport", transport);
        }
    }

    /**
     * What of a transport can be changed ({@code configure}).
     *
     * @param events whether it tells event handlers of its connections
     * @param json how it writes JSON: {@code indented}, {@code plain} or {@code compact}
     * @param logging what libwebsockets logs, WebSockets only
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record TransportSettings(@Nullable Boolean events, @Nullable String json, @Nullable String logging)
            implements AdminRequest {}

    /** A question to an event handler, for example {@code janus.eventhandler.sampleevh}. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record QueryEventHandler(String handler, @Nullable RawJson request) implements AdminRequest {
        public QueryEventHandler {
            Check.present("handler", handler);
        }
    }

    /**
     * What of an event handler can be changed ({@code tweak}); which of it, varies from handler to handler.
     *
     * @param events what it tells, as in its configuration: {@code all}, {@code none} or {@code jsep,plugins}
     * @param grouping whether several events come as one array
     * @param backend where it sends them
     * @param maxRetransmissions how often it tries again
     * @param retransmissionsBackoff the first pause between tries, in milliseconds; it doubles
     * @param eventsCapOnReconnect how many events it keeps while it has no connection
     * @param maxGelfMsgLen the longest GELF message, in bytes
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record EventHandlerSettings(
            @Nullable String events,
            @Nullable Boolean grouping,
            @Nullable String backend,
            @Nullable String backendUser,
            @Nullable Secret backendPwd,
            @Nullable Integer maxRetransmissions,
            @Nullable Integer retransmissionsBackoff,
            @Nullable Integer eventsCapOnReconnect,
            @Nullable String port,
            @Nullable Integer maxGelfMsgLen)
            implements AdminRequest {
        public EventHandlerSettings {
            Check.notNegative("max_retransmissions", maxRetransmissions);
            Check.notNegative("retransmissions_backoff", retransmissionsBackoff);
            Check.notNegative("events_cap_on_reconnect", eventsCapOnReconnect);
            Check.notNegative("max_gelf_msg_len", maxGelfMsgLen);
        }

        /** Starts with nothing set. */
        public static AdminRequestEventHandlerSettingsBuilder builder() {
            return AdminRequestEventHandlerSettingsBuilder.builder();
        }
    }

    /** A question to a logger, for example {@code janus.logger.jsonlog}. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record QueryLogger(String logger, @Nullable RawJson request) implements AdminRequest {
        public QueryLogger {
            Check.present("logger", logger);
        }
    }

    /** An event of one's own for the event handlers. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record CustomEvent(String schema, RawJson data) implements AdminRequest {
        public CustomEvent {
            Check.present("schema", schema);
            Check.present("data", data);
        }
    }

    /** A line of one's own for the log; level 4 (information) if absent. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record CustomLogline(String line, @Nullable Integer level) implements AdminRequest {
        public CustomLogline {
            Check.present("line", line);
            Check.between("level", level, 1, 7);
        }
    }

    /** A stored token, and plugins of which it may attach handles or no longer may. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record TokenPlugins(Secret token, @Nullable List<String> plugins) implements AdminRequest {
        public TokenPlugins {
            Check.present("token", token);
        }
    }

    /** A stored token. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Token(Secret token) implements AdminRequest {
        public Token {
            Check.present("token", token);
        }
    }

    /** A name for the server to look up. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Address(String address) implements AdminRequest {
        public Address {
            Check.present("address", address);
        }
    }

    /**
     * A STUN server for the server to try.
     *
     * @param localport the port to ask from; Janus takes a free one if absent
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record StunTest(String address, int port, @Nullable Integer localport) implements AdminRequest {
        public StunTest {
            Check.present("address", address);
            Check.between("port", port, 1, 65_535);
            Check.between("localport", localport, 0, 65_535);
        }
    }

    /** What to tell of a handle: all of it, or only what its plugin says. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record HandleInfo(@Nullable Boolean pluginOnly) implements AdminRequest {}

    /**
     * Where a handle's decrypted packets are written, on the server.
     *
     * @param folder the current folder of Janus if absent
     * @param filename Janus makes one up if absent
     * @param truncate bytes of each packet that are kept; all of them if absent or 0
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record PacketDump(@Nullable String folder, @Nullable String filename, @Nullable Integer truncate)
            implements AdminRequest {
        public PacketDump {
            Check.notNegative("truncate", truncate);
        }
    }
}
