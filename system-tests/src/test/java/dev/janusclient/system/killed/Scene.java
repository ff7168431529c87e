// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.killed;

import static dev.janusclient.system.killed.Owner.connect;
import static dev.janusclient.system.plugin.PluginLine.done;

import dev.janusclient.message.Jsep;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.audiobridge.AudioBridgeMedia;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.plugin.nosip.JanusNoSipPlugin;
import dev.janusclient.plugin.nosip.NoSipEvent;
import dev.janusclient.plugin.nosip.NoSipRequest;
import dev.janusclient.plugin.recordplay.JanusRecordPlayPlugin;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.plugin.streaming.JanusStreamingPlugin;
import dev.janusclient.plugin.textroom.JanusTextRoomPlugin;
import dev.janusclient.plugin.textroom.TextRoomChannel;
import dev.janusclient.plugin.videocall.JanusVideoCallPlugin;
import dev.janusclient.plugin.videocall.VideoCallEvent;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomPublisher;
import dev.janusclient.plugin.videoroom.VideoRoomPublisherRequest;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriber;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriberRequest;
import dev.janusclient.plugin.voicemail.JanusVoicemailPlugin;
import dev.janusclient.plugin.voicemail.VoicemailEvent;
import dev.janusclient.webrtc.DataChannel;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.JanusPeerOptions;
import dev.janusclient.webrtc.OfferOptions;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What process A is in the midst of when it is killed; the list of arguments says what the test tells it. */
enum Scene {
    /** Hears itself. */
    ECHO(Scene::echo),
    /** Hears itself, through a leg that can be continued, and tells its ticket: SRTP profile. */
    ECHO_WITH_A_LEG(Legs::echo),
    /** Talks with whom it has called, through a leg that is kept for its next owner: our SIP address, whom it calls. */
    IN_A_CALL_WITH_A_LEG(Legs::call),
    /** Goes on with the call of one that was killed, and tells how: Janus's URI, the ticket, whether to restart ICE at once. */
    GOING_ON_WITH_A_CALL(Legs::goOn),
    /** Talks with whom it has called by SIP, through a peer that no other process can continue: the registrar, whom it calls. */
    IN_A_SIP_CALL(Scene::inASipCall),
    /** Talks in an audio bridge: room. */
    TALKING_IN_A_BRIDGE(Scene::talkingInABridge),
    /** Watches a mountpoint, which plays a tone: mountpoint, hertz. */
    WATCHING(Scene::watching),
    /** Has Janus's offer for a mountpoint, and has not answered it: mountpoint. */
    ABOUT_TO_WATCH(Scene::aboutToWatch),
    /** Publishes sound and picture: room. */
    PUBLISHING(Scene::publishing),
    /** Receives a publisher's sound and picture: room, publisher. */
    SUBSCRIBED(Scene::subscribed),
    /** Has Janus's offer for a publisher's media, and has not answered it: room, publisher. */
    ABOUT_TO_SUBSCRIBE(Scene::aboutToSubscribe),
    /** Calls, and is not answered yet: its user name, whom it calls. */
    CALLING(Scene::calling),
    /** Is called, and has not answered: its user name. */
    RINGING(Scene::ringing),
    /** Talks with who called it: its user name. */
    IN_A_CALL(Scene::inACall),
    /** Is in a text room: room. */
    CHATTING(Scene::chatting),
    /** Has Janus's offer of a data channel, and has not answered it. */
    ABOUT_TO_CHAT(Scene::aboutToChat),
    /** Records what it says. */
    RECORDING(Scene::recording),
    /** Has Janus's offer for a recording, and has not answered it: recording. */
    ABOUT_TO_PLAY(Scene::aboutToPlay),
    /** Talks with a telephone over plain RTP: the telephone's description. */
    TALKING_OVER_RTP(Scene::talkingOverRtp),
    /** Is called over plain RTP, and has not answered: the telephone's description. */
    CALLED_OVER_RTP(Scene::calledOverRtp),
    /** Leaves a voice mail. */
    LEAVING_A_VOICEMAIL(Scene::leavingAVoicemail);

    /** What process A says. */
    static final double HERTZ = 440;

    @SuppressWarnings("ImmutableEnumChecker") // the methods below, which have no state
    private final Consumer<Owner> setting;

    Scene(Consumer<Owner> setting) {
        this.setting = setting;
    }

    void set(Owner a) {
        setting.accept(a);
    }

    private static void echo(Owner a) {
        JanusEchoTestPlugin echo = a.attach(JanusEchoTestPlugin.TYPE);
        JanusPeer peer = a.peer();
        connect(
                peer,
                done(echo.start(done(peer.offer(OfferOptions.audioOnly())))).jsep());
        done(peer.audio().sendTone(HERTZ));
        done(peer.receivedAudio().hears(HERTZ));
    }

    private static void inASipCall(Owner a) {
        JanusSipPlugin sip = a.attach(JanusSipPlugin.TYPE);
        done(sip.registerConfirmed(SipRequest.Register.builder()
                .username(a.argument(0).replaceFirst("sip:", "sip:alice@"))
                .secret(Secret.of("any"))
                .proxy(a.argument(0))
                .build()));
        JanusPeer peer = a.peer();
        CompletableFuture<SipEvent.Accepted> accepted = sip.next(SipEvent.Accepted.class);
        done(sip.call(a.argument(1), done(peer.offer())));
        connect(peer, done(accepted).jsep());
        done(peer.audio().sendTone(HERTZ));
    }

    private static void talkingInABridge(Owner a) {
        JanusAudioBridgePlugin bridge = a.attach(JanusAudioBridgePlugin.TYPE);
        JanusPeer peer = a.peer();
        Jsep offer = done(peer.offer(OfferOptions.audioOnly()));
        connect(
                peer,
                done(bridge.join(AudioBridgeMedia.Join.room(a.id(0), "Alice"), offer))
                        .jsep());
        done(peer.audio().sendTone(HERTZ));
    }

    private static void watching(Owner a) {
        JanusStreamingPlugin streaming = a.attach(JanusStreamingPlugin.TYPE);
        JanusPeer peer = a.receiver();
        Jsep offer = Objects.requireNonNull(done(streaming.watch(a.id(0))).jsep());
        done(streaming.start(done(peer.answer(offer))));
        done(peer.connected());
        done(peer.receivedAudio().hears(Double.parseDouble(a.argument(1))));
    }

    private static void aboutToWatch(Owner a) {
        done(a.attach(JanusStreamingPlugin.TYPE).watch(a.id(0)));
    }

    private static void publishing(Owner a) {
        JanusVideoRoomPlugin room = a.attach(JanusVideoRoomPlugin.TYPE);
        VideoRoomPublisher publisher = done(room.joinAsPublisher(VideoRoomPublisherRequest.Join.of(a.id(0), "Alice")));
        JanusPeer peer = a.peer();
        connect(
                peer,
                done(publisher.publish(done(peer.offer(OfferOptions.audioAndVideo()))))
                        .jsep());
        peer.video().sendTestVideo();
        done(peer.audio().sendTone(HERTZ));
    }

    private static void subscribed(Owner a) {
        VideoRoomSubscriber subscriber = subscriber(a);
        JanusPeer peer = a.receiver();
        done(subscriber.start(done(peer.answer(subscriber.offer().orElseThrow()))));
        done(peer.connected());
        done(peer.receivedVideo().receives(5, Duration.ofSeconds(15)));
    }

    private static void aboutToSubscribe(Owner a) {
        subscriber(a);
    }

    private static VideoRoomSubscriber subscriber(Owner a) {
        return done(a.attach(JanusVideoRoomPlugin.TYPE)
                .joinAsSubscriber(VideoRoomSubscriberRequest.Join.of(a.id(0), a.id(1))));
    }

    private static void ringing(Owner a) {
        called(a);
    }

    private static void calling(Owner a) {
        JanusVideoCallPlugin call = a.attach(JanusVideoCallPlugin.TYPE);
        done(call.register(a.argument(0)));
        done(call.call(a.argument(1), done(a.peer().offer(OfferOptions.audioOnly()))));
    }

    private static void inACall(Owner a) {
        JanusVideoCallPlugin call = called(a);
        JanusPeer peer =
                JanusPeer.create(JanusPeerOptions.builder().sendVideo(true).build());
        done(call.accept(done(peer.answer(call.offer().orElseThrow()))));
        done(peer.connected());
        done(peer.audio().sendTone(HERTZ));
    }

    private static JanusVideoCallPlugin called(Owner a) {
        JanusVideoCallPlugin call = a.attach(JanusVideoCallPlugin.TYPE);
        CompletableFuture<VideoCallEvent.IncomingCall> rings = new CompletableFuture<>();
        call.on(VideoCallEvent.IncomingCall.class, rings::complete);
        done(call.register(a.argument(0)));
        a.tell("registered", a.argument(0));
        done(rings);
        return call;
    }

    private static void chatting(Owner a) {
        JanusTextRoomPlugin room = a.attach(JanusTextRoomPlugin.TYPE);
        Jsep offer = Objects.requireNonNull(done(room.setup()).jsep());
        JanusPeer peer = a.receiver();
        DataChannel data = peer.createDataChannel(TextRoomChannel.LABEL);
        TextRoomChannel channel = room.channel(data::send);
        data.onText(channel::receive);
        done(room.ack(done(peer.answer(offer))));
        done(data.opened());
        done(channel.join(a.id(0), "alice"));
        done(channel.message(a.id(0), "from A"));
    }

    private static void aboutToChat(Owner a) {
        done(a.attach(JanusTextRoomPlugin.TYPE).setup());
    }

    private static void recording(Owner a) {
        JanusRecordPlayPlugin recordplay = a.attach(JanusRecordPlayPlugin.TYPE);
        JanusPeer peer = a.peer();
        connect(
                peer,
                done(recordplay.record("by A", done(peer.offer(OfferOptions.audioOnly()))))
                        .jsep());
        done(peer.audio().sendTone(HERTZ));
        Owner.sends(peer, Duration.ofSeconds(1));
    }

    private static void aboutToPlay(Owner a) {
        done(a.attach(JanusRecordPlayPlugin.TYPE).play(a.id(0).asLong()));
    }

    private static void talkingOverRtp(Owner a) {
        JanusNoSipPlugin nosip = a.attach(JanusNoSipPlugin.TYPE);
        JanusPeer peer = a.peer();
        NoSipEvent.Description offer = done(nosip.generate(done(peer.offer(OfferOptions.audioOnly()))));
        NoSipEvent.Processed answer = done(nosip.process(NoSipRequest.Description.answer(a.argument(0))));
        connect(peer, answer.jsep());
        a.tell("port", String.valueOf(Telephone.audioPort(offer.sdp())));
        done(peer.audio().sendTone(HERTZ));
    }

    private static void calledOverRtp(Owner a) {
        JanusNoSipPlugin nosip = a.attach(JanusNoSipPlugin.TYPE);
        done(nosip.process(NoSipRequest.Description.offer(a.argument(0))));
    }

    private static void leavingAVoicemail(Owner a) {
        JanusVoicemailPlugin voicemail = a.attach(JanusVoicemailPlugin.TYPE);
        CompletableFuture<VoicemailEvent.Started> started = new CompletableFuture<>();
        voicemail.on(VoicemailEvent.Started.class, started::complete);
        JanusPeer peer = a.peer();
        VoicemailEvent.Starting starting =
                (VoicemailEvent.Starting) done(voicemail.record(done(peer.offer(OfferOptions.audioOnly()))));
        connect(peer, starting.jsep());
        done(started);
        done(peer.audio().sendTone(HERTZ));
        Owner.sends(peer, Duration.ofSeconds(1));
    }
}
