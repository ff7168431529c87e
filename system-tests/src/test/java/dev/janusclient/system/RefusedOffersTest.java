// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.AttachOptions;
import dev.janusclient.CoreEvent;
import dev.janusclient.JanusPlugin;
import dev.janusclient.error.JanusPluginException;
import dev.janusclient.error.JanusServerException;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.audiobridge.AudioBridgeMedia;
import dev.janusclient.plugin.audiobridge.AudioBridgeReply;
import dev.janusclient.plugin.audiobridge.AudioBridgeRequest;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.plugin.nosip.JanusNoSipPlugin;
import dev.janusclient.plugin.recordplay.JanusRecordPlayPlugin;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.plugin.videocall.JanusVideoCallPlugin;
import dev.janusclient.plugin.videocall.VideoCallEvent;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomPublisherRequest;
import dev.janusclient.plugin.videoroom.VideoRoomReply;
import dev.janusclient.plugin.videoroom.VideoRoomRequest;
import dev.janusclient.system.transport.Sdp;
import dev.janusclient.testkit.FreePort;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.PrivateNetwork;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * An offer that a plugin refuses: Janus has prepared a PeerConnection for it and takes no other offer until that is hung up.
 * With every plugin that takes offers, the next one is answered as if nothing had been.
 */
class RefusedOffersTest {
    private static final Jsep OFFER = Jsep.offer(Sdp.AUDIO_OFFER);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String NEEDED = "needs hangup()";

    @RegisterExtension
    static final JanusExtension JANUS = JanusExtension.with(JanusServer.builder()
            .plugins("audiobridge", "echotest", "nosip", "recordplay", "sip", "videocall", "videoroom")
            .reclaimSessionTimeout(20));

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    private static JanusPluginException refused(CompletableFuture<?> request) {
        return Outcome.failure(request, JanusPluginException.class, SOON);
    }

    /** With a body that the typed methods do not send. */
    private static void refusedAndPutRight(JanusPlugin handle, String body) {
        JanusPluginException refusal = refused(handle.message(RawJson.of(body.replace('\'', '"')), OFFER));
        assertThat(refusal).hasMessageNotContaining(NEEDED);
    }

    private JanusSipPlugin guest() {
        JanusSipPlugin sip = stage.attach(JanusSipPlugin.TYPE);
        stage.done(sip.register(SipRequest.Register.builder()
                .type(SipRequest.Register.Type.GUEST)
                .username("sip:alice@" + PrivateNetwork.address())
                .build()));
        return sip;
    }

    private static String somebody() {
        return "sip:bob@" + PrivateNetwork.address() + ":" + FreePort.udp(PrivateNetwork.address());
    }

    @Test
    void aCallToNoAddressDoesNotPreventTheNextCall() {
        JanusSipPlugin sip = guest();
        JanusPluginException refusal = refused(sip.call("bob@" + PrivateNetwork.address(), OFFER));
        assertThat(refusal.code()).isEqualTo(446);
        assertThat(refusal.reason()).doesNotEndWith("\n");
        assertThat(stage.done(sip.call(somebody(), OFFER))).isInstanceOf(SipEvent.Calling.class);
    }

    @Test
    void aCallToAnUnknownUserDoesNotPreventTheNextCall() {
        JanusVideoCallPlugin alice = stage.attach(JanusVideoCallPlugin.TYPE);
        JanusVideoCallPlugin bob = stage.attach(JanusVideoCallPlugin.TYPE);
        stage.done(alice.register("alice"));
        stage.done(bob.register("bob"));
        assertThat(refused(alice.call("nobody", OFFER)).code()).isEqualTo(478);
        assertThat(stage.done(alice.call("bob", OFFER))).isInstanceOf(VideoCallEvent.Calling.class);
    }

    @Test
    void aRoomThatIsNotThereDoesNotPreventTheNextJoin() {
        JanusVideoRoomPlugin handle = stage.attach(JanusVideoRoomPlugin.TYPE);
        JanusId room = stage.done(
                        handle.create(VideoRoomRequest.Create.builder().build()))
                .room();
        assertThat(refused(handle.joinAndConfigure(join(JanusId.of(404)), OFFER))
                        .code())
                .isEqualTo(426);
        stage.done(handle.joinAndConfigure(join(room), OFFER));
        assertThat(handle.state().media()).isTrue();
    }

    private static VideoRoomPublisherRequest.JoinAndConfigure join(JanusId room) {
        return VideoRoomPublisherRequest.JoinAndConfigure.builder().room(room).build();
    }

    @Test
    void aPublisherStaysInItsRoomWhenItsOfferIsRefused() {
        JanusVideoRoomPlugin handle = stage.attach(JanusVideoRoomPlugin.TYPE);
        JanusId room = stage.done(
                        handle.create(VideoRoomRequest.Create.builder().build()))
                .room();
        stage.done(handle.joinAsPublisher(VideoRoomPublisherRequest.Join.of(room, "alice")));
        refusedAndPutRight(handle, "{'request':'publish','bitrate':'much'}");
        assertThat(stage.done(handle.listParticipants(room)).participants())
                .extracting(VideoRoomReply.Participant::display)
                .containsExactly("alice");
        stage.done(handle.asPublisher().publish(OFFER));
    }

    @Test
    void anEchoTestThatIsRefusedCanBeStarted() {
        JanusEchoTestPlugin echo = stage.attach(JanusEchoTestPlugin.TYPE);
        refusedAndPutRight(echo, "{'audio':'yes'}");
        assertThat(stage.done(echo.start(OFFER)).jsep()).isNotNull();
    }

    @Test
    void aRecordingThatIsRefusedCanBeMade() {
        JanusRecordPlayPlugin handle = stage.attach(JanusRecordPlayPlugin.TYPE);
        refusedAndPutRight(handle, "{'request':'record'}");
        assertThat(stage.done(handle.record("a name", OFFER)).jsep()).isNotNull();
    }

    @Test
    void aDescriptionThatIsRefusedCanBeGenerated() {
        JanusNoSipPlugin nosip = stage.attach(JanusNoSipPlugin.TYPE);
        refusedAndPutRight(nosip, "{'request':'generate','srtp':7}");
        assertThat(stage.done(nosip.generate(OFFER)).sdp()).contains("m=audio");
    }

    @Test
    void aRoomOfTheBridgeThatIsNotThereDoesNotPreventTheNextJoin() {
        JanusAudioBridgePlugin handle = stage.attach(JanusAudioBridgePlugin.TYPE);
        JanusId room = room(handle);
        refused(handle.join(inBridge(JanusId.of(404)), OFFER));
        assertThat(stage.done(handle.join(inBridge(room), OFFER)).jsep()).isNotNull();
    }

    @Test
    void aParticipantOfTheBridgeIsNotThrownOutAndTheExceptionSaysWhatIsNeeded() {
        JanusAudioBridgePlugin handle = stage.attach(JanusAudioBridgePlugin.TYPE);
        JanusId room = room(handle);
        stage.done(handle.join(room, "alice"));
        JanusPluginException refusal =
                refused(handle.message(RawJson.of("{\"request\":\"configure\",\"muted\":\"yes\"}"), OFFER));
        assertThat(refusal).hasMessageContaining(NEEDED);
        assertThat(stage.done(handle.listParticipants(room)).participants()).hasSize(1);
        // It is as the exception says.
        assertThat(Outcome.failure(handle.configure(OFFER), JanusServerException.class, SOON)
                        .code())
                .isEqualTo(490);
        stage.hangUp(handle);
        stage.done(handle.join(room, "alice"));
        stage.done(handle.configure(OFFER));
    }

    private JanusId room(JanusAudioBridgePlugin handle) {
        AudioBridgeReply.Created created =
                stage.done(handle.create(AudioBridgeRequest.Create.builder().build()));
        return created.room();
    }

    private static AudioBridgeMedia.Join inBridge(JanusId room) {
        return AudioBridgeMedia.Join.builder().room(room).build();
    }

    @Test
    void aHandleOfAnotherOwnerIsLeftAsItIs() {
        long id = guest().handleId();
        JanusSipPlugin sip = Outcome.of(stage.newClient()
                .claimSession(stage.session().id())
                .thenCompose(session -> session.attach(JanusSipPlugin.TYPE, AttachOptions.existingHandle(id))));
        assertThat(refused(sip.call("bob", OFFER))).hasMessageContaining(NEEDED);
        stage.hangUp(sip);
        assertThat(stage.done(sip.call(somebody(), OFFER))).isInstanceOf(SipEvent.Calling.class);
    }

    @Test
    void aPeerThatIsBusyDoesNotPreventTheNextCall() {
        JanusVideoCallPlugin alice = stage.attach(JanusVideoCallPlugin.TYPE);
        JanusVideoCallPlugin bob = stage.attach(JanusVideoCallPlugin.TYPE);
        JanusVideoCallPlugin carol = stage.attach(JanusVideoCallPlugin.TYPE);
        stage.done(alice.register("dora"));
        stage.done(bob.register("emil"));
        stage.done(carol.register("fritz"));
        stage.done(alice.call("emil", OFFER));
        assertThat(stage.done(carol.call("emil", OFFER))).isInstanceOf(VideoCallEvent.Hangup.class);
        HandleEvents events = stage.listen(bob);
        stage.hangUp(alice);
        events.await(CoreEvent.HangUp.class);
        assertThat(stage.done(carol.call("emil", OFFER))).isInstanceOf(VideoCallEvent.Calling.class);
    }
}
