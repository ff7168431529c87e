// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.sip;

import static dev.janusclient.system.sip.SipLine.done;
import static dev.janusclient.system.sip.SipLine.failure;
import static dev.janusclient.system.sip.SipLine.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.error.JanusVersionException;
import dev.janusclient.message.Jsep;
import dev.janusclient.netty.NettyWebSocketFactory;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.testkit.FrameRecorder;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.UntilJanus;
import dev.janusclient.webrtc.OfferOptions;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that came after the server's version. */
@Tag("sip-tester")
@UntilJanus(value = "1.3.0", reason = "newer servers have some of these requests")
class NewerRequestsTest {
    @RegisterExtension
    static final JanusExtension JANUS = SipFixture.server();

    @RegisterExtension
    final SipFixture fixture = new SipFixture(JANUS);

    @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
    enum Newer {
        PROGRESS("1.3.1", (sip, jsep) -> sip.progress(SipRequest.Accept.PLAIN, jsep)),
        SEND_RINGING("1.3.3", (sip, jsep) -> sip.sendRinging()),
        KEYFRAME(
                "1.3.1",
                (sip, jsep) ->
                        sip.keyframe(SipRequest.Keyframe.builder().user(true).build())),
        RTP_FORWARD(
                "1.4.0",
                (sip, jsep) -> sip.rtpForward(SipRequest.RtpForward.builder()
                        .streams(List.of(SipRequest.RtpForwardStream.builder()
                                .type("audio")
                                .host(SipFixture.ADDRESS)
                                .port(9)
                                .build()))
                        .build())),
        STOP_RTP_FORWARD(
                "1.4.0",
                (sip, jsep) -> sip.stopRtpForward(
                        SipRequest.StopRtpForward.builder().streamId(1L).build())),
        LISTFORWARDERS("1.4.0", (sip, jsep) -> sip.listForwarders());

        private final String since;
        private final BiFunction<JanusSipPlugin, Jsep, CompletableFuture<? extends SipEvent>> send;

        Newer(String since, BiFunction<JanusSipPlugin, Jsep, CompletableFuture<? extends SipEvent>> send) {
            this.since = since;
            this.send = send;
        }

        String request() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsWithTheVersionItNeedsAndSendsNothing(Newer newer) {
        FrameRecorder frames = new FrameRecorder(new NettyWebSocketFactory());
        JanusClient client =
                fixture.keep(JanusClient.create(fixture.janus().uri(), JanusClientOptions.defaults(), frames));
        JanusSipPlugin sip = done(done(client.createSession()).attach(JanusSipPlugin.TYPE));
        int before = frames.sent().size();

        JanusVersionException failure = (JanusVersionException) assertThat(failure(newer.send.apply(sip, offer())))
                .isInstanceOf(JanusVersionException.class)
                .actual();
        assertThat(failure.needed()).isEqualTo(newer.since);
        assertThat(failure.connected()).isEqualTo(JanusServer.installedVersion());
        assertThat(failure).hasMessageContaining("'" + newer.request() + "' needs Janus " + newer.since);

        done(sip.probe());
        assertThat(frames.sent()).as("the probe is all that was sent").hasSize(before + 1);
        done(sip.session().destroy());
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedByTheServerIfTheVersionIsNotChecked(Newer newer) {
        SipLine line = fixture.line(fixture.newSession(
                JanusClientOptions.builder().versionCheck(false).build()));
        refused(newer.request(), 442, "INVALID_REQUEST", newer.send.apply(line.sip(), offer()));
        assertThat(line.await(SipEvent.Refused.class).error()).contains(newer.request());
    }

    private Jsep offer() {
        return done(fixture.peer().offer(OfferOptions.audioOnly()));
    }
}
