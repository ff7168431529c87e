// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Changes an input in up to four places: bytes, pieces of itself and of others, and what JSON and HTTP are made of. */
final class Mutation {
    private static final String[] WORDS = {
        "null",
        "true",
        "{}",
        "[]",
        "\"\"",
        "-1",
        "0.5e9",
        "9223372036854775808",
        "\\u0000",
        "\\ud800",
        "\u00fc",
        "{\"a\":",
        "[[[[[[[[",
        "\n",
        "\r\n",
        "\"",
        ":",
        ",",
        "$T",
        "\u0000",
        "%",
        "@"
    };
    private static final int MAX_CHANGES = 4;

    private Mutation() {}

    static byte[] of(List<byte[]> corpus, Random random) {
        byte[] input = any(corpus, random);
        for (int i = random.nextInt(MAX_CHANGES); i >= 0; i--) {
            input = change(input, corpus, random);
        }
        return input;
    }

    private static byte[] any(List<byte[]> corpus, Random random) {
        return corpus.get(random.nextInt(corpus.size()));
    }

    private static byte[] change(byte[] input, List<byte[]> corpus, Random random) {
        int from = random.nextInt(input.length + 1);
        int to = random.nextInt(4) == 0
                ? random.nextInt(input.length + 1)
                : Math.min(input.length, from + random.nextInt(4));
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(input, 0, from);
        switch (random.nextInt(4)) {
            case 0 -> changed.write(random.nextInt(256));
            case 1 -> changed.writeBytes(WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.UTF_8));
            case 2 -> {
                byte[] other = any(corpus, random);
                int start = random.nextInt(other.length + 1);
                changed.write(other, start, random.nextInt(other.length - start + 1));
            }
            default -> {
                // The bytes from here to there are left out, or come again.
            }
        }
        changed.write(input, to, input.length - to);
        return changed.toByteArray();
    }
}
