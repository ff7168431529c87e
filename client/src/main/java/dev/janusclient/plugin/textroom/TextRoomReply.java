// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.textroom;

import dev.janusclient.message.JanusId;
import dev.janusclient.message.Secret;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What answers a request to the text room plugin, through Janus or over the data channel alike. {@code extra} holds members
 * that this version does not know.
 *
 * <p>A description from the server's configuration is null if it is not UTF-8: Janus leaves such a text out.
 */
public sealed interface TextRoomReply {
    /** It is done; there is nothing to say about it. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Done(@Json.Unmapped Map<String, Object> extra) implements TextRoomReply {}

    /** The rooms there are. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Rooms(List<RoomInfo> list, @Json.Unmapped Map<String, Object> extra) implements TextRoomReply {}

    /**
     * A room.
     *
     * @param pinRequired whether a pin is needed to join it
     * @param history how many messages it keeps for those who join later
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record RoomInfo(
            JanusId room,
            @Nullable String description,
            boolean pinRequired,
            int numParticipants,
            int history,
            @Json.Unmapped Map<String, Object> extra) {}

    /**
     * Who is in a room.
     *
     * @param room null in the answer to {@code join}
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Participants(
            @Nullable JanusId room, List<Participant> participants, @Json.Unmapped Map<String, Object> extra)
            implements TextRoomReply {}

    /** A participant in a room. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Participant(String username, @Nullable String display, @Json.Unmapped Map<String, Object> extra) {}

    /** Whether a room is there. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Exists(JanusId room, boolean exists, @Json.Unmapped Map<String, Object> extra) implements TextRoomReply {}

    /**
     * The room was made, changed or ended.
     *
     * @param permanent whether the configuration was changed too
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record RoomChanged(JanusId room, boolean permanent, @Json.Unmapped Map<String, Object> extra)
            implements TextRoomReply {}

    /**
     * Who may join has changed.
     *
     * @param allowed the tokens that may join; null if anyone may
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record AllowedChanged(JanusId room, @Nullable List<Secret> allowed, @Json.Unmapped Map<String, Object> extra)
            implements TextRoomReply {}

    /**
     * The message is sent.
     *
     * @param sent for a whisper: to whom it could be sent, and to whom not
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Sent(@Nullable Map<String, Boolean> sent, @Json.Unmapped Map<String, Object> extra)
            implements TextRoomReply {}
}
