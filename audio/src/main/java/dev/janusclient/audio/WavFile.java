// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.audio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A recording: RIFF/WAVE with 16-bit PCM at a multiple of 100 samples per second, 8,000 to 96,000. Several channels become
 * one by averaging. It is held in memory once, however many play it. Immutable.
 */
public final class WavFile {
    static final int RIFF = tag("RIFF");
    static final int WAVE = tag("WAVE");
    static final int FORMAT = tag("fmt ");
    static final int DATA = tag("data");
    static final int PCM = 1;
    private static final int EXTENSIBLE = 0xFFFE;

    private final int sampleRate;
    private final short[] samples;

    private WavFile(int sampleRate, short[] samples) {
        this.sampleRate = sampleRate;
        this.samples = samples;
    }

    /**
     * Reads a file.
     *
     * @throws UncheckedIOException if it can't be read
     * @throws IllegalArgumentException if it is another format
     */
    public static WavFile read(Path file) {
        try {
            return parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads the bytes of a file.
     *
     * @throws IllegalArgumentException if it is another format
     */
    public static WavFile parse(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < 12 || in.getInt(0) != RIFF || in.getInt(8) != WAVE) {
            throw new IllegalArgumentException("not a RIFF/WAVE file");
        }
        in.position(12);
        int channels = 0;
        int sampleRate = 0;
        while (in.remaining() >= 8) {
            int tag = in.getInt();
            // A file that was being written when its writer died claims more data than it has.
            int size = (int) Math.min(Integer.toUnsignedLong(in.getInt()), in.remaining());
            ByteBuffer chunk = in.slice().order(ByteOrder.LITTLE_ENDIAN).limit(size);
            if (tag == FORMAT) {
                int encoding = Short.toUnsignedInt(chunk.getShort());
                channels = Short.toUnsignedInt(chunk.getShort());
                sampleRate = chunk.getInt();
                int bits = chunk.getShort(14);
                if ((encoding != PCM && encoding != EXTENSIBLE) || bits != 16 || channels == 0) {
                    throw new IllegalArgumentException(
                            "not 16-bit PCM: encoding " + encoding + ", " + bits + " bits, " + channels + " channels");
                }
                if (sampleRate < 8_000 || sampleRate > 96_000 || sampleRate % 100 != 0) {
                    throw new IllegalArgumentException(sampleRate + " samples per second");
                }
            } else if (tag == DATA) {
                if (channels == 0) {
                    throw new IllegalArgumentException("no format before the data");
                }
                return new WavFile(sampleRate, mono(chunk, channels));
            }
            // Chunks start at even offsets.
            in.position(Math.min(in.limit(), in.position() + size + (size & 1)));
        }
        throw new IllegalArgumentException("no data");
    }

    /** Samples per second. */
    public int sampleRate() {
        return sampleRate;
    }

    /** The mono samples. */
    public short[] samples() {
        return samples.clone();
    }

    /** How long it plays, in milliseconds. */
    public long millis() {
        return samples.length * 1_000L / sampleRate;
    }

    /** Plays it once; the last frame is filled up with silence. */
    public PcmSource play() {
        return new PcmSource() {
            private int position;

            @Override
            public int sampleRate() {
                return sampleRate;
            }

            @Override
            public boolean read(short[] frame) {
                int count = Math.min(frame.length, samples.length - position);
                if (count == 0) {
                    return false;
                }
                System.arraycopy(samples, position, frame, 0, count);
                Arrays.fill(frame, count, frame.length, (short) 0);
                position += count;
                return true;
            }
        };
    }

    @Override
    public String toString() {
        return "WavFile[" + sampleRate + " Hz, " + millis() + " ms]";
    }

    private static short[] mono(ByteBuffer data, int channels) {
        short[] mono = new short[data.remaining() / (2 * channels)];
        for (int i = 0; i < mono.length; i++) {
            int sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += data.getShort();
            }
            mono[i] = (short) (sum / channels);
        }
        return mono;
    }

    private static int tag(String name) {
        return name.charAt(0) | name.charAt(1) << 8 | name.charAt(2) << 16 | name.charAt(3) << 24;
    }
}
