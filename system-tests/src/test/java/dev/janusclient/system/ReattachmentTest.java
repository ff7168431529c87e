// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.AttachOptions;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.error.JanusHandleNotFoundException;
import dev.janusclient.error.JanusSessionNotFoundException;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.handover.TicketSigner;
import dev.janusclient.internal.connection.Transports;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.recovery.ProbeResult;
import dev.janusclient.testkit.FrameRecorder;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Claim and re-attachment against the real Janus, with every frame on the wire recorded. */
class ReattachmentTest {
    @RegisterExtension
    static final JanusExtension janus =
            JanusExtension.with(JanusServer.builder().reclaimSessionTimeout(30));

    private FrameRecorder firstFrames;
    private FrameRecorder secondFrames;
    private JanusClient first;
    private JanusClient second;

    @BeforeEach
    void twoClients() {
        firstFrames = new FrameRecorder(Transports.forUri(janus.server().uri()));
        secondFrames = new FrameRecorder(Transports.forUri(janus.server().uri()));
        first = JanusClient.create(janus.server().uri(), JanusClientOptions.defaults(), firstFrames);
        second = JanusClient.create(janus.server().uri(), JanusClientOptions.defaults(), secondFrames);
    }

    @AfterEach
    void closeClients() {
        first.close();
        second.close();
    }

    @Test
    void attachingToAnExistingHandleSendsNothingAndTheHandleWorks() {
        JanusSession created = Outcome.of(first.createSession());
        JanusSipPlugin original = Outcome.of(created.attach(JanusSipPlugin.TYPE));
        JanusSession claimed = Outcome.of(second.claimSession(created.id()));
        List<String> before = secondFrames.sent();

        CompletableFuture<JanusSipPlugin> attaching =
                claimed.attach(JanusSipPlugin.TYPE, AttachOptions.existingHandle(original.handleId()));

        assertThat(attaching).isCompleted();
        assertThat(secondFrames.sent()).isEqualTo(before);
        JanusSipPlugin taken = attaching.join();
        assertThat(taken.handleId()).isEqualTo(original.handleId());
        assertThat(Outcome.of(taken.probe())).isEqualTo(ProbeResult.ALIVE);
        assertThat(Outcome.of(taken.register(guest())).callId()).isNull();
        assertThat(words(secondFrames)).containsExactly("info", "claim", "keepalive", "message");
    }

    @Test
    void anAbsentOrNullExistingIdIsANormalAttach() {
        JanusSession session = Outcome.of(first.createSession());

        JanusSipPlugin absent = Outcome.of(session.attach(JanusSipPlugin.TYPE));
        JanusSipPlugin none = Outcome.of(session.attach(JanusSipPlugin.TYPE, AttachOptions.existingHandle(null)));
        JanusSipPlugin named = Outcome.of(session.attach(JanusSipPlugin.TYPE, AttachOptions.opaqueId("line-1")));

        assertThat(List.of(absent.handleId(), none.handleId(), named.handleId()))
                .doesNotHaveDuplicates();
        assertThat(words(firstFrames)).containsExactly("info", "create", "attach", "attach", "attach");
        assertThat(firstFrames.sent().get(4)).contains("\"opaque_id\":\"line-1\"");
        assertThat(firstFrames.sent().get(3)).doesNotContain("opaque_id");
    }

    @Test
    void anInactiveSessionRefusesNewAndExistingHandles() {
        JanusSession session = Outcome.of(first.createSession());
        JanusSipPlugin handle = Outcome.of(session.attach(JanusSipPlugin.TYPE));
        session.handOff();

        assertThatThrownBy(() -> session.attach(JanusSipPlugin.TYPE)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> session.attach(JanusSipPlugin.TYPE, AttachOptions.existingHandle(handle.handleId())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("handed off");
        // What is passed on to the next owner goes through a handle of another plugin.
        assertThat(firstFrames.sent().stream().filter(frame -> frame.contains("janus.plugin.sip")))
                .hasSize(1);
    }

    @Test
    void theTicketCarriesTheSessionAcross() {
        JanusSession session = Outcome.of(first.createSession());
        JanusSipPlugin sip = Outcome.of(session.attach(JanusSipPlugin.TYPE, AttachOptions.opaqueId("line-1")));
        Outcome.of(sip.register(guest()));
        TicketSigner signer = new TicketSigner("a key of many bytes".getBytes(StandardCharsets.UTF_8));

        HandoverTicket ticket = signer.verify(signer.sign(session.handOff()));
        assertThat(ticket.server().name()).isEqualTo(janus.server().serverName());
        JanusSession claimed = Outcome.of(second.claimSession(ticket.sessionId()));
        JanusSipPlugin taken = Outcome.of(claimed.attach(
                JanusSipPlugin.TYPE,
                AttachOptions.from(ticket.handle("janus.plugin.sip").orElseThrow())));

        assertThat(taken.state()).isEqualTo(sip.state());
        assertThat(taken.state().account()).isEqualTo("sip:alice@127.0.0.1");
        assertThat(taken.opaqueId()).isEqualTo("line-1");
    }

    @Test
    void aSessionAndItsHandlesOutliveTheClientThatMadeThem() {
        JanusSession session = Outcome.of(first.createSession(4711));
        long handle = Outcome.of(session.attach(JanusSipPlugin.TYPE)).handleId();
        first.close();

        JanusSession claimed = Outcome.of(second.claimSession(4711));
        JanusSipPlugin taken = Outcome.of(claimed.attach(JanusSipPlugin.TYPE, AttachOptions.existingHandle(handle)));

        assertThat(Outcome.of(taken.probe())).isEqualTo(ProbeResult.ALIVE);
        Outcome.of(claimed.destroy());
        assertThat(claimed.isActive()).isFalse();
    }

    @Test
    void aHandleThatIsNotThereIsFoundOutByAProbeOrByTheFirstRequest() {
        JanusSession session = Outcome.of(first.createSession());
        JanusSipPlugin ghost = Outcome.of(session.attach(JanusSipPlugin.TYPE, AttachOptions.existingHandle(12345L)));

        assertThat(Outcome.of(ghost.probe())).isEqualTo(ProbeResult.HANDLE_GONE);
        JanusHandleNotFoundException missing =
                Outcome.failure(ghost.unregister(), JanusHandleNotFoundException.class, Duration.ofSeconds(20));
        assertThat(missing).hasMessageContaining("unregister").hasMessageContaining("459");
    }

    @Test
    void aSessionThatIsNotThereCanNotBeClaimed() {
        JanusSessionNotFoundException missing =
                Outcome.failure(second.claimSession(99), JanusSessionNotFoundException.class, Duration.ofSeconds(20));

        assertThat(missing).hasMessageContaining("claim").hasMessageContaining("458");
    }

    private static SipRequest.Register guest() {
        return SipRequest.Register.builder()
                .type(SipRequest.Register.Type.GUEST)
                .username("sip:alice@127.0.0.1")
                .build();
    }

    private static List<String> words(FrameRecorder frames) {
        return frames.sent().stream()
                .map(frame -> frame.replaceFirst("\\{\"janus\":\"([a-z]+)\".*", "$1"))
                .toList();
    }
}
