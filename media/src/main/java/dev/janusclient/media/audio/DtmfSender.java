// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.audio;

import dev.janusclient.media.MediaFormat;
import dev.janusclient.media.OutgoingPacket;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sends key presses (RFC 4733): a packet every 20 ms in place of the audio, the last one three times. Any thread may press; the
 * engine's thread sends.
 */
final class DtmfSender {
    private static final int FRAME_MILLIS = 20;
    private static final int MIN_MILLIS = 40;
    private static final int MAX_MILLIS = 1_000;
    private static final int ENDS = 3;
    private static final String ENDED = "the leg has ended";

    private record Press(int event, int frames, @Nullable CompletableFuture<Void> done) {}

    private final int pauseFrames;
    private final Queue<Press> waiting = new ConcurrentLinkedQueue<>();
    private @Nullable Press current;
    private int timestamp;
    private int frame;
    private int pause;

    DtmfSender(Duration pause) {
        this.pauseFrames = (int) (pause.toMillis() / FRAME_MILLIS);
    }

    CompletableFuture<Void> press(String keys, Duration each) {
        long millis = each.toMillis();
        if (millis < MIN_MILLIS || millis > MAX_MILLIS) {
            throw new IllegalArgumentException("a key pressed for " + millis + " ms; 40 to 1,000 can be");
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("no key");
        }
        for (int i = 0; i < keys.length(); i++) {
            if (TelephoneEvent.event(keys.charAt(i)) < 0) {
                throw new IllegalArgumentException("no key of a telephone at position " + i);
            }
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        int frames = (int) (millis / FRAME_MILLIS);
        // Presses of several callers may be mixed, but not their ends.
        for (int i = 0; i < keys.length(); i++) {
            boolean last = i == keys.length() - 1;
            waiting.add(new Press(TelephoneEvent.event(keys.charAt(i)), frames, last ? done : null));
        }
        return done;
    }

    /** Fills a packet; false if audio is to be sent. */
    boolean next(OutgoingPacket packet, MediaFormat format) {
        Press press = current;
        if (press == null) {
            if (pause > 0) {
                pause--;
                return false;
            }
            press = waiting.poll();
            if (press == null) {
                return false;
            }
            if (!format.hasTelephoneEvents()) {
                fail(press, "the other side takes no telephone events");
                return false;
            }
            current = press;
            timestamp = packet.timestamp();
            frame = 0;
            packet.marker(true);
        }
        frame++;
        boolean end = frame >= press.frames;
        int duration = Math.min(frame, press.frames) * format.codec().samplesPerPacket();
        TelephoneEvent.write(packet.buffer(), packet.offset(), press.event, end, duration);
        packet.length(TelephoneEvent.LENGTH);
        packet.payloadType(format.telephoneEventType());
        packet.timestamp(timestamp);
        if (frame == press.frames + ENDS - 1) {
            current = null;
            pause = pauseFrames;
            if (press.done != null) {
                press.done.completeAsync(() -> null);
            }
        }
        return true;
    }

    /** Fails what was not sent to its end. */
    void end() {
        Press press = current;
        current = null;
        fail(press, ENDED);
        failWaiting();
    }

    /** Fails what waits; any thread may call. */
    void failWaiting() {
        fail(waiting.poll(), ENDED);
    }

    private void fail(@Nullable Press press, String why) {
        for (; press != null; press = waiting.poll()) {
            CompletableFuture<Void> done = press.done;
            if (done != null) {
                IllegalStateException failure = new IllegalStateException(why);
                done.completeAsync(() -> {
                    throw failure;
                });
            }
        }
    }
}
