// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.fuzz;

import dev.janusclient.transport.Tls;
import java.nio.charset.StandardCharsets;

/** Certificates and keys as text: they are read, or refused with the documented exception, which does not show a key. */
public final class PemTexts {
    private PemTexts() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        read(() -> Tls.trusting(text), text);
        read(() -> Tls.platform().withIdentity(text, text), text);
    }

    private static void read(Runnable reader, String text) {
        try {
            reader.run();
        } catch (IllegalArgumentException documented) {
            String message = String.valueOf(documented.getMessage());
            for (String line : text.lines().toList()) {
                if (line.length() >= 16 && !line.startsWith("-") && message.contains(line)) {
                    throw new AssertionError("the message shows what was given", documented);
                }
            }
        }
    }
}
