// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.textroom;

import dev.janusclient.error.ErrorCode;
import dev.janusclient.message.FalseIfAbsent;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import io.avaje.jsonb.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the text room plugin tells: through Janus about the PeerConnection, over the data channel about the rooms. {@code
 * extra} holds members that this version does not know.
 */
public sealed interface TextRoomEvent {
    /** Delivered over the data channel. */
    sealed interface InRoom extends TextRoomEvent {
        /** The room it happened in. */
        JanusId room();
    }

    /**
     * {@code setup}, {@code restart} or {@code ack} is done.
     *
     * @param jsep for the first two: the offer to answer with {@code ack}
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Ok(@Nullable Jsep jsep, @Json.Unmapped Map<String, Object> extra) implements TextRoomEvent {}

    /**
     * A participant said something; ourselves too, if it was not a whisper.
     *
     * @param date when, in the server's time zone
     * @param whisper whether it was for us only
     * @param display the name that {@code from} shows, if any
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Message(
            JanusId room,
            String from,
            String date,
            String text,
            @FalseIfAbsent boolean whisper,
            @Nullable String display,
            @Json.Unmapped Map<String, Object> extra)
            implements InRoom {}

    /**
     * The room itself says something.
     *
     * @param date when, in the server's time zone
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Announcement(JanusId room, String date, String text, @Json.Unmapped Map<String, Object> extra)
            implements InRoom {}

    /** A participant has joined; ourselves too. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Join(JanusId room, String username, @Nullable String display, @Json.Unmapped Map<String, Object> extra)
            implements InRoom {}

    /** A participant has left; ourselves too. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Leave(JanusId room, String username, @Json.Unmapped Map<String, Object> extra) implements InRoom {}

    /** A participant was removed; perhaps ourselves. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Kicked(JanusId room, String username, @Json.Unmapped Map<String, Object> extra) implements InRoom {}

    /** The room is gone. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Destroyed(JanusId room, @Json.Unmapped Map<String, Object> extra) implements InRoom {}

    /** A request was carried out whose caller does not wait any more. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record LateSuccess(@Json.Unmapped Map<String, Object> extra) implements TextRoomEvent {}

    /**
     * The plugin refused something. Delivered as an event when it answers no request of this process.
     *
     * @param errorCode one of {@link TextRoomErrorCode}
     * @param error in words; null if Janus cut them in the middle of a character, and left them out
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Refused(int errorCode, @Nullable String error, @Json.Unmapped Map<String, Object> extra)
            implements TextRoomEvent {
        public Refused {
            error = error == null ? null : ErrorCode.text(error);
        }
    }

    /** An event this version does not know. */
    record Unknown(RawJson data, @Nullable Jsep jsep) implements TextRoomEvent {}
}
