// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videoroom;

import dev.janusclient.message.Jsep;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A video room handle in the role of a publisher. Everything else (rooms, moderation, forwarders, listening,
 * trickling) is at its {@link #handle()}.
 *
 * <p>After the death of the process that published, Janus still holds its finished PeerConnection, and a new offer
 * alone is negotiated but never connects. {@link JanusVideoRoomPlugin#hangup()} first, then {@link #publish} with a
 * new PeerConnection's offer, on the same handle: the id and private id stay, a new join is not needed, and
 * subscribers receive that the publisher left and came.
 */
public final class VideoRoomPublisher {
    private final JanusVideoRoomPlugin handle;
    private final VideoRoomEvent.@Nullable Joined joined;

    VideoRoomPublisher(JanusVideoRoomPlugin handle, VideoRoomEvent.@Nullable Joined joined) {
        this.handle = handle;
        this.joined = joined;
    }

    /** The handle itself. */
    public JanusVideoRoomPlugin handle() {
        return handle;
    }

    /** What Janus said when we joined; empty for a view of a re-attached handle. */
    public Optional<VideoRoomEvent.Joined> joined() {
        return Optional.ofNullable(joined);
    }

    /** Publishes; {@link VideoRoomEvent.Configured#jsep} is the answer. */
    public CompletableFuture<VideoRoomEvent.Configured> publish(Jsep offer) {
        return publish(VideoRoomPublisherRequest.Configure.PLAIN, offer);
    }

    /** Publishes, with everything there is to say about it. */
    public CompletableFuture<VideoRoomEvent.Configured> publish(
            VideoRoomPublisherRequest.Configure publish, Jsep offer) {
        return handle.ask(VideoRoomProtocol.PUBLISH, publish, offer)
                .thenApply(configured -> configured(configured, publish));
    }

    /** Changes settings without a negotiation. */
    public CompletableFuture<VideoRoomEvent.Configured> configure(VideoRoomPublisherRequest.Configure configure) {
        return configure(configure, null);
    }

    /**
     * Changes settings, or streams.
     *
     * @param offer for changed streams, with {@code update}, or for an ICE restart, with {@code restart}; null for
     * neither
     */
    public CompletableFuture<VideoRoomEvent.Configured> configure(
            VideoRoomPublisherRequest.Configure configure, @Nullable Jsep offer) {
        return handle.ask(VideoRoomProtocol.CONFIGURE_PUBLISHER, configure, offer)
                .thenApply(configured -> configured(configured, configure));
    }

    private VideoRoomEvent.Configured configured(
            VideoRoomEvent.Configured configured, VideoRoomPublisherRequest.Configure request) {
        handle.called(request.display());
        return configured;
    }

    /** Takes another name. */
    public CompletableFuture<VideoRoomEvent.Configured> rename(String display) {
        return configure(
                VideoRoomPublisherRequest.Configure.builder().display(display).build());
    }

    /** Stops publishing and stays in the room. */
    public CompletableFuture<VideoRoomEvent.Unpublished> unpublish() {
        return handle.ask(VideoRoomProtocol.UNPUBLISH, null);
    }

    /** Leaves the room; the handle may join again, in either role. */
    public CompletableFuture<VideoRoomEvent.LeaveReply> leave() {
        return handle.ask(VideoRoomProtocol.LEAVE, null);
    }
}
