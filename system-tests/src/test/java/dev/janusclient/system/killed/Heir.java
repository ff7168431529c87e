// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.killed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.AttachOptions;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusPlugin;
import dev.janusclient.JanusSession;
import dev.janusclient.PluginType;
import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.internal.connection.Transports;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import dev.janusclient.system.HandleEvents;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.FrameRecorder;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import java.util.List;
import java.util.Objects;

/**
 * What process B has in its hands: the session it claimed after process A was killed, and A's handle, attached with its
 * ticket. Every frame B sent is kept, and Janus itself is asked which handles there are.
 */
final class Heir<P extends JanusPlugin> {
    /** What process B says. */
    static final double HERTZ = 700;

    /** What those say whom the kill leaves alone. */
    static final double BYSTANDERS_HERTZ = 1_000;

    static final Secret ADMIN = Secret.of("killed-admin");

    private final HandleStage stage;
    private final FrameRecorder frames;
    private final JanusAdmin admin;
    final JanusSession session;
    final HandleTicket ticket;
    final P handle;
    final HandleEvents events;

    Heir(HandleStage stage, JanusServer janus, HandoverTicket killed, PluginType<P> type) {
        this.stage = stage;
        frames = new FrameRecorder(Transports.forUri(janus.uri()));
        admin = stage.keep(JanusAdmin.create(janus.adminUri().toString(), ADMIN));
        ticket = killed.handle(type.name()).orElseThrow();
        assertThat(handlesAtJanus(killed.sessionId())).containsExactly(ticket.handleId());

        JanusClient client = stage.keep(JanusClient.create(janus.uri(), JanusClientOptions.defaults(), frames));
        session = stage.done(client.claimSession(killed.sessionId()));
        stage.keep(() -> {
            if (session.isActive()) {
                stage.done(session.destroy());
            }
        });
        int sent = frames.sent().size();
        handle = stage.done(session.attach(type, AttachOptions.from(ticket)));
        assertThat(frames.sent()).as("what attaching to the handle of A sent").hasSize(sent);
        assertThat(handle.handleId()).isEqualTo(ticket.handleId());
        assertThat(handle.opaqueId()).isEqualTo("killed");
        events = stage.listen(handle);
    }

    /** A server that waits for a new owner. */
    static JanusExtension server(String... plugins) {
        return JanusExtension.with(JanusServer.builder()
                .plugins(plugins)
                .adminSecret(ADMIN.reveal())
                .reclaimSessionTimeout(30));
    }

    /** Asserts that B has never attached a handle, and that Janus knows A's and no other in this session. */
    void assertSameHandle() {
        assertThat(attachRequests()).as("attach requests of B").isZero();
        assertThat(handlesAtJanus()).containsExactly(ticket.handleId());
    }

    /** How many attach requests B has sent. */
    long attachRequests() {
        return frames.sent().stream()
                .filter(frame -> frame.contains("\"janus\":\"attach\""))
                .count();
    }

    /** What A's handle is in its plugin, as the Admin API tells. */
    RawJson atJanus() {
        return Objects.requireNonNull(
                stage.done(admin.handleInfo(session.id(), ticket.handleId())).pluginSpecific());
    }

    /** The handles of the session, as the Admin API tells. */
    List<Long> handlesAtJanus() {
        return handlesAtJanus(session.id());
    }

    private List<Long> handlesAtJanus(long sessionId) {
        return stage.done(admin.listHandles(sessionId));
    }
}
