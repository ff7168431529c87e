// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.livecall;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.media.MediaEngine;
import dev.janusclient.media.MediaLeg;
import dev.janusclient.media.audio.AudioSender;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.audiobridge.AudioBridgeMedia;
import dev.janusclient.plugin.audiobridge.AudioBridgeRequest;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.plugin.videocall.JanusVideoCallPlugin;
import dev.janusclient.plugin.videocall.VideoCallEvent;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomPublisher;
import dev.janusclient.plugin.videoroom.VideoRoomRequest;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriber;
import dev.janusclient.testkit.HeardPacket;
import dev.janusclient.testkit.SipMessage;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Another user of the same Janus, with a leg of its own: a participant, a subscriber, a publisher, or whoever is called. */
final class RoomFarEnd implements FarEnd {
    private static final int SAMPLE_RATE = 8_000;

    private final PacketLog heard = new PacketLog();
    private final JanusClient janus;
    private final JanusSession session;
    private final MediaEngine engine = MediaEngine.create();
    private final MediaLeg leg = engine.newLeg(CallOwner.OPTIONS);
    private final CallKind kind;
    private final String place;

    RoomFarEnd(CallKind kind, String uri) {
        this.kind = kind;
        janus = CallOwner.client(uri);
        session = janus.createSession().join();
        AudioSender voice = new AudioSender();
        voice.playTone(LiveCall.FAR_END_HERTZ);
        leg.send(voice);
        leg.receive(heard);
        place = switch (kind) {
            case AUDIOBRIDGE -> bridge();
            case SUBSCRIBER -> publish();
            case VIDEOCALL -> awaitVideoCall();
            case PUBLISHER -> String.valueOf(room(videoRoom()));
            case SIP_IN, SIP_OUT -> throw new IllegalArgumentException("not in a room: " + kind);
        };
    }

    /** Reads an id that came from another process. */
    static JanusId id(String text) {
        return JanusId.of(Long.parseLong(text));
    }

    /** Takes part in an audio bridge that mixes what {@link CallOwner#OPTIONS} send. */
    static AudioBridgeMedia.Join participant(JanusId room, String name) {
        return AudioBridgeMedia.Join.builder()
                .room(room)
                .display(name)
                .codec("pcmu")
                .build();
    }

    private void accept(@Nullable Jsep answer) {
        leg.acceptAnswer(Objects.requireNonNull(answer)).join();
        leg.connected().join();
    }

    private String bridge() {
        JanusAudioBridgePlugin bridge =
                session.attach(JanusAudioBridgePlugin.TYPE).join();
        JanusId room = bridge.create(AudioBridgeRequest.Create.builder()
                        .samplingRate(SAMPLE_RATE)
                        .build())
                .join()
                .room();
        accept(bridge.join(participant(room, "Bob"), leg.offer().join()).join().jsep());
        return String.valueOf(room);
    }

    private JanusVideoRoomPlugin videoRoom() {
        return session.attach(JanusVideoRoomPlugin.TYPE).join();
    }

    private static JanusId room(JanusVideoRoomPlugin plugin) {
        return plugin.create(VideoRoomRequest.Create.builder()
                        .publishers(1)
                        .audiocodec("pcmu")
                        .build())
                .join()
                .room();
    }

    private String publish() {
        JanusVideoRoomPlugin plugin = videoRoom();
        JanusId room = room(plugin);
        VideoRoomPublisher publisher = plugin.joinAsPublisher(room, "Bob").join();
        accept(publisher.publish(leg.offer().join()).join().jsep());
        return room + " " + plugin.state().id();
    }

    private String awaitVideoCall() {
        JanusVideoCallPlugin call = session.attach(JanusVideoCallPlugin.TYPE).join();
        call.on(VideoCallEvent.IncomingCall.class, incoming -> {
            var unused = leg.answer(Objects.requireNonNull(incoming.jsep())).thenCompose(call::accept);
        });
        return call.register("bob-" + session.id()).join().username();
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public void meet(String owner) {
        if (kind == CallKind.PUBLISHER) {
            VideoRoomSubscriber subscriber =
                    videoRoom().joinAsSubscriber(id(place), id(owner)).join();
            subscriber
                    .start(leg.answer(subscriber.offer().orElseThrow()).join())
                    .join();
        }
        leg.connected().join();
    }

    @Override
    public void callAsAsked() {
        throw new IllegalStateException("not a telephone: " + kind);
    }

    @Override
    public List<HeardPacket> packets() {
        return heard.packets();
    }

    @Override
    public List<SipMessage> messages() {
        return List.of();
    }

    @Override
    public void awaitEnd() {}

    @Override
    public void close() {
        session.destroy().join();
        janus.close();
        engine.close();
    }
}
