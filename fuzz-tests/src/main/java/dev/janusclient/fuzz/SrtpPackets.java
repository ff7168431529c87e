// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.fuzz;

import dev.janusclient.media.srtp.SrtpKey;
import dev.janusclient.media.srtp.SrtpProfile;
import dev.janusclient.media.srtp.SrtpReceiver;
import java.util.Arrays;

/** Packets of someone who does not know the keys: they are refused, and stay as they are. */
public final class SrtpPackets {
    private SrtpPackets() {}

    public static void fuzzerTestOneInput(byte[] input) {
        for (SrtpProfile profile : SrtpProfile.values()) {
            SrtpReceiver receiver = new SrtpReceiver(
                    SrtpKey.of(profile, new byte[SrtpProfile.KEY_LENGTH], new byte[profile.saltLength()]), 3);
            byte[] packet = input.clone();
            if (receiver.unprotect(packet, 0, packet.length) >= 0
                    || receiver.unprotectRtcp(packet, 0, packet.length) >= 0) {
                throw new AssertionError("a packet was believed that was not encrypted");
            }
            if (!Arrays.equals(packet, input)) {
                throw new AssertionError("a packet that was refused was changed");
            }
        }
    }
}
