// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.killed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.recovery.MediaRecovery.Continued;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.HeardPacket;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.PrivateNetwork;
import dev.janusclient.testkit.RtpTonePeer;
import dev.janusclient.testkit.SipCallee;
import dev.janusclient.testkit.SipMedia;
import dev.janusclient.testkit.SipMessage;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A SIP call goes on from another machine, with another address, when the one of before is gone with its process. */
@Tag("sip-tester")
@Timeout(180)
class TwoMachinesTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String ADDRESS = PrivateNetwork.address();
    private static final int MACHINE_OF_A = 2;
    private static final int MACHINE_OF_B = 3;

    @RegisterExtension
    static final JanusExtension JANUS = JanusExtension.with(
            JanusServer.builder().plugins("sip").address(ADDRESS).reclaimSessionTimeout(60));

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theOtherMachineGoesOn(boolean restartIce) {
        RtpTonePeer phone = stage.keep(new RtpTonePeer(ADDRESS, Heir.BYSTANDERS_HERTZ));
        SipCallee bob = stage.keep(SipCallee.answering(SipMedia.of(phone)));
        OwnerProcess a = OwnerProcess.startOn(
                MACHINE_OF_A, stage, JANUS, Scene.IN_A_CALL_WITH_A_LEG, "sip:alice@" + ADDRESS, bob.uri("bob"));
        HandoverTicket ticket = HandoverTicket.fromJson(a.await("ticket"));
        stage.done(phone.hears(Scene.HERTZ));
        List<SipMessage> messages = bob.messages();
        assertThat(isConnected(MACHINE_OF_A)).isTrue();

        a.close();
        await().atMost(TIMEOUT).until(() -> !isConnected(MACHINE_OF_A));
        OwnerProcess b = OwnerProcess.startOn(
                MACHINE_OF_B,
                stage,
                JANUS,
                Scene.GOING_ON_WITH_A_CALL,
                JANUS.server().uri(),
                ticket.toJson(),
                restartIce);
        Continued.How how = restartIce ? Continued.How.ICE_RESTART : Continued.How.OTHER_ADDRESS;
        assertThat(b.await("continued")).isEqualTo(how.name());
        b.await("hears");
        stage.done(phone.hears(Heir.HERTZ));
        assertThat(phone.packets().stream().map(HeardPacket::ssrc).distinct())
                .as("sources that the far end has seen")
                .hasSize(1);
        if (!restartIce) {
            assertThat(bob.messages()).as("SIP messages at the far end").isEqualTo(messages);
        }
        b.close();
        await().atMost(TIMEOUT).until(() -> !isConnected(MACHINE_OF_B));
    }

    private static boolean isConnected(int machine) {
        try {
            return NetworkInterface.getByName("host" + machine) != null;
        } catch (SocketException e) {
            return false;
        }
    }
}
