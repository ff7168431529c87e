// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.dtls;

import dev.janusclient.media.srtp.SrtpKeys;
import dev.janusclient.media.srtp.SrtpProfile;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;

/**
 * One handshake: {@link #run} blocks a thread until it is over, while another one passes on what is received. Afterwards only
 * {@link #receive} is of use: it repeats our last flight if the other side did not get it.
 */
public final class DtlsHandshake {
    private static final int MIN_CONTENT_TYPE = 20;
    private static final int MAX_CONTENT_TYPE = 63;
    private static final int HANDSHAKE = 22;
    private static final int MAX_REPETITIONS = 20;

    private final DtlsSettings settings;
    private final boolean client;
    private final DtlsPipe pipe;
    private final Consumer<byte[]> sender;
    private volatile List<byte[]> lastFlight = List.of();
    private int repetitions;

    /**
     * Prepares a handshake.
     *
     * @param client whether we begin, which is {@code a=setup:active}
     * @param remote the certificate that the other side must show
     * @param profiles what may be agreed on, the best first
     * @param timeout for the whole handshake
     * @param sender sends a datagram to the other side, on whichever thread calls
     */
    public DtlsHandshake(
            DtlsIdentity identity,
            boolean client,
            Fingerprint remote,
            List<SrtpProfile> profiles,
            Duration timeout,
            Consumer<byte[]> sender) {
        this.settings = new DtlsSettings(identity, remote, List.copyOf(profiles), (int) timeout.toMillis());
        this.client = client;
        this.sender = sender;
        this.pipe = new DtlsPipe(sender);
    }

    /** Whether a datagram is DTLS and not STUN, RTP or RTCP (RFC 7983). */
    public static boolean isDtls(byte[] datagram, int offset, int length) {
        return length > 0 && datagram[offset] >= MIN_CONTENT_TYPE && datagram[offset] <= MAX_CONTENT_TYPE;
    }

    /**
     * Runs the handshake.
     *
     * @throws IOException if it fails: no answer in time, another certificate, no profile in common, or {@link #abandon}
     */
    public SrtpKeys run() throws IOException {
        SrtpHandshakeResult result = new SrtpHandshakeResult(client);
        try {
            if (client) {
                new DTLSClientProtocol().connect(new DtlsClient(settings, result), pipe);
            } else {
                new DTLSServerProtocol().accept(new DtlsServer(settings, result), pipe);
            }
        } catch (IOException e) {
            if (pipe.isClosed()) {
                throw new IOException("the handshake was abandoned", e);
            }
            throw e;
        }
        lastFlight = List.copyOf(pipe.lastFlight());
        pipe.close();
        return result.keys();
    }

    /** Passes on a datagram; any thread may call. */
    public void receive(byte[] datagram, int offset, int length) {
        List<byte[]> flight = lastFlight;
        if (flight.isEmpty()) {
            pipe.offer(Arrays.copyOfRange(datagram, offset, offset + length));
        } else if (datagram[offset] == HANDSHAKE && repetitions < MAX_REPETITIONS) {
            repetitions++;
            flight.forEach(sender);
        }
    }

    /** Ends the handshake without an alert; {@link #run} fails within a second. */
    public void abandon() {
        pipe.close();
    }
}
