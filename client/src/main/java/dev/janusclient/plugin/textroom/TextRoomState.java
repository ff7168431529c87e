// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.textroom;

import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.StateTable;
import dev.janusclient.recovery.MediaRecovery;
import io.avaje.jsonb.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a text room handle knows, kept from its own requests and events. All of it but the offer travels in a handover
 * ticket, without pins and tokens.
 *
 * @param rooms where we are; after a re-attachment, where we were and want to join again
 * @param media whether a PeerConnection was negotiated
 * @param pendingOffer an offer that waits for our answer
 */
@Json
public record TextRoomState(List<Membership> rooms, boolean media, @Nullable Jsep pendingOffer) {
    /** A handle of which nothing is known. */
    public static final TextRoomState EMPTY = new TextRoomState(List.of(), false, null);

    static final StateTable<TextRoomState> TABLE = StateTable.builder(TextRoomState.class, EMPTY)
            // Without an offer of Janus's it is our answer that was taken.
            .after(
                    TextRoomEvent.Ok.class,
                    (state, ok) -> new TextRoomState(state.rooms, state.media || ok.jsep() == null, ok.jsep()))
            .after(TextRoomEvent.Leave.class, (state, leave) -> state.without(leave.room(), leave.username()))
            .after(TextRoomEvent.Kicked.class, (state, kicked) -> state.without(kicked.room(), kicked.username()))
            .after(TextRoomEvent.Destroyed.class, (state, destroyed) -> state.without(destroyed.room(), null))
            .afterHangup(state -> state.withMedia(false).withOffer(null))
            .offer(TextRoomState::pendingOffer, TextRoomState::withOffer)
            .recovery(TextRoomState::recovery)
            .build();

    /**
     * A room we joined.
     *
     * @param username our name there
     * @param display the name we show there, if any
     */
    @Json
    public record Membership(JanusId room, String username, @Nullable String display) {}

    public TextRoomState {
        rooms = List.copyOf(rooms);
    }

    TextRoomState withOffer(@Nullable Jsep offer) {
        return new TextRoomState(rooms, media, offer);
    }

    TextRoomState withMedia(boolean up) {
        return new TextRoomState(rooms, up, pendingOffer);
    }

    /** What became of the media when the owner changed. */
    MediaRecovery recovery() {
        if (media) {
            return new MediaRecovery.RestartOnHandle("restart");
        }
        return pendingOffer == null ? new MediaRecovery.None() : new MediaRecovery.AnswerOffer(pendingOffer, "ack");
    }

    TextRoomState joined(Membership membership) {
        List<Membership> now = new ArrayList<>(without(membership.room(), null).rooms());
        now.add(membership);
        return new TextRoomState(now, media, pendingOffer);
    }

    /**
     * Without a room.
     *
     * @param username only if that is our name there; null for any
     */
    TextRoomState without(JanusId room, @Nullable String username) {
        List<Membership> now = new ArrayList<>(rooms);
        now.removeIf(in ->
                in.room().equals(room) && (username == null || in.username().equals(username)));
        return new TextRoomState(now, media, pendingOffer);
    }
}
