// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.streaming;

import dev.janusclient.system.plugin.PluginFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * RTP that looks like video to Janus and to nobody else: each packet is a key frame of its own. One stream to each port, as
 * simulcast has them; or one stream of VP9 whose packets are of two spatial layers in turn.
 */
final class ForgedVideo implements AutoCloseable {
    private static final int PAYLOAD_TYPE = 96;
    private static final byte[] VP8_KEY_FRAME = {
        0x10, 0x10, 0x02, 0x00, (byte) 0x9d, 0x01, 0x2a, 0x40, 0x01, (byte) 0xf0, 0x00, 0, 0, 0, 0, 0
    };

    private final List<InetSocketAddress> ports = new ArrayList<>();
    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "rtp-tone-forged-video");
        thread.setDaemon(true);
        return thread;
    });
    private final DatagramSocket socket;
    private final boolean vp9;
    private int sequence;

    private ForgedVideo(boolean vp9, int... ports) {
        this.vp9 = vp9;
        try {
            InetAddress address = InetAddress.getAllByName(PluginFixture.ADDRESS)[0];
            for (int port : ports) {
                this.ports.add(new InetSocketAddress(address, port));
            }
            socket = new DatagramSocket(new InetSocketAddress(address, 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var unused = sender.scheduleAtFixedRate(this::send, 0, 20, TimeUnit.MILLISECONDS);
    }

    static ForgedVideo simulcast(int... ports) {
        return new ForgedVideo(false, ports);
    }

    static ForgedVideo svc(int port) {
        return new ForgedVideo(true, port);
    }

    private void send() {
        sequence++;
        for (int i = 0; i < ports.size(); i++) {
            byte[] payload = vp9 ? vp9(sequence % 2, sequence / 2) : VP8_KEY_FRAME;
            int frame = vp9 ? sequence / 2 : sequence;
            byte[] packet = ByteBuffer.allocate(12 + payload.length)
                    .put((byte) 0x80)
                    .put((byte) (PAYLOAD_TYPE | (!vp9 || sequence % 2 == 1 ? 0x80 : 0)))
                    .putShort((short) sequence)
                    .putInt(frame * 1_800)
                    .putInt(1_000 + i)
                    .put(payload)
                    .array();
            try {
                socket.send(new DatagramPacket(packet, packet.length, ports.get(i)));
            } catch (IOException e) {
                // The mountpoint may be gone already.
            }
        }
    }

    /** The payload descriptor of a key frame of a spatial layer: picture id, layer indices, begin, end, no prediction. */
    private static byte[] vp9(int layer, int picture) {
        byte descriptor = (byte) (0x80 | 0x20 | 0x08 | 0x04 | (layer == 0 ? 0x02 : 0));
        byte id = (byte) (picture & 0x7f);
        byte layers = (byte) (0x10 | layer << 1 | (layer == 0 ? 0 : 1));
        // With layer 0 the structure: two layers with their sizes.
        return layer == 0
                ? new byte[] {descriptor, id, layers, 0, 0x30, 0, (byte) 160, 0, 120, 1, 64, 0, (byte) 240, 0, 0, 0}
                : new byte[] {descriptor, id, layers, 0, 0, 0, 0, 0};
    }

    @Override
    public void close() {
        sender.shutdownNow();
        socket.close();
    }
}
