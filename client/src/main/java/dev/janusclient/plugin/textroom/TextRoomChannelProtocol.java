// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.textroom;

import static dev.janusclient.plugin.PluginRequest.sync;

import dev.janusclient.plugin.EventTable;
import dev.janusclient.plugin.PluginRequest;
import java.util.List;

/** The text room plugin's tables for what goes over the data channel, where every request is answered at once. */
final class TextRoomChannelProtocol {
    static final PluginRequest<TextRoomRequest.Message, TextRoomReply.Sent> MESSAGE =
            sync("message", TextRoomRequest.Message.class, TextRoomReply.Sent.class);
    static final PluginRequest<TextRoomRequest.Join, TextRoomReply.Participants> JOIN =
            sync("join", TextRoomRequest.Join.class, TextRoomReply.Participants.class);
    static final PluginRequest<TextRoomRequest.Room, TextRoomReply.Done> LEAVE =
            sync("leave", TextRoomRequest.Room.class, TextRoomReply.Done.class);

    /** Every request there is: those of the rooms are the same as through Janus. */
    static final List<PluginRequest<?, ?>> REQUESTS = List.of(
            MESSAGE,
            JOIN,
            LEAVE,
            TextRoomProtocol.LIST,
            TextRoomProtocol.LISTPARTICIPANTS,
            TextRoomProtocol.EXISTS,
            TextRoomProtocol.CREATE,
            TextRoomProtocol.EDIT,
            TextRoomProtocol.DESTROY,
            TextRoomProtocol.ALLOWED,
            TextRoomProtocol.KICK,
            TextRoomProtocol.ANNOUNCEMENT);

    static final EventTable<TextRoomEvent> EVENTS = TextRoomProtocol.withTalk(
                    EventTable.<TextRoomEvent, TextRoomEvent.Unknown>builder(
                                    TextRoomEvent.Unknown.class, TextRoomEvent.Unknown::new)
                            .discriminator("textroom", "textbridge", "transaction")
                            .required(GeneratedRequiredMembers.ALL)
                            .event("textroom=success", TextRoomEvent.LateSuccess.class)
                            .event("textroom=error", TextRoomEvent.Refused.class))
            .build();

    private TextRoomChannelProtocol() {}
}
