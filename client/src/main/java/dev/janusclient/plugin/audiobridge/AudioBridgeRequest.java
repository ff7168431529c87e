// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.audiobridge;

import dev.janusclient.message.Check;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Secret;
import dev.janusclient.message.WireEnum;
import io.avaje.jsonb.Json;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of the AudioBridge plugin. A component that is null is not sent; one that is mandatory or out of range
 * is refused here with an {@link IllegalArgumentException} that names it.
 */
public sealed interface AudioBridgeRequest
        permits AudioBridgeRequest.Create,
                AudioBridgeRequest.Edit,
                AudioBridgeRequest.Destroy,
                AudioBridgeRequest.EnableRecording,
                AudioBridgeRequest.EnableMjrs,
                AudioBridgeRequest.ListRooms,
                AudioBridgeRequest.RoomOnly,
                AudioBridgeRequest.InRoom,
                AudioBridgeRequest.Allowed,
                AudioBridgeRequest.Participant,
                AudioBridgeRequest.Suspend,
                AudioBridgeRequest.Resume,
                AudioBridgeMedia {
    /**
     * A room to make.
     *
     * @param description its name in lists
     * @param secret needed to change or destroy it
     * @param pin needed to join it
     * @param isPrivate whether {@code list} leaves it out
     * @param allowed tokens that may join; everybody if absent
     * @param samplingRate of the mix, in hertz: 8000, 12000, 16000, 24000 or 48000; 16000 if absent
     * @param sampling an older name of {@code samplingRate}
     * @param spatialAudio whether participants have a place in a stereo mix
     * @param record whether the mix is recorded from the beginning
     * @param recordFile the file of the mix, a WAV
     * @param mjrs whether each participant is recorded, from the beginning
     * @param allowRtpParticipants whether {@code join} may come with plain RTP
     * @param permanent whether it is written into Janus's configuration file
     * @param audiolevelEvent whether {@link AudioBridgeEvent.Talking} is told
     * @param audioActivePackets packets after which somebody talks; 100 if absent
     * @param audioLevelAverage the level below which it counts as talking, in -dBov: 0 is loud, 127 silent; 25 if
     *     absent
     * @param defaultExpectedloss percent of packets, 0 to 20
     * @param defaultBitrate bits per second, 500 to 512000; anything else lets Opus choose
     * @param denoise Janus 1.2.3 and later
     * @param groups names of the groups for which mixes can be forwarded; with any, who joins must name one
     * @param signedTokens whether tokens are signed ones; after Janus 1.4.1
     * @param room its id; Janus chooses one if absent
     * @param adminKey the plugin's admin key, if it is configured with one
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Create(
            @Nullable String description,
            @Nullable Secret secret,
            @Nullable Secret pin,
            @Nullable Boolean isPrivate,
            @Nullable List<Secret> allowed,
            @Nullable Integer samplingRate,
            @Nullable Integer sampling,
            @Nullable Boolean spatialAudio,
            @Nullable Boolean record,
            @Nullable String recordFile,
            @Nullable String recordDir,
            @Nullable Boolean mjrs,
            @Nullable String mjrsDir,
            @Nullable Boolean allowRtpParticipants,
            @Nullable Boolean permanent,
            @Nullable Boolean audiolevelExt,
            @Nullable Boolean audiolevelEvent,
            @Nullable Integer audioActivePackets,
            @Nullable Integer audioLevelAverage,
            @Nullable Integer defaultExpectedloss,
            @Nullable Integer defaultBitrate,
            @Nullable Boolean denoise,
            @Nullable List<String> groups,
            @Nullable Boolean signedTokens,
            @Nullable JanusId room,
            @Nullable Secret adminKey)
            implements AudioBridgeRequest {
        public Create {
            Check.notNegative("sampling_rate", samplingRate);
            Check.notNegative("sampling", sampling);
            Check.notNegative("audio_active_packets", audioActivePackets);
            Check.notNegative("audio_level_average", audioLevelAverage);
            Check.between("default_expectedloss", defaultExpectedloss, 0, 20);
            Check.notNegative("default_bitrate", defaultBitrate);
        }

        /** Starts with nothing set. */
        public static AudioBridgeRequestCreateBuilder builder() {
            return AudioBridgeRequestCreateBuilder.builder();
        }
    }

    /**
     * Changes to a room; what is absent stays.
     *
     * @param secret the room's secret, if it has one
     * @param permanent whether the change goes into Janus's configuration file too
     * @param room the room; mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Edit(
            @Nullable Secret secret,
            @Nullable String newDescription,
            @Nullable Secret newSecret,
            @Nullable Secret newPin,
            @Nullable Boolean newIsPrivate,
            @Nullable String newRecordDir,
            @Nullable String newMjrsDir,
            @Nullable Boolean permanent,
            JanusId room)
            implements AudioBridgeRequest {
        public Edit {
            Check.present("room", room);
        }

        /** Starts with nothing set. */
        public static AudioBridgeRequestEditBuilder builder() {
            return AudioBridgeRequestEditBuilder.builder();
        }
    }

    /**
     * A room to end.
     *
     * @param permanent whether it leaves Janus's configuration file too
     * @param room the room; mandatory
     * @param secret the room's secret, if it has one
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Destroy(@Nullable Boolean permanent, JanusId room, @Nullable Secret secret) implements AudioBridgeRequest {
        public Destroy {
            Check.present("room", room);
        }

        /** Starts with nothing set. */
        public static AudioBridgeRequestDestroyBuilder builder() {
            return AudioBridgeRequestDestroyBuilder.builder();
        }
    }

    /**
     * Starts or stops the recording of the mix.
     *
     * @param record mandatory
     * @param recordFile a WAV file; Janus makes a name up if absent
     * @param recordDir its folder
     * @param room the room; mandatory
     * @param secret the room's secret, if it has one
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record EnableRecording(
            Boolean record,
            @Nullable String recordFile,
            @Nullable String recordDir,
            JanusId room,
            @Nullable Secret secret)
            implements AudioBridgeRequest {
        public EnableRecording {
            Check.present("record", record);
            Check.present("room", room);
        }

        /** Starts with nothing set. */
        public static AudioBridgeRequestEnableRecordingBuilder builder() {
            return AudioBridgeRequestEnableRecordingBuilder.builder();
        }
    }

    /**
     * Starts or stops the recording of every participant.
     *
     * @param mjrs mandatory
     * @param mjrsDir the folder for the {@code .mjr} files
     * @param room the room; mandatory
     * @param secret the room's secret, if it has one
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record EnableMjrs(Boolean mjrs, @Nullable String mjrsDir, JanusId room, @Nullable Secret secret)
            implements AudioBridgeRequest {
        public EnableMjrs {
            Check.present("mjrs", mjrs);
            Check.present("room", room);
        }

        /** Starts with nothing set. */
        public static AudioBridgeRequestEnableMjrsBuilder builder() {
            return AudioBridgeRequestEnableMjrsBuilder.builder();
        }
    }

    /**
     * Asks for the rooms.
     *
     * @param adminKey shows private rooms too
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record ListRooms(@Nullable Secret adminKey) implements AudioBridgeRequest {
        /** The public rooms. */
        public static final ListRooms PUBLIC = builder().build();

        /** Starts with nothing set. */
        public static AudioBridgeRequestListRoomsBuilder builder() {
            return AudioBridgeRequestListRoomsBuilder.builder();
        }
    }

    /**
     * A room, for requests that need no secret.
     *
     * @param room the room; mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record RoomOnly(JanusId room) implements AudioBridgeRequest {
        public RoomOnly {
            Check.present("room", room);
        }

        /** Starts with nothing set. */
        public static AudioBridgeRequestRoomOnlyBuilder builder() {
            return AudioBridgeRequestRoomOnlyBuilder.builder();
        }
    }

    /**
     * A room, and the right to act on it.
     *
     * @param secret the room's secret, if it has one
     * @param room the room; mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record InRoom(@Nullable Secret secret, JanusId room) implements AudioBridgeRequest {
        public InRoom {
            Check.present("room", room);
        }

        /** Starts with nothing set. */
        public static AudioBridgeRequestInRoomBuilder builder() {
            return AudioBridgeRequestInRoomBuilder.builder();
        }
    }

    /**
     * Changes who may join.
     *
     * @param secret the room's secret, if it has one
     * @param action mandatory
     * @param allowed tokens to add or remove; Janus wants some for both
     * @param room the room; mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Allowed(@Nullable Secret secret, Action action, @Nullable List<Secret> allowed, JanusId room)
            implements AudioBridgeRequest {
        public Allowed {
            Check.present("action", action);
            Check.present("room", room);
        }

        /** What to do. */
        public enum Action implements WireEnum {
            ENABLE,
            DISABLE,
            ADD,
            REMOVE
        }

        /** Starts with nothing set. */
        public static AudioBridgeRequestAllowedBuilder builder() {
            return AudioBridgeRequestAllowedBuilder.builder();
        }
    }

    /**
     * A participant, and the right to act on it.
     *
     * @param secret the room's secret, if it has one
     * @param room the room; mandatory
     * @param id the participant; mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Participant(@Nullable Secret secret, JanusId room, JanusId id) implements AudioBridgeRequest {
        public Participant {
            Check.present("room", room);
            Check.present("id", id);
        }

        /** Starts with nothing set. */
        public static AudioBridgeRequestParticipantBuilder builder() {
            return AudioBridgeRequestParticipantBuilder.builder();
        }
    }

    /**
     * A participant to leave out for a while. Janus 1.2.1 and later.
     *
     * @param secret the room's secret; not needed to suspend oneself
     * @param pauseEvents whether it is told nothing either
     * @param stopRecord whether its recording stops
     * @param room the room; mandatory
     * @param id the participant; mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Suspend(
            @Nullable Secret secret,
            @Nullable Boolean pauseEvents,
            @Nullable Boolean stopRecord,
            JanusId room,
            JanusId id)
            implements AudioBridgeRequest {
        public Suspend {
            Check.present("room", room);
            Check.present("id", id);
        }

        /** Starts with nothing set. */
        public static AudioBridgeRequestSuspendBuilder builder() {
            return AudioBridgeRequestSuspendBuilder.builder();
        }
    }

    /**
     * A participant to take back. Janus 1.2.1 and later.
     *
     * @param secret the room's secret; not needed to resume oneself
     * @param record whether it is recorded from now on
     * @param filename the path without suffix
     * @param room the room; mandatory
     * @param id the participant; mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Resume(
            @Nullable Secret secret, @Nullable Boolean record, @Nullable String filename, JanusId room, JanusId id)
            implements AudioBridgeRequest {
        public Resume {
            Check.present("room", room);
            Check.present("id", id);
        }

        /** Starts with nothing set. */
        public static AudioBridgeRequestResumeBuilder builder() {
            return AudioBridgeRequestResumeBuilder.builder();
        }
    }
}
