// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.audio;

import dev.janusclient.audio.PcmSink;
import dev.janusclient.media.MediaFormat;
import dev.janusclient.media.MediaSink;
import dev.janusclient.media.rtp.JitterBuffer;
import dev.janusclient.media.rtp.RtpHeader;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes PCM of what a leg receives, 20 ms at a time at the codec's clock rate, without a pause: losses are concealed, and where
 * nothing comes there is silence. Key presses are reported beside it.
 *
 * <p>The sink and the listener are called by the engine's thread, which serves all legs.
 */
public final class AudioReceiver implements MediaSink {
    /** The longest packet that a codec may make. */
    private static final int MAX_PACKET_MILLIS = 120;

    /** After so many frames without a packet there is nothing left to conceal: a leg that is on hold costs nothing. */
    private static final int MAX_CONCEALED = 25;

    private final PcmSink sink;
    private final Consumer<Character> keys;
    private @Nullable Stream stream;

    /** Plays into a sink, and ignores key presses. */
    public AudioReceiver(PcmSink sink) {
        this(sink, key -> {});
    }

    /**
     * Plays into a sink.
     *
     * @param sink may be a {@link dev.janusclient.audio.WavRecorder}
     * @param keys is called once for each press, when its first packet comes: 0 to 9, *, # and A to D
     */
    public AudioReceiver(PcmSink sink, Consumer<Character> keys) {
        this.sink = sink;
        this.keys = keys;
    }

    @Override
    public void start(MediaFormat format) {
        Stream before = stream;
        if (before != null && before.format.codec() == format.codec()) {
            before.format = format;
        } else {
            stream = new Stream(format);
        }
    }

    @Override
    public void packet(byte[] packet, int offset, int length, long nanos) {
        Stream receiving = stream;
        if (receiving == null) {
            return;
        }
        char key = receiving.packet(packet, offset, length);
        if (key != 0) {
            keys.accept(key);
        }
    }

    @Override
    public void tick(long nanos) {
        Stream receiving = stream;
        if (receiving != null) {
            sink.accept(receiving.next(), receiving.format.codec().clockRate());
        }
    }

    /** How much audio waits for its turn, in milliseconds; 0 before the first packet. */
    public int delayMillis() {
        Stream receiving = stream;
        return receiving == null
                ? 0
                : receiving.buffer.delay() * 1_000 / receiving.format.codec().clockRate();
    }

    /** What is received with one codec. */
    private static final class Stream {
        MediaFormat format;
        final JitterBuffer buffer;
        private final DtmfReceiver dtmf;
        private final AudioDecoder decoder;
        private final short[] frame;

        /** What was decoded and not played yet. */
        private final short[] decoded;

        private int decodedCount;

        /** Frames since the last packet that was played. */
        private int concealed = MAX_CONCEALED;

        private int source;

        Stream(MediaFormat format) {
            this.format = format;
            int rate = format.codec().clockRate();
            buffer = new JitterBuffer(rate);
            dtmf = new DtmfReceiver(rate);
            decoder = AudioDecoder.of(format.codec());
            frame = new short[format.codec().samplesPerPacket()];
            decoded = new short[frame.length + rate / 1_000 * MAX_PACKET_MILLIS];
        }

        /** Takes a packet; returns the key that was pressed, or 0. */
        char packet(byte[] packet, int offset, int length) {
            int payloadLength = RtpHeader.payloadLength(packet, offset, length);
            if (payloadLength < 0) {
                return 0;
            }
            if (RtpHeader.ssrc(packet, offset) != source) {
                source = RtpHeader.ssrc(packet, offset);
                buffer.reset();
                dtmf.reset();
            }
            int payload = offset + RtpHeader.length(packet, offset, length);
            int type = RtpHeader.payloadType(packet, offset);
            int timestamp = RtpHeader.timestamp(packet, offset);
            int duration = type == format.payloadType() ? decoder.duration(packet, payload, payloadLength) : 0;
            buffer.put(
                    RtpHeader.sequence(packet, offset),
                    timestamp,
                    duration,
                    packet,
                    payload,
                    duration == 0 ? 0 : payloadLength);
            return type == format.telephoneEventType() ? dtmf.packet(timestamp, packet, payload, payloadLength) : 0;
        }

        /** The next 20 ms. */
        short[] next() {
            while (decodedCount < frame.length) {
                int count = buffer.take(frame.length)
                        ? decoder.decode(buffer.payload(), buffer.payloadLength(), decoded, decodedCount)
                        : 0;
                concealed = count > 0 ? 0 : concealed + 1;
                if (concealed > MAX_CONCEALED) {
                    concealed = MAX_CONCEALED + 1;
                    Arrays.fill(decoded, decodedCount, decodedCount + frame.length, (short) 0);
                    count = frame.length;
                } else if (concealed > 0) {
                    decoder.conceal(decoded, decodedCount, frame.length);
                    count = frame.length;
                }
                decodedCount += count;
            }
            System.arraycopy(decoded, 0, frame, 0, frame.length);
            decodedCount -= frame.length;
            System.arraycopy(decoded, frame.length, decoded, 0, decodedCount);
            return frame;
        }
    }
}
