// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.fuzz;

import dev.janusclient.media.dtls.DtlsHandshake;
import dev.janusclient.media.dtls.DtlsIdentity;
import dev.janusclient.media.srtp.SrtpProfile;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Datagrams of someone who can't finish a handshake, because they are there before it begins: it fails as it may, and sends no more
 * than a few flights. The first byte says with its lowest bit whether we are the client; each datagram follows its length, two bytes.
 */
public final class DtlsRecords {
    private static final DtlsIdentity IDENTITY = DtlsIdentity.create();

    /** Nothing more comes: who waits longer waits in vain. */
    private static final Duration TIMEOUT = Duration.ofMillis(10);

    private static final int MAX_SENT = 40;

    private DtlsRecords() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        int[] sent = {0};
        DtlsHandshake handshake = new DtlsHandshake(
                IDENTITY,
                (input[0] & 1) != 0,
                IDENTITY.fingerprint(),
                List.of(SrtpProfile.values()),
                TIMEOUT,
                datagram -> sent[0]++);
        int at = 1;
        while (at + 2 <= input.length) {
            int length = (input[at] & 0xFF) << 8 | (input[at + 1] & 0xFF);
            byte[] datagram = Arrays.copyOfRange(input, at + 2, Math.min(input.length, at + 2 + length));
            if (DtlsHandshake.isDtls(datagram, 0, datagram.length)) {
                handshake.receive(datagram, 0, datagram.length);
            }
            at += 2 + length;
        }
        try {
            handshake.run();
        } catch (IOException failed) {
            if (sent[0] > MAX_SENT) {
                throw new AssertionError(sent[0] + " datagrams were sent", failed);
            }
            return;
        }
        throw new AssertionError("a handshake of datagrams that were made before it");
    }
}
