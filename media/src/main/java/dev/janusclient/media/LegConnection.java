// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

import dev.janusclient.media.dtls.DtlsHandshake;
import dev.janusclient.media.ice.IceAgent;
import dev.janusclient.media.ice.StunMessage;
import dev.janusclient.media.rtp.RtpHeader;
import dev.janusclient.media.srtp.SrtpKeys;
import dev.janusclient.media.srtp.SrtpReceiver;
import dev.janusclient.media.srtp.SrtpSender;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A leg's socket: tells STUN, DTLS, RTP and RTCP apart, and encrypts and decrypts. Belongs to the engine's thread, but for
 * {@link #send}, which handshakes call on theirs.
 */
final class LegConnection {
    /** What was received and is authentic. */
    interface Receiver {
        void rtp(byte[] packet, int length, long nanos);

        void rtcp(byte[] packet, int length, long nanos);
    }

    static final int MAX_DATAGRAM = 2_048;

    private static final Logger log = LoggerFactory.getLogger(LegConnection.class);

    /** Datagrams that are read in one turn; the others wait until the other legs had theirs. */
    private static final int MAX_READ = 32;

    final DatagramChannel channel;
    final IceAgent ice;
    private final Receiver receiver;
    private final ByteBuffer incoming = ByteBuffer.allocate(MAX_DATAGRAM);
    private final byte[] outgoing;
    private final ByteBuffer outgoingBuffer;
    private volatile BooleanSupplier gate = () -> true;
    private @Nullable DtlsHandshake handshake;
    private @Nullable SrtpSender encryption;
    private @Nullable SrtpReceiver decryption;
    private long refused;

    /** @param outgoing where packets are that are to be sent */
    LegConnection(DatagramChannel channel, IceAgentFactory agents, Receiver receiver, byte[] outgoing) {
        this.channel = channel;
        this.receiver = receiver;
        this.outgoing = outgoing;
        this.outgoingBuffer = ByteBuffer.wrap(outgoing);
        this.ice = agents.create(this::send);
    }

    /** Makes the agent that sends through a connection. */
    @FunctionalInterface
    interface IceAgentFactory {
        IceAgent create(IceAgent.DatagramSender sender);
    }

    /** Nothing leaves, of whatever kind, while this says false. */
    void sendOnlyWhile(BooleanSupplier allowed) {
        gate = allowed;
    }

    /** Takes a handshake whose datagrams come in and go out here. */
    void handshake(DtlsHandshake begun) {
        handshake = begun;
    }

    @Nullable DtlsHandshake handshake() {
        return handshake;
    }

    /**
     * Takes the keys.
     *
     * @param maxRollovers how often the other side's sequence numbers may have begun again already
     */
    void secure(SrtpKeys keys, int maxRollovers) {
        encryption = new SrtpSender(keys.local());
        decryption = new SrtpReceiver(keys.remote(), maxRollovers);
    }

    boolean isSecured() {
        return encryption != null;
    }

    /** Whether packets can be sent. */
    boolean isReady() {
        return encryption != null && ice.target() != null;
    }

    /** How many packets were not authentic, or came again. */
    long refused() {
        return refused;
    }

    void read(long nanos) {
        for (int i = 0; i < MAX_READ; i++) {
            incoming.clear();
            SocketAddress from;
            try {
                from = channel.receive(incoming);
            } catch (IOException e) {
                // Reports that an earlier datagram was refused come here; the socket is as good as before.
                log.debug("receiving failed", e);
                return;
            }
            if (from == null) {
                return;
            }
            received(incoming.array(), incoming.position(), (InetSocketAddress) from, nanos);
        }
    }

    private void received(byte[] datagram, int length, InetSocketAddress from, long nanos) {
        if (StunMessage.isStun(datagram, 0, length)) {
            StunMessage message = StunMessage.parse(datagram, 0, length);
            if (message != null) {
                ice.receive(message, from, nanos);
            }
        } else if (DtlsHandshake.isDtls(datagram, 0, length)) {
            if (handshake != null) {
                handshake.receive(datagram, 0, length);
            }
        } else if (decryption != null) {
            decrypt(decryption, datagram, length, nanos);
        }
    }

    private void decrypt(SrtpReceiver from, byte[] datagram, int length, long nanos) {
        boolean rtcp = RtpHeader.isRtcp(datagram, 0, length);
        int plain = rtcp ? from.unprotectRtcp(datagram, 0, length) : from.unprotect(datagram, 0, length);
        if (plain < 0) {
            refused++;
        } else if (rtcp) {
            receiver.rtcp(datagram, plain, nanos);
        } else {
            receiver.rtp(datagram, plain, nanos);
        }
    }

    /** Encrypts and sends an RTP packet; {@link #isReady} was asked before. */
    void sendRtp(int offset, int length) {
        SrtpSender with = encryption;
        if (with != null) {
            sendToTarget(offset, with.protect(outgoing, offset, length));
        }
    }

    /** Encrypts and sends an RTCP packet; {@link #isReady} was asked before. */
    void sendRtcp(int offset, int length) {
        SrtpSender with = encryption;
        if (with != null) {
            sendToTarget(offset, with.protectRtcp(outgoing, offset, length));
        }
    }

    /** Sends a datagram as it is to where the other side answers; any thread may call. */
    void sendDtls(byte[] datagram, InetSocketAddress to) {
        send(datagram, to);
    }

    private void send(byte[] datagram, InetSocketAddress to) {
        send(ByteBuffer.wrap(datagram), to);
    }

    private void sendToTarget(int offset, int length) {
        InetSocketAddress target = ice.target();
        if (target != null) {
            outgoingBuffer.clear().limit(offset + length).position(offset);
            send(outgoingBuffer, target);
        }
    }

    private void send(ByteBuffer datagram, InetSocketAddress to) {
        if (!gate.getAsBoolean()) {
            return;
        }
        try {
            channel.send(datagram, to);
        } catch (IOException | UnsupportedAddressTypeException e) {
            // As lost as on the way: an address of IPv6 may be of no use here.
            log.debug("sending failed", e);
        }
    }

    boolean maySend() {
        return gate.getAsBoolean();
    }

    /** Closes the socket, and forgets the keys. Nothing is sent. */
    void close() {
        if (handshake != null) {
            handshake.abandon();
        }
        if (encryption != null && decryption != null) {
            encryption.wipe();
            decryption.wipe();
        }
        encryption = null;
        decryption = null;
        try {
            channel.close();
        } catch (IOException e) {
            log.debug("closing a socket failed", e);
        }
    }
}
