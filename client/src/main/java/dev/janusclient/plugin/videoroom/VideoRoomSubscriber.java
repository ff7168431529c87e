// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videoroom;

import dev.janusclient.message.Jsep;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A video room handle in the role of a subscriber: all that it receives comes over one PeerConnection, of which Janus
 * makes the offers. Everything else (rooms, listening, trickling) is at its {@link #handle()}.
 *
 * <p>An offer comes with the join, with {@link VideoRoomEvent.Updated} (also unasked, when publishers change) and
 * with {@link VideoRoomEvent.Configured}; the last one that was not answered yet is {@link #offer()}, and
 * {@link #start} answers it.
 *
 * <p>After the death of the process that received, the media of this handle can't be recovered (janus_videoroom.c):
 * its PeerConnection is finished, joining again is refused (425), and no request makes a new first offer. Join with a
 * new handle what {@link VideoRoomState#streams} names, then detach this one. An offer that was not answered yet can
 * be answered by whoever re-attached.
 */
public final class VideoRoomSubscriber {
    private final JanusVideoRoomPlugin handle;
    private final VideoRoomEvent.@Nullable Attached attached;

    VideoRoomSubscriber(JanusVideoRoomPlugin handle, VideoRoomEvent.@Nullable Attached attached) {
        this.handle = handle;
        this.attached = attached;
    }

    /** The handle itself. */
    public JanusVideoRoomPlugin handle() {
        return handle;
    }

    /** What Janus said when we joined; empty for a view of a re-attached handle. */
    public Optional<VideoRoomEvent.Attached> attached() {
        return Optional.ofNullable(attached);
    }

    /** The offer that waits for our answer. */
    public Optional<Jsep> offer() {
        return Optional.ofNullable(handle.state().pendingOffer());
    }

    /** Answers the last offer; media flows. */
    public CompletableFuture<VideoRoomEvent.Started> start(Jsep answer) {
        Jsep offer = handle.state().pendingOffer();
        return handle.ask(VideoRoomProtocol.START, answer).thenApply(started -> {
            handle.answered(offer);
            return started;
        });
    }

    /** Lets media flow again after {@link #pause()}. */
    public CompletableFuture<VideoRoomEvent.Started> start() {
        return handle.ask(VideoRoomProtocol.START, null);
    }

    /** Holds all media back. */
    public CompletableFuture<VideoRoomEvent.Paused> pause() {
        return handle.ask(VideoRoomProtocol.PAUSE, null);
    }

    /**
     * Changes what is relayed of what is received. With {@code update} or {@code restart}
     * {@link VideoRoomEvent.Configured#jsep} is an offer; while the last offer is not answered such a request is
     * never answered (janus_videoroom.c), and ends in a {@link dev.janusclient.error.JanusTimeoutException}. The new
     * offer comes with {@link VideoRoomEvent.Updated} once the last one is answered.
     */
    public CompletableFuture<VideoRoomEvent.Configured> configure(VideoRoomSubscriberRequest.Configure configure) {
        return handle.ask(VideoRoomProtocol.CONFIGURE_SUBSCRIBER, configure, null);
    }

    /** Receives more. */
    public CompletableFuture<VideoRoomEvent.UpdateReply> subscribe(VideoRoomSubscriberRequest.Subscribe subscribe) {
        return handle.ask(VideoRoomProtocol.SUBSCRIBE, subscribe, null);
    }

    /** Receives less. */
    public CompletableFuture<VideoRoomEvent.UpdateReply> unsubscribe(
            VideoRoomSubscriberRequest.Unsubscribe unsubscribe) {
        return handle.ask(VideoRoomProtocol.UNSUBSCRIBE, unsubscribe, null);
    }

    /** Receives more of some and less of others, with one negotiation. */
    public CompletableFuture<VideoRoomEvent.UpdateReply> update(VideoRoomSubscriberRequest.Update update) {
        return handle.ask(VideoRoomProtocol.UPDATE, update, null);
    }

    /**
     * Receives other publishers in the place of those received. Where that can't be done without a negotiation, {@link
     * VideoRoomEvent.Updated} with an offer is delivered before the answer.
     */
    public CompletableFuture<VideoRoomEvent.Switched> switchTo(VideoRoomSubscriberRequest.Switch streams) {
        return handle.ask(VideoRoomProtocol.SWITCH, streams, null);
    }

    /** Leaves the room; the handle may join again, in either role. */
    public CompletableFuture<VideoRoomEvent.LeaveReply> leave() {
        return handle.ask(VideoRoomProtocol.LEAVE, null);
    }
}
