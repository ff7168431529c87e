// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.audiobridge.AudioBridgeMedia;
import dev.janusclient.plugin.audiobridge.AudioBridgeRequest;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.plugin.sip.SipRequestRegisterBuilder;
import dev.janusclient.plugin.streaming.JanusStreamingPlugin;
import dev.janusclient.plugin.streaming.StreamingMountpoint;
import dev.janusclient.plugin.streaming.StreamingRequest;
import dev.janusclient.system.transport.Sdp;
import dev.janusclient.testkit.JanusServerBuilder;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Requests in which secrets travel: right ones, wrong ones, and ones that Janus can't read. */
final class RequestSecrets {
    /** Whom a token lets in. */
    static final List<String> PLUGINS =
            List.of(JanusSipPlugin.TYPE.name(), JanusAudioBridgePlugin.TYPE.name(), JanusStreamingPlugin.TYPE.name());

    /** Where nothing listens. */
    private static final String NOWHERE = "sip:127.0.0.1:1";

    private final LeakScan scan;
    private final Secret adminKey;
    private final Secret sipPassword;
    private final Secret sipDigest;
    private final Secret rtspPassword;
    private final Secret srtpKey;
    private final Secret secret;
    private final Secret pin;
    private final Secret wrong;
    private final String icePassword;

    RequestSecrets(LeakScan scan) {
        this.scan = scan;
        adminKey = planted("the admin key of a plugin");
        sipPassword = planted("the password of a SIP account");
        sipDigest = planted("the ha1 of a SIP account");
        rtspPassword = planted("the password of an RTSP server");
        srtpKey = planted("the key of a forwarder's SRTP");
        secret = planted("the secret of a room or mountpoint");
        pin = planted("the pin of a room or mountpoint");
        wrong = planted("a wrong secret of a room");
        icePassword = scan.plant("the ICE password of an SDP");
    }

    private Secret planted(String place) {
        return Secret.of(scan.plant(place));
    }

    /** Has a server ask for what these requests know. */
    JanusServerBuilder open(JanusServerBuilder server) {
        for (String plugin : List.of("audiobridge", "streaming")) {
            server.set("janus.plugin." + plugin + ".jcfg", "general", "admin_key", adminKey.reveal());
        }
        return server.plugins("sip", "audiobridge", "streaming");
    }

    /** Everything over one connection, and what its ticket holds. */
    void travel(JanusClient client, JanusAdmin admin) {
        scan.note(client);
        scan.note(admin);
        JanusSession session = scan.done(client.createSession());
        account(session, admin);
        room(session);
        mountpoint(session);
        HandoverTicket ticket = scan.note(session.ticket());
        scan.note(ticket.toJson());
        scan.done(admin.listTokens());
        scan.done(client.doctor());
        scan.done(session.destroy());
    }

    private void account(JanusSession session, JanusAdmin admin) {
        JanusSipPlugin sip = scan.done(session.attach(JanusSipPlugin.TYPE));
        List<SipEvent> refusals = new CopyOnWriteArrayList<>();
        sip.on(Object.class, scan::note);
        sip.on(SipEvent.RegistrationFailed.class, refusals::add);
        SipRequest.Register withDigest = register().ha1Secret(sipDigest).build();
        scan.done(registration(sip));
        await().atMost(LeakScan.AT_MOST).until(() -> refusals.size() == 1);
        scan.done(sip.register(scan.note(withDigest)));
        await().atMost(LeakScan.AT_MOST).until(() -> refusals.size() == 2);
        scan.done(admin.handleInfo(session.id(), sip.handleId()));
        scan.note(sip.state());
        // Who is not registered can't call.
        SipRequest.Call call = SipRequest.Call.builder()
                .uri("sip:bob@127.0.0.1")
                .secret(sipPassword)
                .build();
        String sdp = Sdp.AUDIO_OFFER.replaceAll("(?<=a=ice-pwd:)\\w+", icePassword);
        assertThat(sdp).contains(icePassword);
        scan.failed(sip.call(scan.note(call), Jsep.offer(sdp)));
    }

    private static SipRequestRegisterBuilder register() {
        return SipRequest.Register.builder().username("sip:alice@127.0.0.1").proxy(NOWHERE);
    }

    /** Begins to register at a registrar that does not answer. */
    CompletableFuture<?> registration(JanusSipPlugin sip) {
        return sip.register(scan.note(register().secret(sipPassword).build()));
    }

    private void room(JanusSession session) {
        JanusAudioBridgePlugin bridge = scan.done(session.attach(JanusAudioBridgePlugin.TYPE));
        bridge.on(Object.class, scan::note);
        JanusId room = scan.done(bridge.create(scan.note(AudioBridgeRequest.Create.builder()
                        .secret(secret)
                        .pin(pin)
                        .adminKey(adminKey)
                        .build())))
                .room();
        scan.failed(bridge.create(
                AudioBridgeRequest.Create.builder().adminKey(wrong).build()));
        scan.failed(bridge.join(join(room, wrong), null));
        scan.done(bridge.join(join(room, pin), null));
        scan.note(bridge.state());
        scan.done(bridge.list(new AudioBridgeRequest.ListRooms(adminKey)));
        scan.failed(bridge.destroy(destroy(room, wrong)));
        scan.done(bridge.destroy(destroy(room, secret)));
        // Janus reads no NUL, so that this is not sent.
        scan.failed(bridge.destroy(destroy(room, Secret.of(wrong.reveal() + "\0"))));
    }

    private AudioBridgeMedia.Join join(JanusId room, Secret with) {
        return scan.note(AudioBridgeMedia.Join.builder().room(room).pin(with).build());
    }

    private AudioBridgeRequest.Destroy destroy(JanusId room, Secret with) {
        return scan.note(
                AudioBridgeRequest.Destroy.builder().room(room).secret(with).build());
    }

    private void mountpoint(JanusSession session) {
        JanusStreamingPlugin streaming = scan.done(session.attach(JanusStreamingPlugin.TYPE));
        StreamingMountpoint.Rtsp rtsp = scan.note(StreamingMountpoint.Rtsp.builder()
                .adminKey(adminKey)
                .secret(secret)
                .pin(pin)
                .url("rtsp://127.0.0.1:1/nothing")
                .rtspUser("me")
                .rtspPwd(rtspPassword)
                .audio(true)
                .rtspFailcheck(false)
                .rtspReconnectDelay(1)
                .build());
        JanusId made = scan.done(streaming.create(rtsp)).stream().id();
        // Its owner sees its secret, its pin and the password.
        scan.done(streaming.info(new StreamingRequest.Info(made, secret)));
        scan.done(streaming.destroy(new StreamingRequest.Destroy(null, made, secret)));
        scan.failed(streaming.create(scan.note(StreamingMountpoint.Rtp.builder()
                .adminKey(adminKey)
                .srtpsuite(80)
                .srtpcrypto(srtpKey)
                .media(List.of(StreamingMountpoint.Media.audio("a", 0, 111, "no codec")))
                .build())));
    }
}
