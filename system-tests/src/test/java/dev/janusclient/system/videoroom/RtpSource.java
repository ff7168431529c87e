// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.videoroom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;

/** RTP by hand: receives what is forwarded, and sends video in layers as another Janus would. */
final class RtpSource implements AutoCloseable {
    private final DatagramSocket socket;
    private int sequence;

    RtpSource() throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(VideoRoomFixture.ADDRESS, 0));
    }

    int port() {
        return socket.getLocalPort();
    }

    /** The payload type of the next packet that comes. */
    int awaitPayloadType(Duration atMost) {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        try {
            socket.setSoTimeout((int) atMost.toMillis());
            socket.receive(packet);
        } catch (IOException e) {
            throw new AssertionError("no packet came", e);
        }
        return packet.getData()[1] & 0x7f;
    }

    /** Sends one packet with a payload. */
    void send(int port, int ssrc, byte... payload) {
        ByteBuffer packet = ByteBuffer.allocate(12 + payload.length);
        sequence++;
        packet.put((byte) 0x80)
                .put((byte) 0xe0)
                .putShort((short) sequence)
                .putInt(sequence * 3000)
                .putInt(ssrc);
        packet.put(payload);
        try {
            socket.send(new DatagramPacket(
                    packet.array(), packet.capacity(), InetAddress.getByName(VideoRoomFixture.ADDRESS), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves out a packet. */
    void lose() {
        sequence++;
    }

    /** A key frame of VP8, in a temporal layer: descriptor with layer index, then the frame's header. */
    static byte[] vp8(int temporal) {
        return new byte[] {
            (byte) 0x90,
            (byte) 0xe0,
            1,
            1,
            (byte) (temporal << 6),
            0x10,
            0,
            0,
            (byte) 0x9d,
            1,
            0x2a,
            64,
            1,
            (byte) 240,
            0,
            0,
            0,
            0,
            0,
            0
        };
    }

    /** A key frame of VP9, in a spatial and a temporal layer to which one may switch: descriptor with sizes. */
    static byte[] vp9(int spatial, int temporal) {
        int layers = temporal << 5 | 0x10 | spatial << 1;
        // I, L, B, E, V; picture id; layers; TL0PICIDX; one size and no groups.
        return new byte[] {
            (byte) 0xae,
            1,
            (byte) layers,
            1,
            0x10,
            1,
            64,
            0,
            (byte) 240,
            (byte) 0x82,
            0x49,
            (byte) 0x83,
            0x42,
            0,
            0,
            0,
            0,
            0,
            0,
            0
        };
    }

    @Override
    public void close() {
        socket.close();
    }
}
