// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.webrtc;

import dev.onvoid.webrtc.media.video.CustomVideoSource;
import dev.onvoid.webrtc.media.video.NativeI420Buffer;
import dev.onvoid.webrtc.media.video.VideoFrame;
import dev.onvoid.webrtc.media.video.VideoTrack;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The video a {@link JanusPeer} sends: nothing until told otherwise. Any thread may call. */
public final class VideoSender {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;
    private static final Duration FRAME = Duration.ofMillis(66);

    private final PeerThread thread;
    private final NativePeer peer;
    private final AtomicLong frames = new AtomicLong();

    // All below belong to the peer's thread.
    private @Nullable CustomVideoSource source;
    private @Nullable VideoTrack track;
    private @Nullable Future<?> pacing;

    VideoSender(PeerThread thread, NativePeer peer) {
        this.thread = thread;
        this.peer = peer;
    }

    /** Sends a moving test picture, 320 × 240 at 15 frames per second, until {@link #sendNothing()} or the end. */
    public void sendTestVideo() {
        thread.execute(() -> {
            track();
            if (pacing == null) {
                pacing = thread.repeat(FRAME, this::push);
            }
        });
    }

    /** Stops sending frames; the direction that was negotiated stays. */
    public void sendNothing() {
        thread.execute(this::stop);
    }

    /** Frames made so far. The encoder may leave some out; before the connection is made it takes none. */
    public long frames() {
        return frames.get();
    }

    /** The track to add to the connection. */
    VideoTrack track() {
        if (track == null) {
            source = new CustomVideoSource();
            track = peer.factory.createVideoTrack("video", source);
        }
        return track;
    }

    void stop() {
        if (pacing != null) {
            pacing.cancel(false);
            pacing = null;
        }
    }

    void dispose() {
        if (track != null) {
            track.dispose();
        }
        if (source != null) {
            source.dispose();
        }
    }

    private void push() {
        if (source == null) {
            return;
        }
        NativeI420Buffer picture = NativeI420Buffer.allocate(WIDTH, HEIGHT);
        paint(picture, (int) frames.get());
        VideoFrame frame = new VideoFrame(picture, System.nanoTime());
        source.pushFrame(frame);
        frame.release();
        frames.incrementAndGet();
    }

    /** A gradient that wanders by four pixels a frame: the encoder has something to do, and a viewer sees it move. */
    private static void paint(NativeI420Buffer picture, int frame) {
        ByteBuffer luma = picture.getDataY();
        byte[] line = new byte[WIDTH];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                line[x] = (byte) (x + y + 4 * frame);
            }
            luma.put(y * picture.getStrideY(), line);
        }
        byte[] grey = new byte[WIDTH / 2];
        Arrays.fill(grey, (byte) 128);
        for (int y = 0; y < HEIGHT / 2; y++) {
            picture.getDataU().put(y * picture.getStrideU(), grey);
            picture.getDataV().put(y * picture.getStrideV(), grey);
        }
    }
}
