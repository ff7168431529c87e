// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.webrtc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The video of one media section: decoded frames, counted. Any thread may call. */
public final class VideoReceiver {
    private record Waiting(long frames, CompletableFuture<Void> promise) {}

    private final PeerThread thread;
    private final List<Waiting> waiting = new ArrayList<>();
    private long frames;
    private int width;
    private int height;

    VideoReceiver(PeerThread thread) {
        this.thread = thread;
    }

    /** Decoded frames so far. */
    public synchronized long frames() {
        return frames;
    }

    /** The width of the last frame in pixels; 0 before the first. */
    public synchronized int width() {
        return width;
    }

    /** The height of the last frame in pixels; 0 before the first. */
    public synchronized int height() {
        return height;
    }

    /**
     * Waits for so many frames after this call.
     *
     * @param count how many
     * @param limit how long to wait
     */
    public CompletableFuture<Void> receives(long count, Duration limit) {
        CompletableFuture<Void> promise = thread.promise("receiving " + count + " video frames", limit);
        synchronized (this) {
            waiting.add(new Waiting(frames + count, promise));
        }
        return thread.handOut(promise);
    }

    /** Takes a frame, on the native thread that decodes. */
    void accept(int frameWidth, int frameHeight) {
        List<Waiting> served = new ArrayList<>();
        synchronized (this) {
            frames++;
            width = frameWidth;
            height = frameHeight;
            for (Iterator<Waiting> rest = waiting.iterator(); rest.hasNext(); ) {
                Waiting one = rest.next();
                if (one.promise.isDone() || frames >= one.frames) {
                    rest.remove();
                    served.add(one);
                }
            }
        }
        for (Waiting one : served) {
            one.promise.complete(null);
        }
    }
}
