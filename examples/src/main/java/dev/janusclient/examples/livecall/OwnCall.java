// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.livecall;

import dev.janusclient.JanusPlugin;
import dev.janusclient.JanusSession;
import dev.janusclient.PeerConnection;
import dev.janusclient.examples.rescue.Step;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.plugin.videocall.JanusVideoCallPlugin;
import dev.janusclient.plugin.videocall.VideoCallEvent;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomPublisher;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriber;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * How process A gets into a call of each kind. It tells the step {@code there} when the far end may come, with what that needs
 * to find it.
 */
final class OwnCall {
    private final JanusSession session;
    private final PeerConnection leg;
    private final String farEnd;

    /** @param farEnd where it is: {@link FarEnd#place} */
    OwnCall(JanusSession session, PeerConnection leg, String farEnd) {
        this.session = session;
        this.leg = leg;
        this.farEnd = farEnd;
    }

    /** Connects the leg, and gives its handle. */
    JanusPlugin begin(CallKind kind) {
        JanusPlugin handle =
                switch (kind) {
                    case SIP_OUT -> call();
                    case SIP_IN -> answer();
                    case AUDIOBRIDGE -> joinBridge();
                    case PUBLISHER -> publish();
                    case SUBSCRIBER -> subscribe();
                    case VIDEOCALL -> videoCall();
                };
        leg.connected().join();
        return handle;
    }

    private Jsep offer() {
        return leg.offer().join();
    }

    private void accept(@Nullable Jsep answer) {
        leg.acceptAnswer(Objects.requireNonNull(answer)).join();
    }

    private JanusSipPlugin call() {
        String[] whomAndRegistrar = farEnd.split(" ", 2);
        JanusSipPlugin sip = session.attach(JanusSipPlugin.TYPE).join();
        sip.registerConfirmed(account(whomAndRegistrar[1])).join();
        CompletableFuture<SipEvent.Accepted> accepted = sip.next(SipEvent.Accepted.class);
        sip.call(whomAndRegistrar[0], offer()).join();
        accept(accepted.join().jsep());
        Step.tell("there", "");
        return sip;
    }

    private static SipRequest.Register account(String registrar) {
        return SipRequest.Register.builder()
                .username(registrar.replaceFirst("sip:", "sip:" + SipFarEnd.OWNER + "@"))
                .secret(Secret.of("any"))
                .proxy(registrar)
                .build();
    }

    /** The far end calls whoever registers as alice. */
    private JanusSipPlugin answer() {
        JanusSipPlugin sip = session.attach(JanusSipPlugin.TYPE).join();
        CompletableFuture<SipEvent.IncomingCall> call = sip.next(SipEvent.IncomingCall.class);
        sip.registerConfirmed(account(farEnd)).join();
        Step.tell("there", "");
        Jsep answer = leg.answer(Objects.requireNonNull(call.join().jsep())).join();
        sip.accept(answer).join();
        return sip;
    }

    private JanusAudioBridgePlugin joinBridge() {
        JanusAudioBridgePlugin bridge =
                session.attach(JanusAudioBridgePlugin.TYPE).join();
        accept(bridge.join(RoomFarEnd.participant(RoomFarEnd.id(farEnd), "Alice"), offer())
                .join()
                .jsep());
        Step.tell("there", "");
        return bridge;
    }

    private JanusVideoRoomPlugin publish() {
        JanusVideoRoomPlugin room = session.attach(JanusVideoRoomPlugin.TYPE).join();
        VideoRoomPublisher publisher =
                room.joinAsPublisher(RoomFarEnd.id(farEnd), "Alice").join();
        accept(publisher.publish(offer()).join().jsep());
        leg.connected().join();
        Step.tell("there", String.valueOf(room.state().id()));
        return room;
    }

    /** The far end is a room and a publisher in it. */
    private JanusVideoRoomPlugin subscribe() {
        String[] roomAndPublisher = farEnd.split(" ", 2);
        JanusVideoRoomPlugin room = session.attach(JanusVideoRoomPlugin.TYPE).join();
        VideoRoomSubscriber subscriber = room.joinAsSubscriber(
                        RoomFarEnd.id(roomAndPublisher[0]), RoomFarEnd.id(roomAndPublisher[1]))
                .join();
        subscriber.start(leg.answer(subscriber.offer().orElseThrow()).join()).join();
        Step.tell("there", "");
        return room;
    }

    private JanusVideoCallPlugin videoCall() {
        JanusVideoCallPlugin call = session.attach(JanusVideoCallPlugin.TYPE).join();
        call.register("alice-" + session.id()).join();
        CompletableFuture<VideoCallEvent.Accepted> accepted = call.next(VideoCallEvent.Accepted.class);
        call.call(farEnd, offer()).join();
        accept(accepted.join().jsep());
        Step.tell("there", "");
        return call;
    }
}
