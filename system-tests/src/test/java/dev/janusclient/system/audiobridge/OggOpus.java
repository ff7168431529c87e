// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.audiobridge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes Opus packets into an Ogg file (RFC 3533, RFC 7845), one packet of 20 ms a page. */
final class OggOpus {
    private static final int SAMPLES = 960;
    private static final int FIRST = 2;
    private static final int LAST = 4;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private int pages;

    private OggOpus() {}

    static void write(Path path, List<byte[]> packets) {
        OggOpus ogg = new OggOpus();
        ogg.page(FIRST, 0, head());
        ogg.page(0, 0, tags());
        for (int i = 0; i < packets.size(); i++) {
            ogg.page(i == packets.size() - 1 ? LAST : 0, (i + 1L) * SAMPLES, packets.get(i));
        }
        try {
            Files.write(path, ogg.file.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] head() {
        return little(19)
                .put("OpusHead".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 1)
                .putShort((short) 0)
                .putInt(48_000)
                .array();
    }

    private static byte[] tags() {
        return little(20)
                .put("OpusTags".getBytes(StandardCharsets.US_ASCII))
                .putInt(4)
                .put("test".getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void page(int flags, long position, byte[] packet) {
        int segments = packet.length / 255 + 1;
        byte[] bytes = new byte[27 + segments + packet.length];
        ByteBuffer page = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        page.put("OggS".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 0)
                .put((byte) flags)
                .putLong(position)
                .putInt(1)
                .putInt(pages++)
                .putInt(0)
                .put((byte) segments);
        for (int i = 1; i < segments; i++) {
            page.put((byte) 255);
        }
        page.put((byte) (packet.length % 255)).put(packet);
        page.putInt(22, checksum(bytes));
        file.writeBytes(bytes);
    }

    /** CRC-32 of polynomial 04c11db7, neither reflected nor inverted. */
    private static int checksum(byte[] bytes) {
        int crc = 0;
        for (byte b : bytes) {
            crc ^= b << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc < 0 ? crc << 1 ^ 0x04c11db7 : crc << 1;
            }
        }
        return crc;
    }
}
