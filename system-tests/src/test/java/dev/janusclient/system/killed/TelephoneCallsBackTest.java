// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.killed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.ReclaimOutcome;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipCallReplacement;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.recovery.MediaRecovery.Continued;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.Baresip;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.Kamailio;
import dev.janusclient.testkit.PrivateNetwork;
import dev.janusclient.webrtc.JanusPeer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A call with a telephone that was not made for tests, through a proxy, is replaced when its process was killed. */
@Tag("baresip-core")
@Tag("kamailio")
@Timeout(180)
class TelephoneCallsBackTest {
    private static final String ADDRESS = PrivateNetwork.address();

    @RegisterExtension
    static final JanusExtension JANUS = Heir.server("sip");

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    private final List<JanusPeer> peers = new CopyOnWriteArrayList<>();
    private final List<JanusSipPlugin> lines = new CopyOnWriteArrayList<>();
    private Kamailio kamailio;
    private Baresip bob;
    private HandoverTicket ticket;

    @BeforeEach
    void aProcessInACallIsKilled() {
        // Whatever is a password for Scene.IN_A_SIP_CALL.
        kamailio = stage.keep(Kamailio.start(ADDRESS, "testers", Map.of("alice", "any", "bob", "hidden")));
        bob = stage.keep(Baresip.start(ADDRESS, kamailio, "bob", "hidden", Heir.BYSTANDERS_HERTZ));
        OwnerProcess a = OwnerProcess.start(stage, JANUS, Scene.IN_A_SIP_CALL, kamailio.proxy(), kamailio.uri("bob"));
        ticket = HandoverTicket.fromJson(a.await("ticket"));
        a.close();
    }

    private MediaRecovery taken(SipCallReplacement replacement) {
        ReclaimOutcome outcome = stage.done(
                Reclaim.with(stage.newClient()).replaceCalls(replacement).take(ticket));
        stage.keep(() -> stage.done(Objects.requireNonNull(outcome.session()).destroy()));
        assertThat(outcome.handle(JanusSipPlugin.TYPE).orElseThrow().state().call())
                .as("the old call")
                .isNull();
        return outcome.handles().get(0).mediaRecovery();
    }

    private SipCallReplacement replacement() {
        return SipCallReplacement.with(line -> {
                    JanusPeer peer = JanusPeer.create();
                    peers.add(peer);
                    lines.add(line);
                    return stage.keep(peer);
                })
                .transferTimeout(Duration.ofSeconds(30));
    }

    @Test
    void itIsAskedToCallAndDoes() {
        MediaRecovery media = taken(replacement());
        assertThat(media).isInstanceOfSatisfying(Continued.class, how -> assertThat(how.how())
                .isEqualTo(Continued.How.TRANSFER));
        stage.done(peers.get(0).receivedAudio().hears(Heir.BYSTANDERS_HERTZ));
        assertThat(peers).hasSize(1);
        stage.done(lines.get(0).hangupCall());
        await().atMost(Duration.ofSeconds(30)).until(() -> lines.get(0).state().call() == null);
    }

    @Test
    void itSaysThatItCanNotAndTheCallIsEnded() {
        MediaRecovery media = taken(replacement().reachableAt("sip:nobody@" + kamailio.hostAndPort()));
        assertThat(media).isInstanceOfSatisfying(MediaRecovery.Unrecoverable.class, lost -> assertThat(lost.why())
                .contains("could not call: SIP/2.0 404", "the tags"));
        await().atMost(Duration.ofSeconds(30)).until(() -> bob.requests("BYE") > 0);
        assertThat(peers).isEmpty();
    }
}
