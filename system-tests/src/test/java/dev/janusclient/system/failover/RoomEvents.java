// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.failover;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.message.JanusId;
import dev.janusclient.plugin.audiobridge.AudioBridgeMedia;
import dev.janusclient.plugin.audiobridge.AudioBridgeRequest;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomPublisher;
import dev.janusclient.plugin.videoroom.VideoRoomPublisherRequest;
import dev.janusclient.plugin.videoroom.VideoRoomRequest;
import dev.janusclient.system.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Is in every room of one Janus, past all faults, and causes events there that all others in the room get. */
final class RoomEvents implements AutoCloseable {
    /** Rooms of each plugin. */
    static final int ROOMS = 5;

    private static final long FIRST_ROOM = 4_000;
    private static final String NAME = "tick-";

    /**
     * An event that everybody in a room gets.
     *
     * @param before when it was not yet caused
     * @param after when it had been caused
     * @param name the display name by which it is known
     */
    record Tick(long before, long after, String server, Kind kind, long room, String name) {}

    private final JanusClient client;
    private final String server;
    private final JanusSession session;
    private final List<JanusAudioBridgePlugin> bridges = new ArrayList<>();

    /** Makes the rooms. */
    RoomEvents(String uri, String server) {
        this.server = server;
        JanusClientOptions options = JanusClientOptions.builder()
                .connectTimeout(Duration.ofSeconds(20))
                .requestTimeout(Duration.ofSeconds(20))
                .build();
        client = JanusClient.create(uri, options);
        session = Outcome.of(client.createSession());
        JanusVideoRoomPlugin rooms = Outcome.of(session.attach(JanusVideoRoomPlugin.TYPE));
        for (int i = 0; i < ROOMS; i++) {
            JanusId room = JanusId.of(room(i));
            JanusAudioBridgePlugin bridge = Outcome.of(session.attach(JanusAudioBridgePlugin.TYPE));
            Outcome.of(
                    bridge.create(AudioBridgeRequest.Create.builder().room(room).build()));
            Outcome.of(bridge.join(room, "observer"));
            bridges.add(bridge);
            Outcome.of(rooms.create(VideoRoomRequest.Create.builder()
                    .room(room)
                    .publishers(1_000)
                    .notifyJoining(true)
                    .build()));
        }
    }

    static long room(int number) {
        return FIRST_ROOM + number % ROOMS;
    }

    /** Which event of its Janus one is, by its name; the largest number if it is none that is caused here. */
    static int number(String name) {
        return name.startsWith(NAME) ? Integer.parseInt(name.substring(NAME.length())) : Integer.MAX_VALUE;
    }

    /** Causes one event in one room. */
    Tick tick(int number) {
        String name = NAME + number;
        Kind kind = number % 2 == 0 ? Kind.AUDIOBRIDGE : Kind.VIDEOROOM;
        int room = number / 2 % ROOMS;
        long before = System.nanoTime();
        if (kind == Kind.AUDIOBRIDGE) {
            Outcome.of(bridges.get(room)
                    .configure(
                            AudioBridgeMedia.Configure.builder().display(name).build(), null));
        } else {
            JanusVideoRoomPlugin visitor = Outcome.of(session.attach(JanusVideoRoomPlugin.TYPE));
            VideoRoomPublisher there = Outcome.of(
                    visitor.joinAsPublisher(VideoRoomPublisherRequest.Join.of(JanusId.of(room(room)), name)));
            Outcome.of(there.leave());
            Outcome.of(visitor.detach());
        }
        return new Tick(before, System.nanoTime(), server, kind, room(room), name);
    }

    @Override
    public void close() {
        client.close();
    }
}
