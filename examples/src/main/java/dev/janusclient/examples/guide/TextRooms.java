// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.guide;

import dev.janusclient.CoreEvent;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.textroom.JanusTextRoomPlugin;
import dev.janusclient.plugin.textroom.TextRoomChannel;
import dev.janusclient.plugin.textroom.TextRoomEvent;
import dev.janusclient.plugin.textroom.TextRoomRequest;
import dev.janusclient.plugin.textroom.TextRoomState;
import dev.janusclient.webrtc.DataChannel;
import dev.janusclient.webrtc.JanusPeer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The code of {@code docs/guides/textroom.md}. */
public final class TextRooms {
    private TextRooms() {}

    /** A room. */
    public static JanusId create(JanusTextRoomPlugin textroom) {
        // tag::create[]
        JanusId room = textroom.create(TextRoomRequest.Create.builder()
                        .description("Monday")
                        .secret(Secret.of("only for the host"))
                        .history(20) // texts that those who join later get
                        .build())
                .join()
                .room();
        // end::create[]
        return room;
    }

    /** A data channel. */
    public static TextRoomChannel open(JanusTextRoomPlugin textroom, JanusPeer peer) {
        // tag::open[]
        Jsep offer = Objects.requireNonNull(textroom.setup().join().jsep());
        DataChannel data = peer.createDataChannel(TextRoomChannel.LABEL);
        TextRoomChannel channel = textroom.channel(data::send);
        data.onText(channel::receive);
        textroom.ack(peer.answer(offer).join()).join();
        data.opened().join();
        // end::open[]
        return channel;
    }

    /** What is said. */
    public static void listen(JanusTextRoomPlugin textroom, Consumer<String> screen) {
        // tag::listen[]
        textroom.on(TextRoomEvent.Message.class, said -> screen.accept(said.from() + ": " + said.text()));
        textroom.on(TextRoomEvent.Join.class, joined -> screen.accept(joined.username() + " is here"));
        textroom.on(TextRoomEvent.Leave.class, left -> screen.accept(left.username() + " has left"));
        textroom.on(TextRoomEvent.Destroyed.class, gone -> screen.accept("the room is gone"));
        // end::listen[]
    }

    /** Talks. */
    public static @Nullable Map<String, Boolean> talk(TextRoomChannel channel, JanusId room) {
        // tag::talk[]
        channel.join(room, "ann").join();
        channel.message(room, "hello").join(); // to all; ends when Janus has it
        Map<String, Boolean> reached = channel.message(TextRoomRequest.Message.builder()
                        .room(room)
                        .text("psst")
                        .tos(List.of("bob", "zoe")) // to these alone
                        .build())
                .join()
                .sent(); // false for those who are not in the room
        // end::talk[]
        return reached;
    }

    /** Talks again in a process that has taken the session over. */
    public static TextRoomChannel openAgain(JanusTextRoomPlugin taken, JanusPeer peer) {
        // tag::openAgain[]
        List<TextRoomState.Membership> was = taken.state().rooms(); // from the ticket
        CompletableFuture<CoreEvent.HangUp> ended = taken.next(CoreEvent.HangUp.class);
        taken.hangup().join(); // takes the participant of the process that is gone out of its rooms
        ended.join(); // its names are free now
        JanusTextRoomPlugin textroom =
                taken.session().attach(JanusTextRoomPlugin.TYPE).join();
        taken.detach().join();
        TextRoomChannel channel = open(textroom, peer); // as above
        for (TextRoomState.Membership in : was) {
            channel.join(in.room(), in.username()).join();
        }
        // end::openAgain[]
        return channel;
    }
}
