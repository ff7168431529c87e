// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.message.Secret;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.tools.model.ProblemException;
import dev.janusclient.tools.model.ProblemException.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code janus phone}. */
@Command(
        name = "phone",
        description = "Is a telephone at a SIP account, until Ctrl-C: registers, is called, and calls.",
        footer = {
            "It reads commands, a line each: answer, decline [CODE], dial URI, dtmf KEYS,",
            "hangup, quit. The password is read from JANUS_SIP_PASSWORD, or from a file.",
            "Janus has to reach this machine by UDP.",
            "Ends with 1 when another process claims the session; the call goes on there."
        })
final class PhoneCommand extends Subcommand {
    private static final int BUSY = 486;
    private static final Duration POLL = Duration.ofMillis(200);

    @Parameters(paramLabel = "ACCOUNT", description = "The account, for example sip:alice@example.org.")
    private String account = "";

    @Option(names = "--proxy", paramLabel = "URI", description = "The registrar, if it is not the account's host.")
    private @Nullable String proxy;

    @Option(names = "--password-file", paramLabel = "FILE", description = "Has the account's password.")
    private @Nullable Path passwordFile;

    @Option(names = "--guest", description = "Registers nowhere, and can only call.")
    private boolean guest;

    @Option(names = "--dial", paramLabel = "URI", description = "Calls at once.")
    private @Nullable String dial;

    @Option(names = "--answer", description = "Answers each call by itself.")
    private boolean answer;

    @Option(names = "--tone", paramLabel = "HZ", description = "Sends a tone, of 440 Hz by default; 0 for silence.")
    private int tone = 440;

    @Option(
            names = "--wav",
            paramLabel = "FILE",
            description = "Plays a WAV file once in each call, instead of a tone.")
    private @Nullable Path wav;

    @Option(names = "--record", paramLabel = "FILE", description = "Records what is heard, as WAV.")
    private @Nullable Path recording;

    @Option(names = "--for", paramLabel = "SECONDS", description = "Ends by itself after this time.")
    private @Nullable Integer seconds;

    private final CountDownLatch over = new CountDownLatch(1);

    @Override
    ExitCode run() {
        SipRequest.Register registration = registration();
        try (Stop stop = new Stop(seconds);
                CallSound sound = new CallSound(tone, wav, recording);
                Phone phone = new Phone(janus().server(), output(), sound, answer)) {
            phone.register(registration);
            if (dial != null) {
                phone.dial(dial);
            }
            Thread commands = new Thread(() -> read(phone), "janus-phone");
            commands.setDaemon(true);
            commands.start();
            while (over.getCount() > 0 && !stop.within(POLL)) {
                // A command or Ctrl-C ends it, or another process that claims the session.
                phone.check();
            }
        }
        return ExitCode.OK;
    }

    private SipRequest.Register registration() {
        var registration = SipRequest.Register.builder().username(account).proxy(proxy);
        if (!account.matches("sips?:[^@]+@.+")) {
            throw new ProblemException(
                    Kind.BAD_INPUT, "'" + account + "' is no account: write it as sip:alice@example.org.");
        } else if (guest) {
            return registration.type(SipRequest.Register.Type.GUEST).build();
        }
        String variable = System.getenv("JANUS_SIP_PASSWORD");
        if (passwordFile == null && variable == null) {
            throw new ProblemException(
                    Kind.NOT_CONFIGURED,
                    "An account needs a password: set JANUS_SIP_PASSWORD or --password-file; or call as a --guest.");
        }
        return registration
                .secret(passwordFile == null ? Secret.of(String.valueOf(variable)) : Settings.read(passwordFile))
                .build();
    }

    private void read(Phone phone) {
        try {
            BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                execute(phone, line.trim());
            }
            // Without a terminal the end of the input is no wish to end.
            if (Terminal.hasInput()) {
                over.countDown();
            }
        } catch (IOException e) {
            over.countDown();
        }
    }

    private void execute(Phone phone, String line) {
        String[] words = line.split("\\s+", 2);
        String rest = words.length > 1 ? words[1] : "";
        try {
            switch (words[0].toLowerCase(Locale.ROOT)) {
                case "" -> {}
                case "answer" -> phone.answer();
                case "decline" -> phone.decline(code(rest));
                case "dial" -> phone.dial(rest);
                case "dtmf" -> phone.press(rest);
                case "hangup" -> phone.hangUp();
                case "quit" -> over.countDown();
                default ->
                    throw new ProblemException(
                            Kind.BAD_INPUT, "Commands: answer, decline [CODE], dial URI, dtmf KEYS, hangup, quit.");
            }
        } catch (ProblemException e) {
            janus().commandLine().getErr().println(e.getMessage());
        }
    }

    private static int code(String text) {
        if (!text.matches("([3-6]\\d\\d)?")) {
            throw new ProblemException(Kind.BAD_INPUT, "'" + text + "' is no code to refuse with: 300 to 699.");
        }
        return text.isEmpty() ? BUSY : Integer.parseInt(text);
    }
}
