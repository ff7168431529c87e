// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videoroom;

import dev.janusclient.message.Check;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import dev.janusclient.message.WireEnum;
import dev.janusclient.plugin.videoroom.VideoRoomForwardRequest.HostFamily;
import io.avaje.jsonb.Json;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of the video room plugin about rooms that span several Januses. A component that is null is not
 * sent; one that is mandatory or out of range is refused here with an {@link IllegalArgumentException} that names it.
 */
public sealed interface VideoRoomRemoteRequest {
    /**
     * A publisher to send to another Janus, which has called {@link AddRemotePublisher} for it.
     *
     * @param room mandatory
     * @param secret the room's secret, if it has one
     * @param publisherId mandatory
     * @param remoteId a name of one's own for the other Janus; mandatory
     * @param host its address; mandatory
     * @param port its port; mandatory
     * @param rtcpPort its port for RTCP
     * @param srtpSuite 32 or 80; Janus 1.3.0 and later
     * @param srtpCrypto the key, in base64; Janus 1.3.0 and later
     * @param adminKey what forwarding asks for, if the server is set up so
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record PublishRemotely(
            JanusId room,
            @Nullable Secret secret,
            JanusId publisherId,
            String remoteId,
            String host,
            @Nullable HostFamily hostFamily,
            Integer port,
            @Nullable Integer rtcpPort,
            @Nullable Integer srtpSuite,
            @Nullable Secret srtpCrypto,
            @Nullable Secret adminKey)
            implements VideoRoomRemoteRequest {
        public PublishRemotely {
            Check.present("room", room);
            Check.present("publisher_id", publisherId);
            Check.present("remote_id", remoteId);
            Check.present("host", host);
            Check.between("port", Check.present("port", port), 0, 65535);
            Check.between("rtcp_port", rtcpPort, 0, 65535);
            Check.notNegative("srtp_suite", srtpSuite);
        }

        /** Starts with nothing set. */
        public static VideoRoomRemoteRequestPublishRemotelyBuilder builder() {
            return VideoRoomRemoteRequestPublishRemotelyBuilder.builder();
        }
    }

    /**
     * A publisher not to send to another Janus any more.
     *
     * @param room mandatory
     * @param secret the room's secret, if it has one
     * @param publisherId mandatory
     * @param remoteId the name of the other Janus; mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record UnpublishRemotely(JanusId room, @Nullable Secret secret, JanusId publisherId, String remoteId)
            implements VideoRoomRemoteRequest {
        public UnpublishRemotely {
            Check.present("room", room);
            Check.present("publisher_id", publisherId);
            Check.present("remote_id", remoteId);
        }

        /** Starts with nothing set. */
        public static VideoRoomRemoteRequestUnpublishRemotelyBuilder builder() {
            return VideoRoomRemoteRequestUnpublishRemotelyBuilder.builder();
        }
    }

    /**
     * A publisher whose other Januses to list.
     *
     * @param room mandatory
     * @param secret the room's secret, if it has one
     * @param publisherId mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record ListRemotes(JanusId room, @Nullable Secret secret, JanusId publisherId) implements VideoRoomRemoteRequest {
        public ListRemotes {
            Check.present("room", room);
            Check.present("publisher_id", publisherId);
        }

        /** Starts with nothing set. */
        public static VideoRoomRemoteRequestListRemotesBuilder builder() {
            return VideoRoomRemoteRequestListRemotesBuilder.builder();
        }
    }

    /**
     * A publisher of another Janus to take in.
     *
     * @param room mandatory
     * @param secret the room's secret, if it has one
     * @param id its id here; Janus picks one if absent
     * @param display the name others see
     * @param metadata an object that others see; Janus 1.3.0 and later
     * @param mcast a multicast group to receive from
     * @param iface the interface to receive at
     * @param port where to receive; Janus picks one if absent or 0
     * @param rtcpPort where to receive RTCP; Janus picks one if absent or 0
     * @param streams what it has; mandatory
     * @param srtpSuite 32 or 80; Janus 1.3.0 and later
     * @param srtpCrypto the key, in base64; Janus 1.3.0 and later
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record AddRemotePublisher(
            JanusId room,
            @Nullable Secret secret,
            @Nullable JanusId id,
            @Nullable String display,
            @Nullable String mcast,
            @Nullable String iface,
            @Nullable Integer port,
            List<RemoteStream> streams,
            @Nullable RawJson metadata,
            @Nullable Integer srtpSuite,
            @Nullable Secret srtpCrypto,
            @Nullable Integer rtcpPort)
            implements VideoRoomRemoteRequest {
        public AddRemotePublisher {
            Check.present("room", room);
            Check.between("port", port, 0, 65535);
            Check.present("streams", streams);
            Check.notNegative("srtp_suite", srtpSuite);
            Check.between("rtcp_port", rtcpPort, 0, 65535);
        }

        /** Starts with nothing set. */
        public static VideoRoomRemoteRequestAddRemotePublisherBuilder builder() {
            return VideoRoomRemoteRequestAddRemotePublisherBuilder.builder();
        }
    }

    /**
     * What changed about a publisher of another Janus.
     *
     * @param room mandatory
     * @param secret the room's secret, if it has one
     * @param id its id here; mandatory
     * @param display the name others see
     * @param metadata an object that others see; Janus 1.3.0 and later
     * @param streams what it has now; mandatory
     * @param srtpSuite 32 or 80; Janus 1.3.0 and later
     * @param srtpCrypto the key, in base64; Janus 1.3.0 and later
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record UpdateRemotePublisher(
            JanusId room,
            @Nullable Secret secret,
            JanusId id,
            @Nullable String display,
            @Nullable RawJson metadata,
            List<RemoteStream> streams,
            @Nullable Integer srtpSuite,
            @Nullable Secret srtpCrypto)
            implements VideoRoomRemoteRequest {
        public UpdateRemotePublisher {
            Check.present("room", room);
            Check.present("id", id);
            Check.present("streams", streams);
            Check.notNegative("srtp_suite", srtpSuite);
        }

        /** Starts with nothing set. */
        public static VideoRoomRemoteRequestUpdateRemotePublisherBuilder builder() {
            return VideoRoomRemoteRequestUpdateRemotePublisherBuilder.builder();
        }
    }

    /**
     * A publisher of another Janus to let go.
     *
     * @param room mandatory
     * @param secret the room's secret, if it has one
     * @param id its id here; mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record RemoveRemotePublisher(JanusId room, @Nullable Secret secret, JanusId id) implements VideoRoomRemoteRequest {
        public RemoveRemotePublisher {
            Check.present("room", room);
            Check.present("id", id);
        }

        /** Starts with nothing set. */
        public static VideoRoomRemoteRequestRemoveRemotePublisherBuilder builder() {
            return VideoRoomRemoteRequestRemoveRemotePublisherBuilder.builder();
        }
    }

    /**
     * A stream of a publisher of another Janus, as {@code publishers} tells of it there.
     *
     * @param mid mandatory
     * @param mindex its place; mandatory
     * @param type mandatory
     * @param disabled whether it is not there any more
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record RemoteStream(
            String mid,
            Integer mindex,
            MediaType type,
            @Nullable String codec,
            @Nullable String description,
            @Nullable Boolean disabled,
            @Nullable Boolean stereo,
            @Nullable Boolean fec,
            @Nullable Boolean dtx,
            @Json.Property("h264_profile") @Nullable String h264Profile,
            @Json.Property("vp9_profile") @Nullable String vp9Profile,
            @Nullable Boolean simulcast,
            @Nullable Boolean svc,
            @Nullable Integer audiolevelExtId,
            @Nullable Integer videoorientExtId,
            @Nullable Integer playoutdelayExtId)
            implements VideoRoomRemoteRequest {
        public RemoteStream {
            Check.present("mid", mid);
            Check.notNegative("mindex", Check.present("mindex", mindex));
            Check.present("type", type);
        }

        /** Starts with nothing set. */
        public static VideoRoomRemoteRequestRemoteStreamBuilder builder() {
            return VideoRoomRemoteRequestRemoteStreamBuilder.builder();
        }
    }

    /** What a stream carries. */
    enum MediaType implements WireEnum {
        AUDIO,
        VIDEO,
        DATA
    }
}
