// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.guide;

import dev.janusclient.CoreEvent;
import dev.janusclient.JanusSession;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.audiobridge.AudioBridgeEvent;
import dev.janusclient.plugin.audiobridge.AudioBridgeMedia;
import dev.janusclient.plugin.audiobridge.AudioBridgeRequest;
import dev.janusclient.plugin.audiobridge.AudioBridgeState;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.OfferOptions;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The code of {@code docs/guides/audiobridge.md}. */
public final class AudioBridgeRooms {
    private AudioBridgeRooms() {}

    /** A room. */
    public static JanusId create(JanusSession session) {
        // tag::create[]
        JanusAudioBridgePlugin audiobridge =
                session.attach(JanusAudioBridgePlugin.TYPE).join();
        JanusId room = audiobridge
                .create(AudioBridgeRequest.Create.builder()
                        .description("Monday")
                        .secret(Secret.of("only for the host"))
                        .samplingRate(48_000) // of the mix; 16000 if it is not said
                        .audiolevelEvent(true) // for Talking and StoppedTalking
                        .build())
                .join()
                .room();
        // end::create[]
        return room;
    }

    /** Takes part. */
    public static JanusAudioBridgePlugin join(JanusSession session, JanusId room, String name, JanusPeer peer) {
        // tag::join[]
        JanusAudioBridgePlugin audiobridge =
                session.attach(JanusAudioBridgePlugin.TYPE).join();
        Jsep offer = peer.offer(OfferOptions.audioOnly()).join();
        AudioBridgeEvent.Joined joined =
                audiobridge.join(AudioBridgeMedia.Join.room(room, name), offer).join();
        peer.acceptAnswer(Objects.requireNonNull(joined.jsep())).join();
        // end::join[]
        return audiobridge;
    }

    /** Who comes, goes and talks. */
    public static void listen(JanusAudioBridgePlugin audiobridge, Consumer<String> screen) {
        // tag::listen[]
        audiobridge.on(AudioBridgeEvent.PeerJoined.class, event -> event.participants()
                .forEach(one -> screen.accept(one.display() + " is here")));
        audiobridge.on(AudioBridgeEvent.ParticipantChanged.class, event -> event.participants()
                .forEach(one -> screen.accept(one.display() + (one.muted() ? " is muted" : " is heard"))));
        audiobridge.on(AudioBridgeEvent.Talking.class, event -> screen.accept(event.id() + " talks"));
        audiobridge.on(AudioBridgeEvent.PeerLeft.class, event -> screen.accept(event.leaving() + " has left"));
        audiobridge.on(AudioBridgeEvent.Destroyed.class, event -> screen.accept("the room is gone"));
        // end::listen[]
    }

    /** Is not heard for a while. */
    public static void pause(JanusAudioBridgePlugin audiobridge) {
        // tag::mute[]
        audiobridge.mute(true).join(); // ourselves
        audiobridge.mute(false).join();
        // end::mute[]
    }

    /** What the host may do. */
    public static void host(JanusAudioBridgePlugin audiobridge, JanusId room, JanusId participant) {
        Secret secret = Secret.of("only for the host");
        // tag::host[]
        AudioBridgeRequest.Participant noisy = AudioBridgeRequest.Participant.builder()
                .room(room)
                .secret(secret)
                .id(participant)
                .build();
        audiobridge.mute(noisy).join(); // another participant
        audiobridge.kick(noisy).join();
        audiobridge.muteRoom(JanusAudioBridgePlugin.room(room, secret)).join();
        // end::host[]
    }

    /** Takes part again in a process that has taken a participant's session over. */
    public static JanusAudioBridgePlugin joinAgain(JanusAudioBridgePlugin taken, JanusPeer peer) {
        // tag::joinAgain[]
        AudioBridgeState was = taken.state(); // from the ticket
        CompletableFuture<CoreEvent.HangUp> ended = taken.next(CoreEvent.HangUp.class);
        taken.hangup().join(); // takes the participant of the process that is gone out of the room
        ended.join(); // its id is free now
        JanusAudioBridgePlugin audiobridge =
                taken.session().attach(JanusAudioBridgePlugin.TYPE).join();
        taken.detach().join();
        AudioBridgeMedia.Join sameId = AudioBridgeMedia.Join.builder()
                .room(Objects.requireNonNull(was.room()))
                .id(was.id())
                .display(was.display())
                .build();
        Jsep offer = peer.offer(OfferOptions.audioOnly()).join();
        AudioBridgeEvent.Joined joined = audiobridge.join(sameId, offer).join();
        peer.acceptAnswer(Objects.requireNonNull(joined.jsep())).join();
        // end::joinAgain[]
        return audiobridge;
    }
}
