// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.textroom;

import dev.janusclient.message.JanusId;
import dev.janusclient.plugin.SideChannel;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The text room plugin's protocol over a data channel. It knows no WebRTC: it is given something to send texts with, and is
 * given the texts that come.
 *
 * <pre>{@code
 * DataChannel data = peer.createDataChannel(TextRoomChannel.LABEL);
 * TextRoomChannel channel = textroom.channel(data::send);
 * data.onText(channel::receive);
 * }</pre>
 *
 * <p>Events go to the listeners of the handle. A request that is not answered in time, because the data channel is
 * closed for example, fails at the client's deadline for requests. Room management is the same as through Janus.
 */
public final class TextRoomChannel {
    /** What the data channel is called. Janus takes any name; this one is its own. */
    public static final String LABEL = "JanusDataChannel";

    private final JanusTextRoomPlugin handle;
    private final SideChannel channel;

    TextRoomChannel(JanusTextRoomPlugin handle, SideChannel channel) {
        this.handle = handle;
        this.channel = channel;
    }

    /** Takes a text that came over the data channel. Any thread may call; it is held up only shortly. */
    public void receive(String text) {
        channel.receive(text);
    }

    /** Joins a room. What the room has kept is delivered as events before the answer, unless the request says otherwise. */
    public CompletableFuture<TextRoomReply.Participants> join(TextRoomRequest.Join join) {
        return channel.request(TextRoomChannelProtocol.JOIN, join).whenComplete((joined, failure) -> {
            if (failure == null) {
                handle.joined(new TextRoomState.Membership(join.room(), join.username(), join.display()));
            }
        });
    }

    /** Joins a room with a name. */
    public CompletableFuture<TextRoomReply.Participants> join(JanusId room, String username) {
        return join(TextRoomRequest.Join.builder().room(room).username(username).build());
    }

    /** Leaves a room. */
    public CompletableFuture<TextRoomReply.Done> leave(JanusId room) {
        return channel.request(TextRoomChannelProtocol.LEAVE, new TextRoomRequest.Room(room))
                .whenComplete((left, failure) -> {
                    if (failure == null) {
                        handle.left(room);
                    }
                });
    }

    /** Sends a text to all participants of a room. */
    public CompletableFuture<TextRoomReply.Sent> message(JanusId room, String text) {
        return message(TextRoomRequest.Message.builder().room(room).text(text).build());
    }

    /**
     * Says something.
     *
     * @return complete at once for a message that Janus does not confirm; should it be refused, {@link
     *     TextRoomEvent.Refused} tells so
     */
    public CompletableFuture<TextRoomReply.Sent> message(TextRoomRequest.Message message) {
        if (Boolean.FALSE.equals(message.ack())) {
            CompletableFuture<TextRoomReply.Sent> sent = new CompletableFuture<>();
            try {
                channel.tell(TextRoomChannelProtocol.MESSAGE, message);
                sent.complete(new TextRoomReply.Sent(null, Map.of()));
            } catch (RuntimeException e) {
                sent.completeExceptionally(e);
            }
            return sent;
        }
        return channel.request(TextRoomChannelProtocol.MESSAGE, message);
    }

    /** Lists the rooms. */
    public CompletableFuture<TextRoomReply.Rooms> list(TextRoomRequest.ListRooms rooms) {
        return channel.request(TextRoomProtocol.LIST, rooms);
    }

    /** Lists who is in a room. */
    public CompletableFuture<TextRoomReply.Participants> listParticipants(JanusId room) {
        return channel.request(TextRoomProtocol.LISTPARTICIPANTS, new TextRoomRequest.Room(room));
    }

    /** Asks whether a room is there. */
    public CompletableFuture<TextRoomReply.Exists> exists(JanusId room) {
        return channel.request(TextRoomProtocol.EXISTS, new TextRoomRequest.Room(room));
    }

    /** Makes a room. */
    public CompletableFuture<TextRoomReply.RoomChanged> create(TextRoomRequest.Create room) {
        return channel.request(TextRoomProtocol.CREATE, room);
    }

    /** Changes a room. */
    public CompletableFuture<TextRoomReply.RoomChanged> edit(TextRoomRequest.Edit edit) {
        return channel.request(TextRoomProtocol.EDIT, edit);
    }

    /** Ends a room. */
    public CompletableFuture<TextRoomReply.RoomChanged> destroy(TextRoomRequest.Destroy room) {
        return channel.request(TextRoomProtocol.DESTROY, room);
    }

    /** Changes who may join a room. */
    public CompletableFuture<TextRoomReply.AllowedChanged> allowed(TextRoomRequest.Allowed change) {
        return channel.request(TextRoomProtocol.ALLOWED, change);
    }

    /** Removes a participant from a room. */
    public CompletableFuture<TextRoomReply.Done> kick(TextRoomRequest.Kick kick) {
        return channel.request(TextRoomProtocol.KICK, kick);
    }

    /** Makes a room say something. */
    public CompletableFuture<TextRoomReply.Done> announce(TextRoomRequest.Announcement announcement) {
        return channel.request(TextRoomProtocol.ANNOUNCEMENT, announcement);
    }
}
