// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.media;

import dev.janusclient.media.rtp.RtpHeader;
import dev.janusclient.message.Jsep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Between a leg and Janus, in place of the addresses of both: delays each packet, and drops one RTP packet of so many. Each description
 * that is exchanged has to go through {@link #ofLeg} or {@link #ofJanus}.
 */
final class LossyRelay implements AutoCloseable {
    private static final int MAX_DATAGRAM = 2_048;
    private static final Pattern CANDIDATES = Pattern.compile("(a=(candidate:.*|end-of-candidates)\r\n)+");

    private final String address;
    private final int delayMillis;
    private final int dropOneOf;
    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
    private final Side legSide = new Side();
    private final Side janusSide = new Side();

    /** Starts one at an address of this machine. */
    LossyRelay(String address, int delayMillis, int dropOneOf) {
        this.address = address;
        this.delayMillis = delayMillis;
        this.dropOneOf = dropOneOf;
        legSide.open(janusSide);
        janusSide.open(legSide);
    }

    /** A description of the leg's, for Janus. */
    Jsep ofLeg(Jsep description) {
        return Jsep.offer(janusSide.replace(description.sdp())).withoutTrickle();
    }

    /** An answer of Janus's, for the leg. */
    Jsep ofJanus(@Nullable Jsep description) {
        return Jsep.answer(legSide.replace(Objects.requireNonNull(description).sdp()));
    }

    /** How many RTP packets on their way to Janus were dropped. */
    int droppedToJanus() {
        return legSide.dropped.get();
    }

    @Override
    public void close() {
        legSide.close();
        janusSide.close();
        sender.shutdownNow();
    }

    /** A socket that one of the two sends to, and receives from. */
    private final class Side {
        private @Nullable DatagramSocket socket;
        private volatile @Nullable SocketAddress peer;
        private int packets;
        final AtomicInteger dropped = new AtomicInteger();

        private DatagramSocket socket() {
            return Objects.requireNonNull(socket);
        }

        void open(Side other) {
            try {
                socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(address), 0));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Thread reader = new Thread(() -> read(other), "lossy-relay-" + socket().getLocalPort());
            reader.setDaemon(true);
            reader.start();
        }

        void close() {
            socket().close();
        }

        /** The only candidate is this socket. */
        String replace(String sdp) {
            return CANDIDATES
                    .matcher(sdp)
                    .replaceAll("a=candidate:1 1 udp 2015363327 " + address + " " + socket().getLocalPort()
                            + " typ host\r\n");
        }

        private void read(Side other) {
            byte[] buffer = new byte[MAX_DATAGRAM];
            while (!socket().isClosed()) {
                DatagramPacket datagram = new DatagramPacket(buffer, buffer.length);
                try {
                    socket().receive(datagram);
                } catch (IOException e) {
                    // The other side is gone, or this one is closed.
                    continue;
                }
                peer = datagram.getSocketAddress();
                if (isRtp(datagram) && ++packets % dropOneOf == 0) {
                    dropped.incrementAndGet();
                    continue;
                }
                byte[] copy = Arrays.copyOf(buffer, datagram.getLength());
                var unused = sender.schedule(() -> other.send(copy), delayMillis, TimeUnit.MILLISECONDS);
            }
        }

        /** Its header is not encrypted; checks of ICE and DTLS begin with other bits. */
        private static boolean isRtp(DatagramPacket datagram) {
            byte[] data = datagram.getData();
            return (data[0] & 0xC0) == 0x80 && !RtpHeader.isRtcp(data, 0, datagram.getLength());
        }

        private void send(byte[] datagram) {
            SocketAddress to = peer;
            if (to == null) {
                return;
            }
            try {
                socket().send(new DatagramPacket(datagram, datagram.length, to));
            } catch (IOException e) {
                // As on any network.
            }
        }
    }
}
