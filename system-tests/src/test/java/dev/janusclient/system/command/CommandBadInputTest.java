// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.testkit.FreePort;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.SelfSigned;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whatever is wrong, the command says in one sentence what to do, and no secret. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandBadInputTest {
    private final JanusServer janus = JanusServer.builder()
            .apiSecret("the api's")
            .adminSecret("the admin's")
            .http()
            .plugins("echotest")
            .start();
    private final Command command = new Command();

    @AfterAll
    void end() {
        command.close();
        janus.close();
    }

    private void fails(int code, String sentence, String... arguments) {
        Command.Result result = command.run(arguments);
        assertThat(result.all())
                .as(String.join(" ", arguments))
                .contains(sentence)
                .doesNotContain("wrong one");
        assertThat(result.err()).hasLineCount(1);
        assertThat(result.code()).isEqualTo(code);
    }

    @Test
    void aWrongSecretIsNamedByWhatHasIt() {
        String wrong = command.file("wrong", "wrong one").toString();
        fails(
                4,
                "needs an API secret or token: set JANUS_API_SECRET",
                "send",
                "echotest",
                "message",
                "--url",
                "" + janus.uri());
        fails(
                4,
                "does not accept the API secret or token: set JANUS_API_SECRET",
                "send",
                "echotest",
                "message",
                "--url",
                "" + janus.uri(),
                "--api-secret-file",
                wrong);
        fails(
                4,
                "does not accept the admin secret: set JANUS_ADMIN_SECRET",
                "sessions",
                "--admin-url",
                "" + janus.adminUri(),
                "--admin-secret-file",
                wrong);
        fails(8, "can't be read", "ping", "--api-secret-file", "/nonexistent");
    }

    @Test
    void portsThatWereMixedUpAreRecognized() {
        fails(3, "is the Admin API of Janus, not its API", "info", "--url", "" + janus.adminUri());
        fails(3, "is the API of Janus, not its Admin API", "sessions", "--admin-url", "" + janus.uri());
        fails(3, "is the API of Janus, not its Admin API", "sessions", "--admin-url", "" + janus.httpUri());
        // Over HTTP the Admin API answers infos and pings as the API does.
        fails(3, "is the Admin API of Janus, not its API", "info", "--url", "" + janus.adminHttpUri());
        fails(3, "is the Admin API of Janus, not its API", "ping", "--url", "" + janus.adminHttpUri());
        fails(
                3,
                "is the API of Janus, not its Admin API",
                "info",
                "--url",
                "" + janus.httpUri(),
                "--admin-url",
                "" + janus.httpUri());
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        String nowhere = "ws://127.0.0.1:" + FreePort.tcp();
        fails(3, "Janus can't be reached at " + nowhere, "ping", "--url", nowhere);
        fails(3, "The Admin API can't be reached at " + nowhere, "sessions", "--admin-url", nowhere);
        fails(3, "janus.invalid", "ping", "--url", "ws://janus.invalid:8188");
        fails(2, "Check the address of the API", "ping", "--url", "gopher://localhost");
        fails(2, "'localhost:18188' has no scheme; for example ws://", "ping", "--url", "localhost:18188");
        fails(2, "There is no context 'nope': 'janus context nope", "ping", "--context", "nope");
    }

    @Test
    void anAddressThatTheConsoleCantHaveIsNamed() {
        fails(3, "Can't listen at 192.0.2.1:0", "console", "--bind", "192.0.2.1:0");
        fails(2, "the host 'no.such.invalid' is unknown", "console", "--bind", "no.such.invalid");
        fails(2, "is no HOST:PORT", "console", "--bind", "127.0.0.1:many");
    }

    @Test
    void aCertificateThatCantBeUsedIsNamed() {
        SelfSigned own = SelfSigned.of("console.test");
        String certificate = command.file("own.pem", own.certificatePem()).toString();
        String key = command.file("own.key", own.keyPem()).toString();
        String other =
                command.file("other.key", SelfSigned.of("other.test").keyPem()).toString();
        String text = command.file("text", "wrong one").toString();
        String encrypted = command.file("encrypted.key", own.keyPem().replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"))
                .toString();
        certificateFails("--tls-cert and --tls-key go together", "--tls-cert", certificate);
        certificateFails("/nonexistent can't be read", "--tls-cert", "/nonexistent", "--tls-key", key);
        certificateFails("the certificate can't be read", "--tls-cert", key, "--tls-key", key);
        certificateFails("can't be used", "--tls-cert", text, "--tls-key", key);
        certificateFails("openssl pkcs8 -topk8 -nocrypt", "--tls-cert", certificate, "--tls-key", text);
        certificateFails("openssl pkcs8 -topk8 -nocrypt", "--tls-cert", certificate, "--tls-key", encrypted);
        certificateFails("the key is not that of the first certificate", "--tls-cert", certificate, "--tls-key", other);
    }

    private void certificateFails(String sentence, String... options) {
        List<String> arguments = new ArrayList<>(List.of("console", "--bind", "127.0.0.1:0"));
        arguments.addAll(List.of(options));
        fails(2, sentence, arguments.toArray(String[]::new));
    }

    @Test
    void whatIsNotConfiguredIsNamed() {
        String url = "" + janus.uri();
        fails(8, "This needs the Admin API", "sessions", "--url", url);
        fails(8, "known from Janus's event handlers only", "calls", "--url", url);
        fails(8, "Set broadcast = true", "watch", "--url", url);
        fails(8, "No ownership store is named", "owners", "--url", url);
        fails(2, "--store: it begins with", "owners", "--store", "mongo://x", "--url", url);
        fails(8, "an address that others reach needs --user", "serve-events", "--listen", "0.0.0.0:0");
        fails(2, "is no HOST:PORT", "serve-events", "--listen", "here");
    }

    @Test
    void whatIsNotThereIsNamed() {
        String secret = command.file("admin", "the admin's").toString();
        String api = command.file("api", "the api's").toString();
        String admin = "" + janus.adminUri();
        fails(5, "There is no handle 4711", "handle", "4711", "--admin-url", admin, "--admin-secret-file", secret);
        fails(
                5,
                "There is no such session",
                "claim",
                "4711",
                "--yes",
                "--url",
                "" + janus.uri(),
                "--api-secret-file",
                api);
        fails(2, "is no ticket", "resume", api, "--url", "" + janus.uri(), "--api-secret-file", api);
        fails(2, "There is no terminal to ask on: say --yes", "claim", "4711", "--url", "" + janus.uri());
    }

    @Test
    void wordsThatMakeNoSenseAreRefusedWithAHint() {
        misused("There is no option '--orphens'; similar: --orphans.", "janus sessions", "sessions", "--orphens");
        misused("There is no command 'sesions'; similar: sessions", "janus", "sesions");
        misused("'more' is one word more than the command takes.", "janus sessions", "sessions", "more");
        misused("SESSION: 'abc' is no number", "janus claim", "claim", "abc");
        misused("SESSION: '99999999999999999999' is too large", "janus claim", "claim", "99999999999999999999");
        misused("--for: 'ever' is no number", "janus claim", "claim", "1", "--for", "ever");
    }

    private void misused(String sentence, String help, String... arguments) {
        Command.Result result = command.run(arguments);
        assertThat(result.err())
                .contains(sentence, "See '" + help + " --help'.")
                .doesNotContain("Unmatched", "a long")
                .hasLineCount(2);
        assertThat(result.code()).isEqualTo(2);
    }
}
