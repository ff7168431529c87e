// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videoroom;

import dev.janusclient.message.Check;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Secret;
import dev.janusclient.message.WireEnum;
import io.avaje.jsonb.Json;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of the video room plugin about rooms, whatever the handle's role. A component that is null is not
 * sent; one that is mandatory or out of range is refused here with an {@link IllegalArgumentException} that names it.
 */
public sealed interface VideoRoomRequest {
    /**
     * A room to make.
     *
     * @param room its id; Janus picks one if absent
     * @param description the room's name
     * @param isPrivate whether {@code list} leaves it out
     * @param allowed tokens of who may join; everybody if absent
     * @param secret what changing or destroying the room asks for
     * @param pin what joining asks for
     * @param requirePvtid whether subscribers must name a publisher's private id
     * @param signedTokens whether joining asks for a signed token
     * @param bitrate limit of each publisher in bit/s; 0 or absent is none
     * @param bitrateCap whether publishers can't go over it themselves
     * @param firFreq seconds between requests for key frames; 0 is never
     * @param publishers how many may publish at once; 3 if absent
     * @param audiocodec the codecs allowed, in order of preference, with commas between
     * @param videocodec the codecs allowed, in order of preference, with commas between
     * @param audioActivePackets packets over which the audio level is averaged
     * @param audioLevelAverage the level under which somebody talks, 0 (loud) to 127 (silence)
     * @param recDir the folder of recordings at the server
     * @param lockRecord whether recording asks for the secret
     * @param permanent whether it is written to the configuration file
     * @param notifyJoining whether {@link VideoRoomEvent.PeerJoining} tells of those who don't publish yet
     * @param dummyPublisher whether a publisher without media holds the place of codecs
     * @param dummyE2ee Janus 1.3.2 and later
     * @param threads helper threads for the room; Janus 1.2.3 and later
     * @param adminKey what making a room asks for, if the server is set up so
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Create(
            @Nullable JanusId room,
            @Nullable String description,
            @Nullable Boolean isPrivate,
            @Nullable List<Secret> allowed,
            @Nullable Secret secret,
            @Nullable Secret pin,
            @Nullable Boolean requirePvtid,
            @Nullable Boolean signedTokens,
            @Nullable Integer bitrate,
            @Nullable Boolean bitrateCap,
            @Nullable Integer firFreq,
            @Nullable Integer publishers,
            @Nullable String audiocodec,
            @Nullable String videocodec,
            @Json.Property("vp9_profile") @Nullable String vp9Profile,
            @Json.Property("h264_profile") @Nullable String h264Profile,
            @Nullable Boolean opusFec,
            @Nullable Boolean opusDtx,
            @Nullable Boolean audiolevelExt,
            @Nullable Boolean audiolevelEvent,
            @Nullable Integer audioActivePackets,
            @Nullable Integer audioLevelAverage,
            @Nullable Boolean videoorientExt,
            @Nullable Boolean playoutdelayExt,
            @Nullable Boolean transportWideCcExt,
            @Nullable Boolean record,
            @Nullable String recDir,
            @Nullable Boolean lockRecord,
            @Nullable Boolean permanent,
            @Nullable Boolean notifyJoining,
            @Nullable Boolean requireE2ee,
            @Nullable Boolean dummyPublisher,
            @Nullable List<DummyStream> dummyStreams,
            @Nullable Boolean dummyE2ee,
            @Nullable Integer threads,
            @Nullable Secret adminKey)
            implements VideoRoomRequest {
        public Create {
            Check.notNegative("bitrate", bitrate);
            Check.notNegative("fir_freq", firFreq);
            Check.notNegative("publishers", publishers);
            Check.notNegative("audio_active_packets", audioActivePackets);
            Check.notNegative("audio_level_average", audioLevelAverage);
            Check.notNegative("threads", threads);
        }

        /** Starts with nothing set. */
        public static VideoRoomRequestCreateBuilder builder() {
            return VideoRoomRequestCreateBuilder.builder();
        }
    }

    /**
     * A codec that a dummy publisher offers.
     *
     * @param codec for example {@code vp8}; mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record DummyStream(String codec, @Nullable String fmtp) implements VideoRoomRequest {
        public DummyStream {
            Check.present("codec", codec);
        }

        /** Starts with nothing set. */
        public static VideoRoomRequestDummyStreamBuilder builder() {
            return VideoRoomRequestDummyStreamBuilder.builder();
        }
    }

    /**
     * What to change about a room.
     *
     * @param room mandatory
     * @param secret the room's secret, if it has one
     * @param newFirFreq seconds
     * @param newBitrate bit/s
     * @param permanent whether the configuration file is changed too
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Edit(
            JanusId room,
            @Nullable Secret secret,
            @Nullable String newDescription,
            @Nullable Boolean newIsPrivate,
            @Nullable Secret newSecret,
            @Nullable Secret newPin,
            @Nullable Boolean newRequirePvtid,
            @Nullable Integer newBitrate,
            @Nullable Integer newFirFreq,
            @Nullable Integer newPublishers,
            @Nullable Boolean newLockRecord,
            @Nullable String newRecDir,
            @Nullable Boolean permanent)
            implements VideoRoomRequest {
        public Edit {
            Check.present("room", room);
            Check.notNegative("new_bitrate", newBitrate);
            Check.notNegative("new_fir_freq", newFirFreq);
            Check.notNegative("new_publishers", newPublishers);
        }

        /** Starts with nothing set. */
        public static VideoRoomRequestEditBuilder builder() {
            return VideoRoomRequestEditBuilder.builder();
        }
    }

    /**
     * A room to end.
     *
     * @param room mandatory
     * @param secret the room's secret, if it has one
     * @param permanent whether it leaves the configuration file too
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Destroy(JanusId room, @Nullable Secret secret, @Nullable Boolean permanent) implements VideoRoomRequest {
        public Destroy {
            Check.present("room", room);
        }

        /** Starts with nothing set. */
        public static VideoRoomRequestDestroyBuilder builder() {
            return VideoRoomRequestDestroyBuilder.builder();
        }
    }

    /**
     * Which rooms to list.
     *
     * @param adminKey with it, private rooms are listed too
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record ListRooms(@Nullable Secret adminKey) implements VideoRoomRequest {
        /** The rooms that are not private. */
        public static final ListRooms PUBLIC = builder().build();

        /** Starts with nothing set. */
        public static VideoRoomRequestListRoomsBuilder builder() {
            return VideoRoomRequestListRoomsBuilder.builder();
        }
    }

    /**
     * A room to look for.
     *
     * @param room mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Exists(JanusId room) implements VideoRoomRequest {
        public Exists {
            Check.present("room", room);
        }

        /** Starts with nothing set. */
        public static VideoRoomRequestExistsBuilder builder() {
            return VideoRoomRequestExistsBuilder.builder();
        }
    }

    /**
     * Who may join a room.
     *
     * @param room mandatory
     * @param secret the room's secret, if it has one
     * @param action mandatory
     * @param allowed the tokens to add or remove
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Allowed(JanusId room, @Nullable Secret secret, Action action, @Nullable List<Secret> allowed)
            implements VideoRoomRequest {
        public Allowed {
            Check.present("room", room);
            Check.present("action", action);
        }

        /** What happens to the list of tokens. */
        public enum Action implements WireEnum {
            /** From now on the list counts. */
            ENABLE,
            /** Everybody may join. */
            DISABLE,
            ADD,
            REMOVE
        }

        /** Starts with nothing set. */
        public static VideoRoomRequestAllowedBuilder builder() {
            return VideoRoomRequestAllowedBuilder.builder();
        }
    }

    /**
     * Somebody to throw out.
     *
     * @param room mandatory
     * @param secret the room's secret, if it has one
     * @param id the participant; mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Kick(JanusId room, @Nullable Secret secret, JanusId id) implements VideoRoomRequest {
        public Kick {
            Check.present("room", room);
            Check.present("id", id);
        }

        /** Starts with nothing set. */
        public static VideoRoomRequestKickBuilder builder() {
            return VideoRoomRequestKickBuilder.builder();
        }
    }

    /**
     * A stream of somebody's to silence, or to let be heard again.
     *
     * @param room mandatory
     * @param secret the room's secret, if it has one
     * @param id the publisher; mandatory
     * @param mid the stream; mandatory
     * @param mute mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Moderate(JanusId room, @Nullable Secret secret, JanusId id, String mid, Boolean mute)
            implements VideoRoomRequest {
        public Moderate {
            Check.present("room", room);
            Check.present("id", id);
            Check.present("mid", mid);
            Check.present("mute", mute);
        }

        /** Starts with nothing set. */
        public static VideoRoomRequestModerateBuilder builder() {
            return VideoRoomRequestModerateBuilder.builder();
        }
    }

    /**
     * Whether all publishers of a room are recorded.
     *
     * @param room mandatory
     * @param secret the room's secret, if it has one
     * @param record mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record EnableRecording(JanusId room, @Nullable Secret secret, Boolean record) implements VideoRoomRequest {
        public EnableRecording {
            Check.present("room", room);
            Check.present("record", record);
        }

        /** Starts with nothing set. */
        public static VideoRoomRequestEnableRecordingBuilder builder() {
            return VideoRoomRequestEnableRecordingBuilder.builder();
        }
    }

    /**
     * A room whose participants to list.
     *
     * @param room mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record ListParticipants(JanusId room) implements VideoRoomRequest {
        public ListParticipants {
            Check.present("room", room);
        }

        /** Starts with nothing set. */
        public static VideoRoomRequestListParticipantsBuilder builder() {
            return VideoRoomRequestListParticipantsBuilder.builder();
        }
    }
}
