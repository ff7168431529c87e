// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.audio;

/** The payload of a key press (RFC 4733 section 2.3): event, end and volume, duration in timestamp units. */
final class TelephoneEvent {
    static final int LENGTH = 4;

    /** Timestamp units that one segment of an event may have. */
    static final int MAX_DURATION = 0xFFFF;

    private static final String KEYS = "0123456789*#ABCD";
    private static final int END = 0x80;

    /** −10 dBm0, as telephones have it. */
    private static final int VOLUME = 10;

    private TelephoneEvent() {}

    /** The event of a key; -1 if there is none. */
    static int event(char key) {
        return KEYS.indexOf(Character.toUpperCase(key));
    }

    /** Whether an event is a key. */
    static boolean isKey(int event) {
        return event < KEYS.length();
    }

    /** The key of an event. */
    static char key(int event) {
        return KEYS.charAt(event);
    }

    static void write(byte[] payload, int at, int event, boolean end, int duration) {
        payload[at] = (byte) event;
        payload[at + 1] = (byte) ((end ? END : 0) | VOLUME);
        payload[at + 2] = (byte) (duration >> 8);
        payload[at + 3] = (byte) duration;
    }

    static int event(byte[] payload, int at) {
        return payload[at] & 0xFF;
    }

    static boolean isEnd(byte[] payload, int at) {
        return (payload[at + 1] & END) != 0;
    }

    static int duration(byte[] payload, int at) {
        return (payload[at + 2] & 0xFF) << 8 | (payload[at + 3] & 0xFF);
    }
}
