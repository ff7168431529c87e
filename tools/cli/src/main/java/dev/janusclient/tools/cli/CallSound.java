// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.audio.PcmSink;
import dev.janusclient.audio.Resampler;
import dev.janusclient.audio.WavFile;
import dev.janusclient.audio.WavRecorder;
import dev.janusclient.media.MediaSink;
import dev.janusclient.media.audio.AudioReceiver;
import dev.janusclient.media.audio.AudioSender;
import dev.janusclient.tools.model.ProblemException;
import dev.janusclient.tools.model.ProblemException.Kind;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is sent, and where what is received goes: a tone or a recording, and a file or nowhere. */
final class CallSound implements AutoCloseable {
    private static final int RECORDED_RATE = 16_000;

    private final int hertz;
    private final @Nullable WavFile played;
    private final ExecutorService disk = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "janus-recorder");
        thread.setDaemon(true);
        return thread;
    });
    private final @Nullable WavRecorder recorder;

    /**
     * @param hertz of the tone; 0 for silence
     * @param played a WAV file that is played once for each call instead of the tone; null for none
     * @param recorded the file into which everything goes that is received; null for none
     */
    CallSound(int hertz, @Nullable Path played, @Nullable Path recorded) {
        if (hertz < 0 || hertz > 3_400) {
            throw new ProblemException(Kind.BAD_INPUT, "--tone: " + hertz + " Hz is not between 0 and 3400.");
        }
        this.hertz = hertz;
        try {
            this.played = played == null ? null : WavFile.read(played);
            recorder = recorded == null ? null : WavRecorder.create(recorded, RECORDED_RATE, disk);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Kind.BAD_INPUT, "That can't be played: " + e.getMessage() + ".");
        } catch (UncheckedIOException e) {
            throw new ProblemException(Kind.BAD_INPUT, "The file can't be read or written: " + e.getMessage() + ".");
        }
    }

    /** What one call sends. */
    AudioSender sender() {
        AudioSender sender = new AudioSender();
        if (played != null) {
            var unused = sender.play(played);
        } else if (hertz > 0) {
            sender.playTone(hertz);
        }
        return sender;
    }

    /** Takes what one call receives. */
    MediaSink receiver(Consumer<Character> keys) {
        PcmSink sink = recorder == null ? (frame, rate) -> {} : Resampler.resampled(recorder, RECORDED_RATE);
        return new AudioReceiver(sink, keys);
    }

    @Override
    public void close() {
        try {
            if (recorder != null) {
                recorder.finish().join();
            }
        } catch (CompletionException e) {
            throw new ProblemException(Kind.REFUSED, "The recording is not complete: " + e.getCause() + ".");
        } finally {
            disk.shutdown();
        }
    }
}
