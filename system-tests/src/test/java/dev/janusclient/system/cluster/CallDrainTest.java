// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.cluster.store.FileStore;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.system.Outcome;
import dev.janusclient.testkit.HeardPacket;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.PrivateNetwork;
import dev.janusclient.testkit.RtpTonePeer;
import dev.janusclient.testkit.SipCallee;
import dev.janusclient.testkit.SipMedia;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A member in a call is drained: another one goes on with the audio, and no packet is lost either way. */
@Tag("sip-tester")
@Timeout(180)
class CallDrainTest {
    private static final int ENOUGH = 20;

    /** So many packets of the old member may come after the new one's first: its thread may have had to wait for a processor. */
    private static final int MAX_CROSSING = 2;

    @RegisterExtension
    static final JanusExtension JANUS =
            JanusExtension.with(JanusServer.builder().plugins("sip", "echotest").reclaimSessionTimeout(60));

    @TempDir
    private Path folder;

    @Test
    void theNextMemberIsConnectedBeforeTheOldOneFallsSilent() {
        String uri = JANUS.server().uri().toString();
        try (RtpTonePeer phone = new RtpTonePeer(PrivateNetwork.address(), 1_000);
                SipCallee bob = SipCallee.answering(SipMedia.of(phone));
                OwnershipStore store = FileStore.open(folder.resolve("store"));
                CallMember owner = new CallMember("owner", store, uri);
                CallMember standby = new CallMember("standby", store, uri)) {
            owner.call(bob.uri("bob"));
            CallMember.awaitTone(phone, CallMember.HERTZ_OF_OWNER, ENOUGH);
            await().atMost(CallMember.TIMEOUT)
                    .until(() -> owner.group.status().members().size() == 2);
            int messages = bob.messages().size();
            // The old one has given its session away by then, and still talks.
            standby.beforeTaking(() -> CallMember.awaitTone(
                    phone,
                    CallMember.HERTZ_OF_OWNER,
                    (int) CallMember.count(phone, CallMember.HERTZ_OF_OWNER) + ENOUGH));

            CompletableFuture<Integer> drained = owner.group.drain(CallMember.TIMEOUT);
            CallMember.awaitTone(phone, CallMember.HERTZ_OF_STANDBY, ENOUGH);
            await().atMost(CallMember.TIMEOUT).until(() -> standby.received.size() >= ENOUGH);
            assertThat(Outcome.of(drained))
                    .as("sessions that no member has taken")
                    .isZero();
            standby.awaitContinued();

            nothingIsMissing(phone.packets());
            nothingIsMissing(owner.received, standby.received);
            assertThat(bob.messages()).as("SIP messages at the far end").hasSize(messages);
        }
    }

    /** At the far end: one source, its packets in a row, those of the old member and then those of the new one. */
    private static void nothingIsMissing(List<HeardPacket> packets) {
        assertThat(packets.stream().map(HeardPacket::ssrc).distinct()).hasSize(1);
        boolean changed = false;
        int crossing = 0;
        for (int i = 1; i < packets.size(); i++) {
            HeardPacket packet = packets.get(i);
            assertThat(packet.sequence()).isEqualTo((packets.get(i - 1).sequence() + 1) & 0xFFFF);
            changed |= packet.hasTone(CallMember.HERTZ_OF_STANDBY);
            crossing += changed && packet.hasTone(CallMember.HERTZ_OF_OWNER) ? 1 : 0;
        }
        assertThat(crossing).as("packets of the old member that come late").isLessThanOrEqualTo(MAX_CROSSING);
    }

    /** Here: each packet of the far end came to one of the two. Its numbers begin in the lower half, and do not run over. */
    private static void nothingIsMissing(NavigableSet<Integer> ofOwner, NavigableSet<Integer> ofStandby) {
        NavigableSet<Integer> all = new TreeSet<>(ofOwner);
        all.addAll(ofStandby);
        assertThat(all.last() - all.first() + 1).isEqualTo(all.size());
    }
}
