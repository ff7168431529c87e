// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.command;

import static dev.janusclient.system.command.Scene.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.testkit.JanusServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is different on a terminal: colours, questions, Ctrl-C; and what the shell gets: completion and the manual. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandTerminalTest {
    private final JanusServer janus = JanusServer.builder()
            .adminSecret("the admin's")
            .reclaimSessionTimeout(600)
            .plugins("echotest")
            .start();
    private final JanusClient client =
            JanusClient.create(janus.uri().toString(), Scene.options().build());
    private final JanusSession session = done(client.createSession());
    private final Command command = new Command()
            .with("JANUS_URL", janus.uri().toString())
            .with("JANUS_ADMIN_URL", janus.adminUri().toString())
            .with("JANUS_ADMIN_SECRET", "the admin's")
            .with("TERM", "xterm");

    @AfterAll
    void end() {
        command.close();
        client.close();
        janus.close();
    }

    @Test
    void thereAreColoursOnATerminalOnly() {
        var unused = done(session.attach(JanusEchoTestPlugin.TYPE));
        assertThat(command.inTerminal("", "sessions").out()).contains("\u001b[1mSESSION\u001b[0m");
        assertThat(command.run("sessions").out()).contains("SESSION").doesNotContain("\u001b");
        assertThat(command.run("sessions", "--color", "always").out()).contains("\u001b[1m");
        assertThat(command.inTerminal("", "sessions", "--color", "never").out()).doesNotContain("\u001b");
    }

    @Test
    void itAsksBeforeItEndsASession() {
        JanusSession doomed = done(client.createSession());
        String id = String.valueOf(doomed.id());

        Command.Result no = command.inTerminal("n\n", "sessions", "--destroy", id);
        assertThat(no.out()).contains("End session " + id + " with all its handles? [y/N]", "Nothing was done.");
        assertThat(no.code()).isEqualTo(2);
        assertThat(command.run("sessions").out()).contains(id);

        Command.Result yes = command.inTerminal("y\n", "sessions", "--destroy", id);
        assertThat(yes.out()).contains("Session " + id + " was destroyed.");
        assertThat(yes.code()).isZero();
        assertThat(command.run("sessions").out()).doesNotContain(id);
    }

    @Test
    void ctrlCEndsWhatGoesOn() {
        JanusSession claimed = done(client.createSession());
        try (Command.Started claim = command.start("claim", String.valueOf(claimed.id()), "--yes")) {
            claim.await("is claimed");
            assertThat(claim.interrupt().code()).isEqualTo(130);
        }
        assertThat(command.run("sessions").out()).as("it lives on").contains(String.valueOf(claimed.id()));
    }

    /** A shell without job control starts what ends with an ampersand with Ctrl-C ignored. */
    @Test
    void sigtermEndsWhatGoesOn() {
        JanusSession claimed = done(client.createSession());
        try (Command.Started claim = command.start("claim", String.valueOf(claimed.id()), "--yes")) {
            claim.await("is claimed");
            assertThat(claim.signal("TERM").code()).isEqualTo(143);
        }
        assertThat(command.run("sessions").out()).as("it lives on").contains(String.valueOf(claimed.id()));
    }

    @Test
    void theDoctorKeepsToTheWidthOfTheTerminal() {
        String line = "stty cols 90; " + Command.FILE + " --timeout 60 --color never doctor";
        Command.Result result = command.shell("script", "-qefc", line, "/dev/null");

        assertThat(result.out()).contains("SEVERITY", "api_secret");
        assertThat(result.out().lines().skip(1))
                .allSatisfy(each -> assertThat(each).hasSizeLessThanOrEqualTo(90));
        assertThat(result.out().lines()).as("all of it is used").anyMatch(each -> each.length() > 80);
    }

    @Test
    void bashCompletesCommandsRequestsAndOptions() {
        String script = command.run("completion").out();
        Path file = command.file("completion", script);
        assertThat(command.shell("bash", "-n", file.toString()).err()).isEmpty();
        String candidates = command.shell(
                        "bash",
                        "-c",
                        "source " + file
                                + "; COMP_WORDS=(janus ses); COMP_CWORD=1; _complete_janus; echo ${COMPREPLY[@]}")
                .out();
        assertThat(candidates).isEqualTo("sessions\n");
        assertThat(script).contains("videoroom", "listparticipants", "--admin-secret-file");
    }

    @Test
    @Tag("groff-base")
    void manShowsThePage() {
        String page = command.run("man").out();
        assertThat(page).startsWith(".TH JANUS 1\n");
        Command.Result formatted = command.shell(
                "groff", "-man", "-ww", "-Tutf8", command.file("janus.1", page).toString());
        assertThat(formatted.err()).isEmpty();
        // Bold letters are struck twice.
        assertThat(formatted.out().replaceAll(".\b", "")).contains("EXIT STATUS");
    }

    @Test
    void helpAndVersionAreThere() {
        assertThat(command.run("--version").out()).startsWith("janus command ");
        for (String name : List.of("info", "handles", "send", "serve-events")) {
            assertThat(command.run(name, "--help").out()).startsWith("Usage: janus " + name);
        }
        Command.Result none = command.run();
        assertThat(none.err()).contains("Which command?");
        assertThat(none.code()).isEqualTo(2);
    }
}
