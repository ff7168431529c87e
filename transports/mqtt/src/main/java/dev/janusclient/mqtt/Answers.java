// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Tells answers from events. MQTT has no place for that, so the message itself is looked at: what it is comes first in all
 * that Janus writes.
 */
final class Answers {
    private static final int BEGINNING = 64;
    private static final Pattern ANSWER =
            Pattern.compile("^\\s*\\{\\s*\"janus\"\\s*:\\s*\"(?:ack|success|error|server_info|pong|keepalive)\"");

    private Answers() {}

    static boolean isAnswer(byte[] json) {
        String beginning = new String(json, 0, Math.min(BEGINNING, json.length), StandardCharsets.ISO_8859_1);
        return ANSWER.matcher(beginning).find();
    }
}
