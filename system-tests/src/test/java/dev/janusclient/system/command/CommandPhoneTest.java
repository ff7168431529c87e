// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.audio.PcmSource;
import dev.janusclient.audio.ToneDetector;
import dev.janusclient.audio.WavFile;
import dev.janusclient.audio.WavRecorder;
import dev.janusclient.message.RawJson;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.PrivateNetwork;
import dev.janusclient.testkit.RtpTonePeer;
import dev.janusclient.testkit.SipCallee;
import dev.janusclient.testkit.SipCaller;
import dev.janusclient.testkit.SipMedia;
import dev.janusclient.testkit.SipRegistrar;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code janus phone} calls and is called, with real SIP peers and real sound. */
@Tag("sip-tester")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandPhoneTest {
    private static final String ADDRESS = PrivateNetwork.address();
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final double HERTZ_THERE = 1_000;
    private static final int RATE = 8_000;

    private final JanusServer janus = JanusServer.builder()
            .adminSecret("the admin's")
            .reclaimSessionTimeout(600)
            .plugins("sip", "echotest")
            .start();
    private final SipRegistrar registrar = SipRegistrar.start(ADDRESS);
    private final Command command = new Command()
            .with("JANUS_URL", janus.uri().toString())
            .with("JANUS_ADMIN_URL", janus.adminUri().toString())
            .with("JANUS_ADMIN_SECRET", "the admin's")
            .with("JANUS_SIP_PASSWORD", "any")
            .with("TERM", "xterm");

    @AfterAll
    void end() {
        command.close();
        registrar.close();
        janus.close();
    }

    private String account(String user) {
        return "sip:" + user + "@" + ADDRESS + ":" + registrar.port();
    }

    private Command.Started onTerminal(String user) {
        Command.Started phone =
                command.startInTerminal("phone", account(user), "--proxy", registrar.proxy(), "--tone", "440");
        phone.await(account(user) + " can be called.");
        return phone;
    }

    @Test
    void onATerminalItAnswersAndPressesKeys() {
        try (Command.Started phone = onTerminal("alice");
                RtpTonePeer far = new RtpTonePeer(ADDRESS, HERTZ_THERE)) {
            phone.type("answer\n");
            phone.await("No call rings.");
            try (SipCaller caller =
                    SipCaller.call(registrar.awaitContact("alice"), "\u202eB<b>", "bob", SipMedia.of(far), "")) {
                phone.await("\\u202eB<b> sip:bob@");
                phone.type("answer\n");
                assertThat(caller.awaitFinalStatus()).isEqualTo(200);
                phone.await("the sound is there");
                assertThat(far.hears(440)).succeedsWithin(TIMEOUT);
                phone.type("dtmf 4#\n");
                await().atMost(TIMEOUT)
                        .untilAsserted(() -> assertThat(far.keys()).containsExactly(4, 11));
                far.press(7);
                phone.await("key 7");
                caller.hangUp();
                phone.await("the call is over: 200");
            }
            phone.type("sing\n");
            phone.await("Commands: answer, decline");
            phone.type("quit\n");
            assertThat(phone.end().code()).isZero();
            assertThat(phone.out()).doesNotContain("\u202e");
        }
    }

    @Test
    void onATerminalItDeclines() {
        try (Command.Started phone = onTerminal("bert");
                SipCaller caller = SipCaller.call(registrar.awaitContact("bert"), SipMedia.none(ADDRESS))) {
            phone.await("Bob Tester sip:bob@");
            phone.type("decline 603\n");
            assertThat(caller.awaitFinalStatus()).isEqualTo(603);
            phone.await("the call is over: 603");
        }
    }

    @Test
    void aGuestCalls() {
        try (RtpTonePeer far = new RtpTonePeer(ADDRESS, HERTZ_THERE);
                SipCallee callee = SipCallee.ringing(SipMedia.of(far));
                Command.Started phone = command.startInTerminal(
                        "phone", "sip:guest@" + ADDRESS, "--guest", "--dial", callee.uri("carol"))) {
            phone.await("can call, and can't be called: a guest registers nowhere.");
            phone.await("it rings there");
            callee.answer();
            assertThat(far.hears(440)).succeedsWithin(TIMEOUT);
            phone.type("hangup\n");
            callee.awaitHungUp();
            phone.await("the call is over");
        }
    }

    @Test
    void itEndsWhenAnotherProcessClaimsItsSession() {
        try (Command.Started phone = command.start(
                "phone", account("fritz"), "--proxy", registrar.proxy(), "--timeout", "10", "-o", "json")) {
            phone.await("\"Ready\"");
            String handles = command.run("handles", "fritz", "-o", "json").out();
            String session =
                    String.valueOf(RawJson.of(handles).elements().get(0).member("session_id"));
            assertThat(command.run("claim", session, "--for", "1", "--yes").code())
                    .isZero();

            Command.Result end = phone.end();
            assertThat(end.err())
                    .isEqualTo("Session " + session
                            + " was claimed by another process, which has its handles and calls now.\n");
            assertThat(end.out()).contains("\"ClaimedElsewhere\"");
            assertThat(end.code()).isEqualTo(1);
            assertThat(command.run("sessions").out()).as("it lives on").contains(session);
        }
    }

    @Test
    void itPlaysAFileAndRecordsWhatItHears() {
        Path played = tone(700);
        Path recorded = command.home().resolve("heard.wav");
        try (Command.Started phone = command.start(
                        "phone",
                        account("dora"),
                        "--proxy",
                        registrar.proxy(),
                        "--answer",
                        "--wav",
                        played.toString(),
                        "--record",
                        recorded.toString(),
                        "-o",
                        "json");
                RtpTonePeer far = new RtpTonePeer(ADDRESS, HERTZ_THERE)) {
            phone.await("\"Ready\"");
            try (SipCaller caller = SipCaller.call(registrar.awaitContact("dora"), SipMedia.of(far))) {
                assertThat(caller.awaitFinalStatus()).isEqualTo(200);
                assertThat(far.hears(700)).succeedsWithin(TIMEOUT);
                phone.await("\"Connected\"");
                // A second of sound; the file has all but the last fifth of one.
                await().atMost(TIMEOUT).until(() -> WavFile.read(recorded).millis() > 1_500);
                assertThat(phone.interrupt().code()).isEqualTo(130);
                caller.awaitHungUp();
            }
        }
        short[] heard = WavFile.read(recorded).samples();
        int rate = WavFile.read(recorded).sampleRate();
        short[] last = Arrays.copyOfRange(heard, heard.length - rate / 2, heard.length);
        assertThat(ToneDetector.share(last, HERTZ_THERE, rate)).isGreaterThan(0.5);
    }

    /** A file with half a minute of a tone. */
    private Path tone(double hertz) {
        Path file = command.home().resolve("tone.wav");
        PcmSource tone = PcmSource.tone(hertz, RATE);
        short[] frame = new short[RATE];
        try (WavRecorder recorder = WavRecorder.create(file, RATE, Runnable::run)) {
            for (int second = 0; second < 30; second++) {
                assertThat(tone.read(frame)).isTrue();
                recorder.accept(frame, RATE);
            }
            assertThat(recorder.finish()).succeedsWithin(30, TimeUnit.SECONDS);
        }
        return file;
    }

    @Test
    void whatItCantDoItSays() {
        refused("is no account: write it as sip:alice@example.org", "alice");
        refused("is not between 0 and 3400", account("eve"), "--tone", "20000");
        refused(
                "not a RIFF/WAVE file",
                account("eve"),
                "--wav",
                command.file("text", "no sound").toString());
        refused("can't be read or written", account("eve"), "--wav", "/nonexistent");
        try (Command without = new Command().with("JANUS_URL", janus.uri().toString())) {
            Command.Result result = without.run("phone", account("eve"));
            assertThat(result.err()).contains("set JANUS_SIP_PASSWORD or --password-file");
            assertThat(result.code()).isEqualTo(8);
        }
        refused("--for: 0", account("eve"), "--guest", "--for", "0");
    }

    private void refused(String sentence, String... arguments) {
        List<String> all = new ArrayList<>(List.of("phone"));
        all.addAll(List.of(arguments));
        Command.Result result = command.run(all.toArray(String[]::new));
        assertThat(result.err()).as(result.all()).contains(sentence).hasLineCount(1);
        assertThat(result.code()).isEqualTo(2);
    }
}
