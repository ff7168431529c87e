// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.audio;

/**
 * Finds the key presses in the packets of one source: each once, with the first packet that comes of it. All packets of a press
 * have the timestamp of its beginning, but for those of a very long one, which goes on in further segments.
 */
final class DtmfReceiver {
    /** A packet that is older than this by its timestamp is no repetition: the sender's timestamps have begun anew. */
    private static final int MAX_AGE_SECONDS = 10;

    private final int maxAge;
    private boolean started;
    private int timestamp;
    private int event;
    private int duration;
    private boolean ended;

    DtmfReceiver(int clockRate) {
        maxAge = MAX_AGE_SECONDS * clockRate;
    }

    /**
     * Takes a packet.
     *
     * @return the key that was pressed, or 0 if the packet says nothing new
     */
    char packet(int packetTimestamp, byte[] payload, int at, int length) {
        if (length < TelephoneEvent.LENGTH || !TelephoneEvent.isKey(TelephoneEvent.event(payload, at))) {
            return 0;
        }
        int pressed = TelephoneEvent.event(payload, at);
        int ahead = packetTimestamp - timestamp;
        boolean same = started && ahead == 0;
        if (started && ahead < 0 && ahead > -maxAge) {
            return 0;
        }
        boolean further = started
                && pressed == event
                && !ended
                && (ahead == TelephoneEvent.MAX_DURATION || (ahead > 0 && ahead == duration));
        if (same) {
            duration = Math.max(duration, TelephoneEvent.duration(payload, at));
            ended |= TelephoneEvent.isEnd(payload, at);
            return 0;
        }
        started = true;
        timestamp = packetTimestamp;
        event = pressed;
        duration = TelephoneEvent.duration(payload, at);
        ended = TelephoneEvent.isEnd(payload, at);
        return further ? 0 : TelephoneEvent.key(pressed);
    }

    /** Another source follows. */
    void reset() {
        started = false;
    }
}
