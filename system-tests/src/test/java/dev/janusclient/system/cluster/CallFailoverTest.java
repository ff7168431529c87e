// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.CoreEvent;
import dev.janusclient.cluster.store.FileStore;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.system.JavaProgram;
import dev.janusclient.testkit.HeardPacket;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.PrivateNetwork;
import dev.janusclient.testkit.RtpTonePeer;
import dev.janusclient.testkit.SipCallee;
import dev.janusclient.testkit.SipMedia;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A member in a call is stopped for longer than its lease: another one goes on with the audio, and it sends nothing when it runs again. */
@Tag("sip-tester")
@Timeout(180)
class CallFailoverTest {
    private static final int ENOUGH = 20;

    /** Three seconds of audio. */
    private static final int LONG_AFTERWARDS = 150;

    @RegisterExtension
    static final JanusExtension JANUS =
            JanusExtension.with(JanusServer.builder().plugins("sip").reclaimSessionTimeout(60));

    @TempDir
    private Path folder;

    /** The member that is stopped. */
    static final class Stopped {
        private Stopped() {}

        public static void main(String[] args) throws Exception {
            Path folder = Path.of(args[0]);
            CallMember member = new CallMember("stopped", FileStore.open(folder.resolve("store")), args[1]);
            member.call(args[2]).session().on(CoreEvent.Relinquished.class, lost -> note(folder.resolve("lost")));
            // Ends with the test.
            while (System.in.read() >= 0) {}
            System.exit(0);
        }

        private static void note(Path file) {
            try {
                Files.createFile(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Process start(String callee) throws Exception {
        return JavaProgram.start(
                folder.resolve("stopped.log"),
                Stopped.class.getName(),
                folder.toString(),
                JANUS.server().uri().toString(),
                callee);
    }

    @Test
    void aMemberThatWasStoppedIsSilentWhenItGoesOn() throws Exception {
        try (RtpTonePeer phone = new RtpTonePeer(PrivateNetwork.address(), 1_000);
                SipCallee bob = SipCallee.answering(SipMedia.of(phone))) {
            Process stopped = start(bob.uri("bob"));
            try (OwnershipStore store = FileStore.open(folder.resolve("store"));
                    CallMember standby = new CallMember(
                            "standby", store, JANUS.server().uri().toString())) {
                CallMember.awaitTone(phone, CallMember.HERTZ_OF_OWNER, ENOUGH);
                int messages = bob.messages().size();
                await().atMost(CallMember.TIMEOUT)
                        .until(() -> standby.group.status().members().size() == 2);

                JavaProgram.signal("STOP", stopped);
                CallMember.awaitTone(phone, CallMember.HERTZ_OF_STANDBY, ENOUGH);
                standby.awaitContinued();
                int until = phone.packets().size();
                JavaProgram.signal("CONT", stopped);
                await().atMost(CallMember.TIMEOUT).until(() -> Files.exists(folder.resolve("lost")));
                await().atMost(CallMember.TIMEOUT).until(() -> phone.packets().size() >= until + LONG_AFTERWARDS);

                List<HeardPacket> afterwards = phone.packets().subList(until, until + LONG_AFTERWARDS);
                assertThat(afterwards)
                        .as("the far end hears the standby, and none of the member that was stopped")
                        .allMatch(packet -> packet.hasTone(CallMember.HERTZ_OF_STANDBY))
                        .noneMatch(packet -> packet.hasTone(CallMember.HERTZ_OF_OWNER));
                assertThat(bob.messages()).as("SIP messages at the far end").hasSize(messages);
            } finally {
                stopped.destroyForcibly();
                assertThat(stopped.waitFor(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }
}
