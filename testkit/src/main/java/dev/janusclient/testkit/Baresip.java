// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import dev.janusclient.audio.PcmSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A telephone that was not made for tests: the real baresip. It registers at a {@link Kamailio}, answers every call, sends a tone in
 * G.711 for a minute of each, and calls whom it is asked to call (REFER).
 */
public final class Baresip implements AutoCloseable {
    private static final String MODULES =
            """
            module_path /usr/lib/baresip/modules
            module g711.so
            module aufile.so
            module aubridge.so
            module_app account.so
            module_app contact.so
            module_app menu.so
            """;

    private static final int SAMPLE_RATE = 8_000;
    private static final int SECONDS = 60;
    private static final int WAV_HEADER = 44;
    private static final Duration TICK = Duration.ofMillis(20);
    private static final Duration START_TIMEOUT = Duration.ofMinutes(1);
    private static final Pattern REGISTERED = Pattern.compile("SIP/2\\.0 200 ");

    private final TempFolder folder = new TempFolder("baresip-");
    private final ChildProcess process;

    private Baresip(Kamailio registrar, String user, String password, String address, int hertz) {
        folder.write(
                "accounts",
                "<" + registrar.uri(user) + ">;auth_user=" + user + ";auth_pass=" + password
                        + ";answermode=auto;regint=600;audio_codecs=pcmu\n");
        folder.write("contacts", "");
        folder.write(
                "config",
                "sip_listen " + address + ":" + FreePort.udp(address) + "\ncall_max_calls 4\naudio_player aubridge,x\n"
                        + "audio_source aufile," + tone(hertz) + "\n"
                        + "audio_alert aubridge,y\nausrc_srate 8000\nauplay_srate 8000\nausrc_channels 1\nrtcp_mux no\n"
                        + MODULES);
        process = ChildProcess.start(
                "baresip",
                List.of("baresip", "-s", "-f", folder.path().toString()),
                folder.path(),
                folder.resolve("baresip.log"));
        awaitRegistered();
    }

    /**
     * Starts one, and waits until it has registered.
     *
     * @param address where it is, an address of this machine
     * @param hertz the tone that it sends
     * @throws IllegalStateException if it is not installed, or does not register in a minute
     */
    public static Baresip registered(Kamailio registrar, String user, String password, String address, int hertz) {
        return new Baresip(registrar, user, password, address, hertz);
    }

    /** Writes a minute of a tone as a WAV file. */
    private Path tone(int hertz) {
        short[] samples = new short[SAMPLE_RATE * SECONDS];
        PcmSource.tone(hertz, SAMPLE_RATE).read(samples);
        int bytes = samples.length * Short.BYTES;
        ByteBuffer wav = ByteBuffer.allocate(WAV_HEADER + bytes).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(WAV_HEADER - 8 + bytes);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(SAMPLE_RATE).putInt(SAMPLE_RATE * Short.BYTES);
        wav.putShort((short) Short.BYTES).putShort((short) Short.SIZE);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(bytes);
        wav.asShortBuffer().put(samples);
        try {
            return Files.write(folder.resolve("tone.wav"), wav.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many requests of a method it has sent and received, repeated ones included. */
    public long requests(String method) {
        return process.log()
                .lines()
                .filter(line -> line.startsWith(method + " sip:"))
                .count();
    }

    @Override
    public void close() {
        process.kill();
        folder.close();
    }

    private void awaitRegistered() {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!REGISTERED.matcher(process.log()).find()) {
            if (process.awaitExit(TICK) || System.nanoTime() - deadline > 0) {
                IllegalStateException failure = new IllegalStateException(
                        "baresip has not registered. The end of its log:\n" + process.logTail(30));
                close();
                throw failure;
            }
        }
    }
}
