// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.fuzz;

import dev.janusclient.media.ice.Candidate;
import dev.janusclient.media.ice.IceAgent;
import dev.janusclient.media.ice.IceCredentials;
import dev.janusclient.media.ice.StunMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** STUN messages of someone who does not know the passwords: they are neither answered nor believed. */
public final class StunMessages {
    private static final IceCredentials OURS = new IceCredentials("ours", "a-password-of-the-fuzz-target");
    private static final IceCredentials THEIRS = new IceCredentials("theirs", "another-password-of-the-target");
    private static final InetSocketAddress THERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);

    private StunMessages() {}

    public static void fuzzerTestOneInput(byte[] input) {
        StunMessage message = StunMessage.parse(input, 0, input.length);
        if (message == null) {
            return;
        }
        int[] sent = {0};
        IceAgent agent = new IceAgent((bytes, to) -> sent[0]++, OURS, true, 1, 1);
        agent.remote(THEIRS, 0);
        agent.add(new Candidate("1", 1, THERE, "host"), 0);
        agent.receive(message, THERE, 0);
        if (sent[0] != 1 || agent.isConnected() || agent.target() != null) {
            throw new AssertionError("a message that was not signed was answered or believed");
        }
    }
}
