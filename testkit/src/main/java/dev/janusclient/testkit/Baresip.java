// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A telephone: the real baresip, with an account at a {@link Kamailio}. It answers whoever calls, sends a tone, keeps what it hears, and
 * calls whom it is asked to call (REFER). It speaks G.711 (PCMU).
 */
public final class Baresip implements AutoCloseable {
    /** Of what it hears. */
    public static final int SAMPLE_RATE = 8_000;

    private static final Duration TICK = Duration.ofMillis(20);
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final String HEARD = "-dec.wav";
    private static final int WAV_HEADER = 44;

    private final TempFolder folder = new TempFolder("baresip-");
    private final ChildProcess process;

    private Baresip(String address, Kamailio registrar, String user, String password, double hertz) {
        folder.write("contacts", "");
        folder.write(
                "accounts",
                "<" + registrar.uri(user) + ">;auth_user=" + user + ";auth_pass=" + password
                        + ";answermode=auto;regint=600;audio_codecs=pcmu\n");
        folder.write("config", config(address, hertz));
        process = ChildProcess.start(
                "baresip",
                // Writes each SIP message to its log.
                List.of("baresip", "-s", "-f", folder.path().toString()),
                folder.path(),
                folder.resolve("baresip.log"));
        awaitRegistered();
    }

    /**
     * Starts it; returns once it is registered.
     *
     * @param address an IPv4 address of this machine, for SIP and RTP
     * @param hertz the tone that it sends, in whole hertz
     * @throws IllegalStateException if it is not installed, or does not register in two minutes
     */
    public static Baresip start(String address, Kamailio registrar, String user, String password, double hertz) {
        return new Baresip(address, registrar, user, password, hertz);
    }

    private String config(String address, double hertz) {
        return """
                poll_method epoll
                sip_listen %s:%d
                call_max_calls 4
                rtcp_mux no
                audio_source ausine,%d
                audio_player aubridge,earpiece
                audio_alert aubridge,bell
                ausrc_srate 48000
                auplay_srate %4$d
                ausrc_channels 2
                auplay_channels 1
                jitter_buffer_delay 5-10
                snd_path %5$s
                module_path %6$s
                module g711.so
                module ausine.so
                module aubridge.so
                module sndfile.so
                module_app account.so
                module_app menu.so
                """
                .formatted(
                        address,
                        FreePort.udp(address),
                        (int) hertz,
                        SAMPLE_RATE,
                        folder.path(),
                        "/usr/lib/baresip/modules");
    }

    private void awaitRegistered() {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!log().contains("[1 binding]")) {
            boolean ended = process.awaitExit(TICK);
            if (ended || System.nanoTime() - deadline > 0) {
                String why = ended ? "ended with exit code " + process.exitCode() : "does not register";
                IllegalStateException failure =
                        new IllegalStateException("baresip " + why + ". The end of its log:\n" + process.logTail(30));
                close();
                throw failure;
            }
        }
    }

    /**
     * What it has heard and decoded so far, in 16 bits, of one call: there may be no other. What is lost on the way is not in it.
     */
    public short[] heard() {
        try (Stream<Path> files = Files.list(folder.path())) {
            Optional<Path> recording = files.filter(
                            file -> file.getFileName().toString().endsWith(HEARD))
                    .findAny();
            byte[] bytes = recording.isPresent() ? Files.readAllBytes(recording.get()) : new byte[0];
            // The header has no length before the end of the call.
            short[] samples = new short[Math.max(0, bytes.length - WAV_HEADER) / Short.BYTES];
            ByteBuffer.wrap(bytes, Math.min(WAV_HEADER, bytes.length), samples.length * Short.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer()
                    .get(samples);
            return samples;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many requests of a method it has sent and received, repeated ones included. */
    public long requests(String method) {
        return log().lines().filter(line -> line.startsWith(method + " sip:")).count();
    }

    /** Everything it logged, each SIP message among it, without colours. */
    public String log() {
        return process.log().replaceAll("\u001b\\[[0-9;]*m", "");
    }

    @Override
    public void close() {
        process.close();
        folder.close();
    }
}
