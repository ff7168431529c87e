// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.textroom;

import dev.janusclient.message.Check;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Secret;
import dev.janusclient.message.WireEnum;
import io.avaje.jsonb.Json;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of the text room plugin: all of it over a data channel, what concerns rooms through Janus too. A
 * component that is null is not sent; one that is mandatory or out of range is refused here with an {@link
 * IllegalArgumentException} that names it.
 */
public sealed interface TextRoomRequest {
    /**
     * A list of rooms to ask for.
     *
     * @param adminKey the key the server is configured with; private rooms show with it
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record ListRooms(@Nullable Secret adminKey) implements TextRoomRequest {
        /** The rooms that are not private. */
        public static final ListRooms PUBLIC = builder().build();

        /** Starts with nothing set. */
        public static TextRoomRequestListRoomsBuilder builder() {
            return TextRoomRequestListRoomsBuilder.builder();
        }
    }

    /**
     * A room that is asked about, or left.
     *
     * @param room mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Room(JanusId room) implements TextRoomRequest {
        public Room {
            Check.present("room", room);
        }

        /** Starts with nothing set. */
        public static TextRoomRequestRoomBuilder builder() {
            return TextRoomRequestRoomBuilder.builder();
        }
    }

    /**
     * A room to make.
     *
     * @param secret needed to change it later
     * @param pin needed to join it
     * @param post a URL that every message is posted to
     * @param isPrivate whether lists leave it out
     * @param history how many messages it keeps for those who join later
     * @param allowed the tokens that may join; everybody if absent
     * @param permanent whether it is written to the configuration
     * @param room its id; Janus makes one up if absent
     * @param adminKey mandatory where the server is configured with one
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Create(
            @Nullable String description,
            @Nullable Secret secret,
            @Nullable Secret pin,
            @Nullable String post,
            @Nullable Boolean isPrivate,
            @Nullable Integer history,
            @Nullable List<Secret> allowed,
            @Nullable Boolean permanent,
            @Nullable JanusId room,
            @Nullable Secret adminKey)
            implements TextRoomRequest {
        public Create {
            Check.notNegative("history", history);
        }

        /** Starts with nothing set. */
        public static TextRoomRequestCreateBuilder builder() {
            return TextRoomRequestCreateBuilder.builder();
        }
    }

    /**
     * What to change in a room.
     *
     * @param secret mandatory if the room has one
     * @param permanent whether the configuration is changed too
     * @param room mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Edit(
            @Nullable Secret secret,
            @Nullable String newDescription,
            @Nullable Secret newSecret,
            @Nullable Secret newPin,
            @Nullable String newPost,
            @Nullable Boolean newIsPrivate,
            @Nullable Boolean permanent,
            JanusId room)
            implements TextRoomRequest {
        public Edit {
            Check.present("room", room);
        }

        /** Starts with nothing set. */
        public static TextRoomRequestEditBuilder builder() {
            return TextRoomRequestEditBuilder.builder();
        }
    }

    /**
     * A room to end.
     *
     * @param permanent whether it is taken out of the configuration too
     * @param room mandatory
     * @param secret mandatory if the room has one
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Destroy(@Nullable Boolean permanent, JanusId room, @Nullable Secret secret) implements TextRoomRequest {
        public Destroy {
            Check.present("room", room);
        }

        /** Starts with nothing set. */
        public static TextRoomRequestDestroyBuilder builder() {
            return TextRoomRequestDestroyBuilder.builder();
        }
    }

    /**
     * A change of who may join.
     *
     * @param secret mandatory if the room has one
     * @param action mandatory
     * @param allowed the tokens to add or to remove
     * @param room mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Allowed(@Nullable Secret secret, Action action, @Nullable List<Secret> allowed, JanusId room)
            implements TextRoomRequest {
        public Allowed {
            Check.present("action", action);
            Check.present("room", room);
        }

        /** What to do. */
        public enum Action implements WireEnum {
            /** Tokens are needed from now on. */
            ENABLE,
            /** Everybody may join from now on. */
            DISABLE,
            ADD,
            REMOVE
        }

        /** Starts with nothing set. */
        public static TextRoomRequestAllowedBuilder builder() {
            return TextRoomRequestAllowedBuilder.builder();
        }
    }

    /**
     * A participant to remove.
     *
     * @param secret mandatory if the room has one
     * @param username mandatory
     * @param room mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Kick(@Nullable Secret secret, String username, JanusId room) implements TextRoomRequest {
        public Kick {
            Check.present("username", username);
            Check.present("room", room);
        }

        /** Starts with nothing set. */
        public static TextRoomRequestKickBuilder builder() {
            return TextRoomRequestKickBuilder.builder();
        }
    }

    /**
     * Something the room itself says.
     *
     * @param secret mandatory if the room has one
     * @param text mandatory
     * @param room mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Announcement(@Nullable Secret secret, String text, JanusId room) implements TextRoomRequest {
        public Announcement {
            Check.present("text", (Object) text);
            Check.present("room", room);
        }

        /** Starts with nothing set. */
        public static TextRoomRequestAnnouncementBuilder builder() {
            return TextRoomRequestAnnouncementBuilder.builder();
        }
    }

    /**
     * A room to join; over the data channel only.
     *
     * @param username unique in the room; mandatory
     * @param pin mandatory if the room has one
     * @param token mandatory if the room wants one
     * @param display a name to show
     * @param history whether the messages the room has kept are told first; they are unless this is false
     * @param room mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Join(
            String username,
            @Nullable Secret pin,
            @Nullable Secret token,
            @Nullable String display,
            @Nullable Boolean history,
            JanusId room)
            implements TextRoomRequest {
        public Join {
            Check.present("username", username);
            Check.present("room", room);
        }

        /** Starts with nothing set. */
        public static TextRoomRequestJoinBuilder builder() {
            return TextRoomRequestJoinBuilder.builder();
        }
    }

    /**
     * A message; over the data channel only.
     *
     * @param text mandatory
     * @param to one participant, for a whisper
     * @param tos several participants, for a whisper; not together with {@code to}
     * @param ack whether Janus confirms it; it does unless this is false
     * @param room mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Message(String text, @Nullable String to, @Nullable List<String> tos, @Nullable Boolean ack, JanusId room)
            implements TextRoomRequest {
        public Message {
            Check.present("text", (Object) text);
            Check.present("room", room);
            if (to != null && tos != null) {
                throw new IllegalArgumentException("tos: it is not possible together with to");
            }
        }

        /** Starts with nothing set. */
        public static TextRoomRequestMessageBuilder builder() {
            return TextRoomRequestMessageBuilder.builder();
        }
    }
}
