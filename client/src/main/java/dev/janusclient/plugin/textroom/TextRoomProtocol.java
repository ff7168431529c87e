// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.textroom;

import static dev.janusclient.plugin.PluginRequest.async;
import static dev.janusclient.plugin.PluginRequest.sync;

import dev.janusclient.plugin.EventTable;
import dev.janusclient.plugin.PluginRequest;
import java.util.List;

/** The text room plugin's tables for what goes through Janus. */
final class TextRoomProtocol {
    static final PluginRequest<TextRoomRequest.ListRooms, TextRoomReply.Rooms> LIST = sync(
                    "list", TextRoomRequest.ListRooms.class, TextRoomReply.Rooms.class)
            .idempotent();
    static final PluginRequest<TextRoomRequest.Room, TextRoomReply.Participants> LISTPARTICIPANTS = sync(
                    "listparticipants", TextRoomRequest.Room.class, TextRoomReply.Participants.class)
            .idempotent();
    static final PluginRequest<TextRoomRequest.Room, TextRoomReply.Exists> EXISTS = sync(
                    "exists", TextRoomRequest.Room.class, TextRoomReply.Exists.class)
            .idempotent();
    static final PluginRequest<TextRoomRequest.Create, TextRoomReply.RoomChanged> CREATE =
            sync("create", TextRoomRequest.Create.class, TextRoomReply.RoomChanged.class);
    static final PluginRequest<TextRoomRequest.Edit, TextRoomReply.RoomChanged> EDIT =
            sync("edit", TextRoomRequest.Edit.class, TextRoomReply.RoomChanged.class);
    static final PluginRequest<TextRoomRequest.Announcement, TextRoomReply.Done> ANNOUNCEMENT =
            sync("announcement", TextRoomRequest.Announcement.class, TextRoomReply.Done.class);
    static final PluginRequest<TextRoomRequest.Allowed, TextRoomReply.AllowedChanged> ALLOWED =
            sync("allowed", TextRoomRequest.Allowed.class, TextRoomReply.AllowedChanged.class);
    static final PluginRequest<TextRoomRequest.Kick, TextRoomReply.Done> KICK =
            sync("kick", TextRoomRequest.Kick.class, TextRoomReply.Done.class);
    static final PluginRequest<TextRoomRequest.Destroy, TextRoomReply.RoomChanged> DESTROY =
            sync("destroy", TextRoomRequest.Destroy.class, TextRoomReply.RoomChanged.class);
    static final PluginRequest<Void, TextRoomEvent.Ok> SETUP = async("setup", Void.class, TextRoomEvent.Ok.class);
    static final PluginRequest<Void, TextRoomEvent.Ok> ACK = async("ack", Void.class, TextRoomEvent.Ok.class);
    static final PluginRequest<Void, TextRoomEvent.Ok> RESTART = async("restart", Void.class, TextRoomEvent.Ok.class);

    /** Every request there is. */
    static final List<PluginRequest<?, ?>> REQUESTS = List.of(
            LIST, LISTPARTICIPANTS, EXISTS, CREATE, EDIT, ANNOUNCEMENT, ALLOWED, KICK, DESTROY, SETUP, ACK, RESTART);

    // The answer to kick was marked with textbridge before Janus 1.3.2, that to listparticipants with nothing.
    static final EventTable<TextRoomEvent> EVENTS = withTalk(EventTable.<TextRoomEvent, TextRoomEvent.Unknown>builder(
                            TextRoomEvent.Unknown.class, TextRoomEvent.Unknown::new)
                    .discriminator("textroom", "textbridge")
                    .required(GeneratedRequiredMembers.ALL)
                    .event("textroom=event + error_code", TextRoomEvent.Refused.class)
                    .event("textroom=error", TextRoomEvent.Refused.class)
                    .event("textroom=event + result=ok", TextRoomEvent.Ok.class))
            .build();

    /**
     * What comes over the data channel by itself, and what answers a request whichever way it went. The first is here too
     * because what is found out after a gap comes through Janus all the same.
     */
    static EventTable.Builder<TextRoomEvent> withTalk(EventTable.Builder<TextRoomEvent> table) {
        return table.event("textroom=message", TextRoomEvent.Message.class)
                .event("textroom=announcement", TextRoomEvent.Announcement.class)
                .event("textroom=join", TextRoomEvent.Join.class)
                .event("textroom=leave", TextRoomEvent.Leave.class)
                .event("textroom=kicked", TextRoomEvent.Kicked.class)
                .event("textroom=destroyed", TextRoomEvent.Destroyed.class);
    }

    private TextRoomProtocol() {}
}
