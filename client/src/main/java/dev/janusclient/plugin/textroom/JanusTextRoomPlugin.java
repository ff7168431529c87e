// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.textroom;

import dev.janusclient.Attachment;
import dev.janusclient.PluginType;
import dev.janusclient.StatefulPlugin;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.recovery.HandleStatus;
import dev.janusclient.recovery.Resync;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A handle of Janus's text room plugin. Rooms are managed here; what is said in them goes over a data channel: {@link
 * #setup()} gives an offer, {@link #ack} takes the answer, and {@link #channel} speaks the plugin's language over the data
 * channel, which our side creates before it answers.
 *
 * <p>What can be resumed: after a {@linkplain dev.janusclient.AttachOptions#from re-attachment with a ticket} {@link
 * #state()} says in which rooms its last owner was. The data channel needs a new PeerConnection: {@link #hangup()}, {@link #restart()}, {@link
 * #ack}, then join the rooms again ({@code setup} would be refused with 416).
 */
public final class JanusTextRoomPlugin extends StatefulPlugin<TextRoomState> {
    /** Attaches to the text room plugin. */
    public static final PluginType<JanusTextRoomPlugin> TYPE = new PluginType<>(
            "janus.plugin.textroom",
            JanusTextRoomPlugin::new,
            TextRoomProtocol.REQUESTS,
            TextRoomProtocol.EVENTS,
            List.of(TextRoomErrorCode.values()),
            TextRoomReplay::translate);

    private static final String TEXTS =
            "what was said in the rooms, unless our data channel lived on: event handlers are not told";

    private JanusTextRoomPlugin(Attachment attachment) {
        super(attachment, TextRoomState.TABLE);
    }

    /**
     * The plugin's protocol over a data channel of this handle.
     *
     * @param send sends a text over it; called on the thread that makes a request
     */
    public TextRoomChannel channel(Consumer<String> send) {
        return new TextRoomChannel(this, sideChannel(TextRoomChannelProtocol.EVENTS, "textroom", send));
    }

    /** Asks for an offer for a data channel. */
    public CompletableFuture<TextRoomEvent.Ok> setup() {
        return send(TextRoomProtocol.SETUP, null);
    }

    /** Answers the offer. */
    public CompletableFuture<TextRoomEvent.Ok> ack(Jsep answer) {
        return send(TextRoomProtocol.ACK, answer);
    }

    /** Asks for a new offer: to restart ICE, or after {@link #hangup()} for a new PeerConnection. */
    public CompletableFuture<TextRoomEvent.Ok> restart() {
        return send(TextRoomProtocol.RESTART, null);
    }

    /** Lists the rooms that are not private. */
    public CompletableFuture<TextRoomReply.Rooms> list() {
        return list(TextRoomRequest.ListRooms.PUBLIC);
    }

    /** Lists the rooms. */
    public CompletableFuture<TextRoomReply.Rooms> list(TextRoomRequest.ListRooms rooms) {
        return send(TextRoomProtocol.LIST, rooms, null);
    }

    /** Lists who is in a room. */
    public CompletableFuture<TextRoomReply.Participants> listParticipants(JanusId room) {
        return send(TextRoomProtocol.LISTPARTICIPANTS, new TextRoomRequest.Room(room), null);
    }

    /** Asks whether a room is there. */
    public CompletableFuture<TextRoomReply.Exists> exists(JanusId room) {
        return send(TextRoomProtocol.EXISTS, new TextRoomRequest.Room(room), null);
    }

    /** Makes a room. */
    public CompletableFuture<TextRoomReply.RoomChanged> create(TextRoomRequest.Create room) {
        return send(TextRoomProtocol.CREATE, room, null);
    }

    /** Changes a room. */
    public CompletableFuture<TextRoomReply.RoomChanged> edit(TextRoomRequest.Edit edit) {
        return send(TextRoomProtocol.EDIT, edit, null);
    }

    /** Ends a room. */
    public CompletableFuture<TextRoomReply.RoomChanged> destroy(TextRoomRequest.Destroy room) {
        return send(TextRoomProtocol.DESTROY, room, null);
    }

    /** Changes who may join a room. */
    public CompletableFuture<TextRoomReply.AllowedChanged> allowed(TextRoomRequest.Allowed change) {
        return send(TextRoomProtocol.ALLOWED, change, null);
    }

    /** Removes a participant from a room. */
    public CompletableFuture<TextRoomReply.Done> kick(TextRoomRequest.Kick kick) {
        return send(TextRoomProtocol.KICK, kick, null);
    }

    /** Makes a room say something. */
    public CompletableFuture<TextRoomReply.Done> announce(TextRoomRequest.Announcement announcement) {
        return send(TextRoomProtocol.ANNOUNCEMENT, announcement, null);
    }

    void joined(TextRoomState.Membership membership) {
        update(state -> state.joined(membership));
        unreplayable(TEXTS, true);
    }

    void left(JanusId room) {
        update(state -> state.without(room, null));
    }

    @Override
    protected CompletableFuture<Resync> resync(@Nullable HandleStatus facts) {
        if (facts != null) {
            Jsep local = facts.localDescription();
            boolean waits = local != null && local.isOffer() && !facts.negotiated();
            update(state -> state.withMedia(facts.negotiated()).withOffer(waits ? local : null));
        }
        Resync.Builder said = Resync.builder();
        CompletableFuture<Void> asked = CompletableFuture.completedFuture(null);
        for (TextRoomState.Membership room : state().rooms()) {
            asked = asked.thenCompose(before -> listParticipants(room.room()).handle((there, failure) -> {
                TextRoomResync.compare(room, there, failure, said);
                return null;
            }));
        }
        return asked.thenApply(all -> said.build());
    }

    @Override
    protected void onHangup() {
        super.onHangup();
        unreplayable(TEXTS, false);
    }
}
