// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.JanusTest;
import dev.janusclient.testkit.SipCaller;
import dev.janusclient.testkit.SipMedia;
import dev.janusclient.testkit.SipRegistrar;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The application, started twice against a real Janus. */
@JanusTest(plugins = "sip")
@Tag("sip-tester")
class TelephoneApplicationTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private ConfigurableApplicationContext start(JanusServer janus, SipRegistrar registrar) {
        return SpringApplication.run(
                TelephoneApplication.class,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--janus.uris=" + janus.uri(),
                "--janus.shutdown.timeout=1ms", // its successor is started after its end
                "--telephone.ticket-file=" + ticket(),
                "--telephone.username=sip:alice@" + registrar.address() + ":" + registrar.port(),
                "--telephone.proxy=" + registrar.proxy());
    }

    private Path ticket() {
        return folder.resolve("ticket");
    }

    private String get(ConfigurableApplicationContext application, String path) throws Exception {
        return http.send(request(application, path).build(), BodyHandlers.ofString())
                .body();
    }

    private static HttpRequest.Builder request(ConfigurableApplicationContext application, String path) {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    @Test
    void aCallThatRingsDuringARestartIsRefusedByTheSuccessor(JanusServer janus) throws Exception {
        try (SipRegistrar registrar = SipRegistrar.start()) {
            ConfigurableApplicationContext first = start(janus, registrar);
            SipCaller caller = SipCaller.call(registrar.awaitContact("alice"), SipMedia.none("127.0.0.1"));
            try (caller) {
                try (first) {
                    await().atMost(SOON)
                            .until(() -> get(first, "/telephone/call").contains("sip:bob@"));
                    showsHealthAndMetrics(first, janus);
                }
                assertThat(ticket()).exists();
                try (ConfigurableApplicationContext second = start(janus, registrar)) {
                    assertThat(get(second, "/telephone/call")).contains("sip:bob@");
                    int status = http.send(
                                    request(second, "/telephone/decline")
                                            .POST(BodyPublishers.noBody())
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode();
                    assertThat(status).isEqualTo(200);
                    assertThat(caller.awaitFinalStatus()).isEqualTo(486);
                    assertThat(registrar.contacts("alice"))
                            .as("registered once")
                            .hasSize(1);
                }
            }
        }
    }

    private void showsHealthAndMetrics(ConfigurableApplicationContext application, JanusServer janus) throws Exception {
        assertThat(get(application, "/actuator/health"))
                .contains("\"janus\":{", janus.serverName(), janus.version(), "\"sessions\":1");
        assertThat(get(application, "/actuator/metrics/rpc.client.call.duration"))
                .contains("core/create", "sip/register");
        assertThat(get(application, "/actuator/metrics/janus.client.events")).contains("incomingcall");
        assertThat(get(application, "/actuator/metrics/janus.client.handles")).contains("1.0");
    }

    @Test
    void withoutATicketItBeginsAnew(JanusServer janus) throws IOException {
        assertThat(Files.exists(ticket())).isFalse();
        try (SipRegistrar registrar = SipRegistrar.start();
                ConfigurableApplicationContext application = start(janus, registrar)) {
            assertThat(registrar.awaitContact("alice")).startsWith("sip:alice@");
            assertThat(application.isRunning()).isTrue();
        }
    }
}
