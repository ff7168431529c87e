// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.message.RawJson;
import dev.janusclient.testkit.PrivateNetwork;
import dev.janusclient.testkit.SelfSigned;
import dev.janusclient.transport.Tls;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A console that others can reach, with and without encryption: no Janus is needed for that. */
class ConsoleAddressTest {
    private static final String ADDRESS = PrivateNetwork.address();
    private static final int TIMEOUT_MILLIS = 60_000;

    private final Command command = new Command();

    @AfterEach
    void end() {
        command.close();
    }

    private Command.Started start(String... options) {
        List<String> arguments = new ArrayList<>(List.of("console", "-o", "json"));
        arguments.addAll(List.of(options));
        return command.start(arguments.toArray(String[]::new));
    }

    private static URI uri(Command.Started console) {
        return URI.create(Objects.requireNonNull(RawJson.of(console.await("}")).string("url")));
    }

    private static String status(SocketFactory sockets, int port, String request, String... headers)
            throws IOException {
        try (Socket socket = sockets.createSocket(ADDRESS, port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            String text = request + " HTTP/1.1\r\nConnection: close\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void withACertificateItIsReachedByItsNamesAndEncrypted() throws IOException, GeneralSecurityException {
        SelfSigned own = SelfSigned.of("console.test", ADDRESS);
        try (Command.Started console = start(
                "--bind",
                ADDRESS + ":0",
                "--tls-cert",
                command.file("own.pem", own.certificatePem()).toString(),
                "--tls-key",
                command.file("own.key", own.keyPem()).toString())) {
            URI uri = uri(console);
            int port = uri.getPort();
            assertThat(uri).hasScheme("https").hasHost("console.test");
            assertThat(console.err()).isEmpty();

            SocketFactory encrypted =
                    Tls.trusting(own.certificatePem()).context().getSocketFactory();
            assertThat(status(encrypted, port, "GET /", "Host: console.test:" + port))
                    .isEqualTo("HTTP/1.1 200");
            assertThat(status(encrypted, port, "GET /", "Host: " + ADDRESS + ":" + port))
                    .isEqualTo("HTTP/1.1 200");
            assertThat(status(encrypted, port, "GET /", "Host: evil.test:" + port))
                    .isEqualTo("HTTP/1.1 421");
            assertThat(action(encrypted, port, "http")).isEqualTo("HTTP/1.1 403");
            assertThat(action(encrypted, port, "https"))
                    .as("the token is missing")
                    .isEqualTo("HTTP/1.1 401");
            assertThat(status(SocketFactory.getDefault(), port, "GET /", "Host: " + ADDRESS + ":" + port))
                    .doesNotStartWith("HTTP/1.1");
        }
    }

    private static String action(SocketFactory sockets, int port, String scheme) throws IOException {
        return status(
                sockets,
                port,
                "POST /api/do",
                "Host: console.test:" + port,
                "Content-Length: 0",
                "Origin: " + scheme + "://console.test:" + port);
    }

    @Test
    void withoutOneItWarnsOnceAndIsReachedByItsAddressAlone() throws IOException {
        try (Command.Started console = start("--bind", ADDRESS + ":0")) {
            URI uri = uri(console);
            assertThat(uri).hasScheme("http").hasHost(ADDRESS);
            assertThat(console.err())
                    .contains("Without --tls-cert and --tls-key, whoever is on the way to " + ADDRESS)
                    .hasLineCount(1);

            SocketFactory plain = SocketFactory.getDefault();
            assertThat(status(plain, uri.getPort(), "GET /", "Host: " + ADDRESS + ":" + uri.getPort()))
                    .isEqualTo("HTTP/1.1 200");
            assertThat(status(plain, uri.getPort(), "GET /", "Host: localhost:" + uri.getPort()))
                    .isEqualTo("HTTP/1.1 421");
        }
    }

    @Test
    void onLoopbackThereIsNothingToWarnOf() {
        try (Command.Started console = start("--bind", "localhost:0")) {
            assertThat(uri(console)).hasScheme("http").hasHost("localhost");
            assertThat(console.err()).isEmpty();
        }
    }
}
