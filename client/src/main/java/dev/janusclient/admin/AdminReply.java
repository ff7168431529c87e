// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.admin;

import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the admin API answers. {@code extra} holds members that this version does not know; a session's id comes back where
 * the request named one.
 */
public sealed interface AdminReply {
    /** It is done. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Done(@Nullable Long sessionId, @Json.Unmapped Map<String, Object> extra) implements AdminReply {}

    /**
     * The server's settings.
     *
     * @param sessionTimeout seconds a session may be quiet; 0 is for ever
     * @param reclaimSessionTimeout seconds a session outlives its connection
     * @param candidatesTimeout seconds to wait for candidates
     * @param logRotateSig sent by Janus 1.3.2 and later
     * @param libniceDebug sent up to Janus 1.3.1
     * @param minNackQueue milliseconds
     * @param noMediaTimer seconds
     * @param slowlinkThreshold packets lost in a second
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Status(
            boolean tokenAuth,
            int sessionTimeout,
            int reclaimSessionTimeout,
            int candidatesTimeout,
            int logLevel,
            boolean logTimestamps,
            boolean logColors,
            @Nullable Integer logRotateSig,
            boolean lockingDebug,
            boolean refcountDebug,
            @Nullable Boolean libniceDebug,
            int minNackQueue,
            @Json.Property("nack-optimizations") boolean nackOptimizations,
            int noMediaTimer,
            int slowlinkThreshold,
            @Json.Unmapped Map<String, Object> extra)
            implements AdminReply {}

    /** The timeout of all sessions, or of one. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Timeout(int timeout, @Nullable Long sessionId, @Json.Unmapped Map<String, Object> extra)
            implements AdminReply {}

    /** How much is logged now. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Level(int level, @Json.Unmapped Map<String, Object> extra) implements AdminReply {}

    /** Whether locks are logged now. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record LockingDebug(boolean lockingDebug, @Json.Unmapped Map<String, Object> extra) implements AdminReply {}

    /** Whether reference counts are logged now. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record RefcountDebug(boolean refcountDebug, @Json.Unmapped Map<String, Object> extra) implements AdminReply {}

    /** Whether libnice logs now. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record LibniceDebug(boolean libniceDebug, @Json.Unmapped Map<String, Object> extra) implements AdminReply {}

    /** Whether log lines begin with the time now. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record LogTimestamps(boolean logTimestamps, @Json.Unmapped Map<String, Object> extra) implements AdminReply {}

    /** Whether the log is coloured now. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record LogColors(boolean logColors, @Json.Unmapped Map<String, Object> extra) implements AdminReply {}

    /** What is kept for retransmissions now, in milliseconds. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record MinNackQueue(int minNackQueue, @Json.Unmapped Map<String, Object> extra) implements AdminReply {}

    /** Whether key frames empty the queue for retransmissions now. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record NackOptimizations(
            @Json.Property("nack-optimizations") boolean nackOptimizations, @Json.Unmapped Map<String, Object> extra)
            implements AdminReply {}

    /** Seconds without packets that are reported, now. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record NoMediaTimer(int noMediaTimer, @Json.Unmapped Map<String, Object> extra) implements AdminReply {}

    /** Packets lost in a second that are reported, now. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record SlowlinkThreshold(int slowlinkThreshold, @Json.Unmapped Map<String, Object> extra) implements AdminReply {}

    /** Whether sessions may be created now. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Accepting(boolean accept, @Json.Unmapped Map<String, Object> extra) implements AdminReply {}

    /** What a plugin or another module says. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Response(RawJson response, @Json.Unmapped Map<String, Object> extra) implements AdminReply {}

    /**
     * What a transport, event handler or logger says.
     *
     * @param result 200, as a rule
     * @param notes what it could not do of what was asked
     * @param connections how many there are; a number, or an object with one for each port (HTTP)
     * @param messages how many requests wait, HTTP only
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Result(
            @Nullable Integer result,
            @Nullable List<String> notes,
            @Nullable RawJson connections,
            @Nullable Integer messages,
            @Json.Unmapped Map<String, Object> extra)
            implements AdminReply {}

    /** The plugins of which a token may attach handles. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Plugins(List<String> plugins, @Json.Unmapped Map<String, Object> extra) implements AdminReply {}

    /** The stored tokens. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Tokens(List<StoredToken> tokens, @Json.Unmapped Map<String, Object> extra) implements AdminReply {}

    /**
     * One stored token.
     *
     * @param allowedPlugins the plugins of which it may attach handles
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record StoredToken(Secret token, @Nullable List<String> allowedPlugins, @Json.Unmapped Map<String, Object> extra) {}

    /**
     * What the server found for a name.
     *
     * @param elapsed how long it took, in microseconds
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Resolved(String ip, long elapsed, @Json.Unmapped Map<String, Object> extra) implements AdminReply {}

    /**
     * How the server looks from the outside.
     *
     * @param elapsed how long it took, in microseconds
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record StunTest(String publicIp, int publicPort, long elapsed, @Json.Unmapped Map<String, Object> extra)
            implements AdminReply {}

    /** The static event loops; none if the server is not configured to have any. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Loops(List<Loop> loops, @Json.Unmapped Map<String, Object> extra) implements AdminReply {}

    /**
     * One event loop.
     *
     * @param handles how many handles it serves
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Loop(int id, int handles, @Json.Unmapped Map<String, Object> extra) {}

    /** The ids of all sessions. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Sessions(List<Long> sessions, @Json.Unmapped Map<String, Object> extra) implements AdminReply {}

    /** The ids of a session's handles. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Handles(long sessionId, List<Long> handles, @Json.Unmapped Map<String, Object> extra)
            implements AdminReply {}

    /** One handle. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Handle(long sessionId, long handleId, HandleInfo info, @Json.Unmapped Map<String, Object> extra)
            implements AdminReply {}
}
