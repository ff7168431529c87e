// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.livecall;

import dev.janusclient.testkit.HeardPacket;
import java.util.List;

/**
 * What a telephone heard, as two lines of text: a block for each packet, as high as it is loud, and below it whose tone it is. A dot
 * stands for each 20 ms in which nothing came.
 */
final class Wave {
    private static final String BLOCKS = "▁▂▃▄▅▆▇█";

    /** The level of the highest block; a tone is a little below. */
    static final double LOUDEST = 0.25;

    private static final long PACKET_NANOS = 20_000_000;

    private final StringBuilder levels = new StringBuilder();
    private final StringBuilder owners = new StringBuilder();

    /** Less is silence. */
    private static final double SILENT = 0.01;

    Wave(List<HeardPacket> packets) {
        HeardPacket before = null;
        for (HeardPacket packet : packets) {
            if (before != null) {
                missing(Math.round((packet.nanos() - before.nanos()) / (double) PACKET_NANOS) - 1);
            }
            int height = (int) (packet.level() / LOUDEST * BLOCKS.length());
            levels.append(BLOCKS.charAt(Math.min(height, BLOCKS.length() - 1)));
            owners.append(owner(packet));
            before = packet;
        }
    }

    private void missing(long count) {
        levels.append("·".repeat((int) Math.max(0, count)));
        owners.append(" ".repeat((int) Math.max(0, count)));
    }

    /** A or B; a space if it is silent, and a question mark if it is neither of them. */
    static char owner(HeardPacket packet) {
        if (packet.level() < SILENT) {
            return ' ';
        } else if (packet.hasTone(LiveCall.TONE_OF_A)) {
            return 'A';
        }
        return packet.hasTone(LiveCall.TONE_OF_B) ? 'B' : '?';
    }

    String levels() {
        return levels.toString();
    }

    String owners() {
        return owners.toString();
    }
}
