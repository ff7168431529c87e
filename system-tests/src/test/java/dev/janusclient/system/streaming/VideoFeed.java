// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.streaming;

import static dev.janusclient.system.plugin.PluginLine.done;

import dev.janusclient.Attachment;
import dev.janusclient.JanusPlugin;
import dev.janusclient.JanusSession;
import dev.janusclient.PluginType;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.EventTable;
import dev.janusclient.system.plugin.PluginFixture;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.OfferOptions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Real VP8 as plain RTP: a peer publishes into a video room, and the room forwards it, with a key frame every second. */
final class VideoFeed {
    record ReceivedEvents(RawJson data, Jsep jsep) {}

    /** The video room's plugin, as far as it is needed here. */
    static final class Room extends JanusPlugin {
        static final PluginType<Room> TYPE = new PluginType<>(
                "janus.plugin.videoroom",
                Room::new,
                List.of(),
                EventTable.<ReceivedEvents, ReceivedEvents>builder(ReceivedEvents.class, ReceivedEvents::new)
                        .build(),
                List.of());

        Room(Attachment attachment) {
            super(attachment);
        }
    }

    private VideoFeed() {}

    /** Sends video to a port until the test ends. */
    static void to(int port, JanusSession session, JanusPeer peer) {
        Room room = done(session.attach(Room.TYPE));
        CompletableFuture<Jsep> answer = new CompletableFuture<>();
        room.on(ReceivedEvents.class, received -> {
            if (received.jsep() != null) {
                answer.complete(received.jsep());
            }
        });
        String id = member(ask(room, "{'request':'create','videocodec':'vp8','fir_freq':1}", null), "room");
        String own = member(ask(room, "{'request':'join','ptype':'publisher','room':" + id + "}", null), "id");
        peer.video().sendTestVideo();
        Jsep offer = done(peer.offer(OfferOptions.audioAndVideo()));
        ask(room, "{'request':'configure'}", offer);
        done(peer.acceptAnswer(done(answer)));
        done(peer.connected());
        ask(
                room,
                "{'request':'rtp_forward','room':" + id + ",'publisher_id':" + own + ",'host':'" + PluginFixture.ADDRESS
                        + "','streams':[{'mid':'1','port':" + port + ",'pt':96}]}",
                null);
    }

    private static RawJson ask(Room room, String body, Jsep jsep) {
        return done(room.message(RawJson.of(body.replace('\'', '"')), jsep));
    }

    private static String member(RawJson data, String name) {
        return Objects.requireNonNull(data.member(name), () -> name + " in " + data)
                .toString();
    }
}
