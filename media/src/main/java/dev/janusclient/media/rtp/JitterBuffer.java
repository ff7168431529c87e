// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.rtp;

import java.util.Arrays;

/**
 * Puts the packets of one stream into order and gives them back at an even pace. A clock in timestamp units runs with what is
 * taken: a packet is given back when the clock has reached its timestamp, and where there is none the taker conceals. So a loss,
 * a pause of the sender and a sequence number that jumps all take as long as the timestamps say.
 *
 * <p>The delay adapts: it is {@link #MIN_DELAY_MILLIS} at first and grows by what packets come too late. What no packet of the
 * last second has needed is given up again by leaving audio out, half of it at a time. It never exceeds {@link
 * #MAX_DELAY_MILLIS}; older audio is dropped then.
 *
 * <p>Payloads are copied into arrays that are used again: nothing is allocated after the first packets. Not for use by several
 * threads at once.
 */
public final class JitterBuffer {
    /** The least delay. */
    public static final int MIN_DELAY_MILLIS = 40;

    /** The greatest delay. */
    public static final int MAX_DELAY_MILLIS = 200;

    /** Packets that are held at most: more than the greatest delay has, so that gaps fit as well. */
    static final int CAPACITY = 32;

    private static final int MASK = CAPACITY - 1;
    private static final long EMPTY = -1;

    /** How many times something was taken before the delay may become less. */
    private static final int WINDOW = 50;

    private final int minDelay;
    private final int maxDelay;
    private final long[] sequences = new long[CAPACITY];
    private final int[] timestamps = new int[CAPACITY];
    private final int[] durations = new int[CAPACITY];
    private final int[] lengths = new int[CAPACITY];
    private final byte[][] payloads = new byte[CAPACITY][];

    private boolean started;

    /** Whether something was taken since the start; until then a packet may come before the first one. */
    private boolean taking;

    private long next;
    private long highest;
    private int restart = -1;

    /** The timestamp of what is taken next. */
    private int clock;

    /** The timestamp at which the newest packet ends. */
    private int end;

    /** Bit k: whether the packet that is k + 1 before {@link #next} was never given back. */
    private long missing;

    private boolean tooLate;
    private int taken;
    private int leastDelay = Integer.MAX_VALUE;
    private int given;

    private long lost;
    private long late;
    private long duplicates;
    private long discarded;

    /** @param clockRate timestamp units per second */
    public JitterBuffer(int clockRate) {
        minDelay = clockRate / 1_000 * MIN_DELAY_MILLIS;
        maxDelay = clockRate / 1_000 * MAX_DELAY_MILLIS;
        Arrays.fill(sequences, EMPTY);
    }

    /**
     * Puts a packet in.
     *
     * @param sequence 0 to 65,535
     * @param duration of its audio in timestamp units, more than 0; 0 for a packet that has none, such as a key press, whose place
     *     among the others is kept so that nothing seems to be missing
     */
    public void put(int sequence, int timestamp, int duration, byte[] packet, int offset, int length) {
        if (!started) {
            start(sequence, timestamp);
        }
        long number = next + (short) (sequence - (int) next);
        if (number >= next + CAPACITY || number < next - Long.SIZE) {
            // One packet may be a stray; two in a row are a source that begins anew, or was away for long.
            if (sequence != restart) {
                restart = (sequence + 1) & 0xFFFF;
                return;
            }
            discarded += size();
            start(sequence, timestamp);
            number = next;
        }
        restart = -1;
        if (number < next) {
            if (taking || highest - number >= CAPACITY) {
                cameLate((int) (next - 1 - number));
                return;
            }
            next = number;
        }
        int slot = (int) number & MASK;
        if (sequences[slot] == number) {
            duplicates++;
            return;
        }
        store(slot, packet, offset, length);
        sequences[slot] = number;
        timestamps[slot] = timestamp;
        durations[slot] = duration;
        if (number >= highest) {
            highest = number;
            if (duration > 0) {
                end = timestamp + duration;
            }
        }
    }

    /** Forgets what is held: another stream follows. */
    public void reset() {
        started = false;
        restart = -1;
    }

    private void start(int sequence, int timestamp) {
        Arrays.fill(sequences, EMPTY);
        started = true;
        taking = false;
        // High enough for packets that come before the first one.
        next = 0x10000L + sequence;
        highest = next;
        clock = timestamp - minDelay;
        end = timestamp;
        missing = -1;
        beginWindow();
    }

    private void cameLate(int before) {
        if ((missing >>> before & 1) == 0) {
            duplicates++;
            return;
        }
        missing &= ~(1L << before);
        late++;
        tooLate = true;
    }

    private void store(int slot, byte[] packet, int offset, int length) {
        byte[] payload = payloads[slot];
        if (payload == null || payload.length < length) {
            payload = new byte[Math.max(length, 160)];
            payloads[slot] = payload;
        }
        System.arraycopy(packet, offset, payload, 0, length);
        lengths[slot] = length;
    }

    /**
     * Takes what comes next. If it is a packet, {@link #payload} and {@link #payloadLength} describe it until
     * something is put in.
     *
     * @param frame how much the taker conceals if nothing is there, in timestamp units
     * @return false if nothing is there: there was no packet yet, it is late or lost, or the sender pauses
     */
    public boolean take(int frame) {
        if (!started) {
            return false;
        }
        adapt(frame);
        for (long first = first(); first != EMPTY; first = first()) {
            int slot = (int) first & MASK;
            if (durations[slot] == 0) {
                advance(first);
                continue;
            }
            if (timestamps[slot] - clock < -maxDelay) {
                // The sender's timestamps stood still while it paused, or began anew.
                clock = timestamps[slot] - minDelay;
            }
            if (timestamps[slot] - clock >= (frame + 1) / 2) {
                break;
            }
            advance(first);
            given = slot;
            clock = timestamps[slot] + durations[slot];
            return true;
        }
        clock += frame;
        return false;
    }

    /** The packet that comes next, or EMPTY. */
    private long first() {
        for (long number = next; number <= highest; number++) {
            if (sequences[(int) number & MASK] == number) {
                return number;
            }
        }
        return EMPTY;
    }

    /** Goes on behind a packet; those before it are lost. */
    private void advance(long number) {
        int skipped = (int) (number - next);
        sequences[(int) number & MASK] = EMPTY;
        lost += skipped;
        missing = (missing << (skipped + 1)) | (((1L << skipped) - 1) << 1);
        next = number + 1;
        taking = true;
    }

    private void adapt(int frame) {
        int delay = end - clock;
        if (tooLate) {
            tooLate = false;
            if (delay + frame <= maxDelay) {
                clock -= frame;
            }
            beginWindow();
            return;
        }
        if (delay > maxDelay) {
            leaveOut(delay - maxDelay);
            beginWindow();
            return;
        }
        leastDelay = Math.min(leastDelay, delay);
        if (++taken >= WINDOW) {
            int spare = leastDelay - frame - minDelay;
            if (spare >= frame) {
                leaveOut((spare / 2 + frame - 1) / frame * frame);
            }
            beginWindow();
        }
    }

    private void beginWindow() {
        taken = 0;
        leastDelay = Integer.MAX_VALUE;
    }

    /** Sets the clock forward, and drops what it has passed. */
    private void leaveOut(int amount) {
        clock += amount;
        for (long first = first(); first != EMPTY; first = first()) {
            int slot = (int) first & MASK;
            if (durations[slot] > 0 && timestamps[slot] + durations[slot] - clock > 0) {
                return;
            }
            if (durations[slot] > 0) {
                discarded++;
            }
            advance(first);
        }
    }

    /** Holds the payload that was taken, from its beginning on. */
    public byte[] payload() {
        return payloads[given];
    }

    /** Bytes of the payload that was taken. */
    public int payloadLength() {
        return lengths[given];
    }

    /** Packets that are held. */
    public int size() {
        int size = 0;
        for (long sequence : sequences) {
            if (sequence != EMPTY) {
                size++;
            }
        }
        return size;
    }

    /** How much audio lies between what is taken next and the end of the newest packet, in timestamp units. */
    public int delay() {
        return started ? end - clock : 0;
    }

    /** Packets that had not come when their turn was over, those that came {@link #late} included. */
    public long lost() {
        return lost;
    }

    /** Packets that came after their turn. */
    public long late() {
        return late;
    }

    /** Packets that had come already. */
    public long duplicates() {
        return duplicates;
    }

    /** Packets that were dropped to make the delay less. */
    public long discarded() {
        return discarded;
    }
}
