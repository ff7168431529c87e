// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JanusServerTest {
    @AfterEach
    void nothingIsLeftRunning() {
        assertThat(ChildProcess.living()).isEmpty();
    }

    @Test
    void startsServerThatAnswersInfoWithItsOwnName() {
        try (JanusServer janus = JanusServer.start();
                RawClient client = new RawClient(janus.uri())) {
            Map<String, Object> info = client.request("{'janus':'info'}");
            assertThat(info).containsEntry("server-name", janus.serverName());
            assertThat(String.valueOf(info.get("plugins"))).contains("janus.plugin.sip", "janus.plugin.recordplay");
        }
    }

    @Test
    void onlyTheChosenPluginsAreLoaded() {
        try (JanusServer janus =
                        JanusServer.builder().plugins("echotest", "duktape").start();
                RawClient client = new RawClient(janus.uri())) {
            // The script of the Duktape plugin names itself echojs.
            assertThat(String.valueOf(client.request("{'janus':'info'}").get("plugins")))
                    .contains("janus.plugin.echotest", "janus.plugin.echojs")
                    .doesNotContain("janus.plugin.sip");
        }
    }

    @Test
    void closingDeletesTheFolderAndEndsTheProcess() {
        JanusServer janus = JanusServer.start();
        Path recordings = janus.recordings();
        assertThat(recordings).exists();
        janus.close();
        assertThat(janus.isAlive()).isFalse();
        assertThat(recordings.getParent()).doesNotExist();
        janus.close();
    }

    @Test
    void restartKeepsTheAddressAndForgetsSessions() {
        try (JanusServer janus = JanusServer.start()) {
            URI before = janus.uri();
            long pid = janus.pid();
            long session;
            try (RawClient client = new RawClient(janus.uri())) {
                session = client.created("{'janus':'create'}");
                janus.kill();
                Awaitility.await().until(client::ended);
            }
            janus.restart();
            assertThat(janus.uri()).isEqualTo(before);
            assertThat(janus.pid()).isNotEqualTo(pid);
            try (RawClient client = new RawClient(janus.uri())) {
                assertThat(client.request("{'janus':'claim','session_id':" + session + "}")
                                .toString())
                        .contains("458");
            }
        }
    }

    @Test
    void aPausedServerAnswersOnlyAfterItResumes() {
        try (JanusServer janus = JanusServer.start();
                RawClient client = new RawClient(janus.uri())) {
            janus.pause();
            client.send("{'janus':'ping','transaction':'frozen'}");
            Awaitility.await().during(Duration.ofMillis(300)).until(() -> client.received()
                    .isEmpty());
            janus.resume();
            assertThat(client.await(message -> "frozen".equals(message.get("transaction"))))
                    .containsEntry("janus", "pong");
        }
    }

    @Test
    void closesAPausedServer() {
        JanusServer janus = JanusServer.start();
        janus.pause();
        janus.close();
        assertThat(janus.isAlive()).isFalse();
    }

    @Test
    void wrongConfigurationIsReportedWithTheEndOfTheLog() {
        assertThatThrownBy(() -> JanusServer.builder()
                        .append("janus.jcfg", "this is not { a configuration")
                        .start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("before it answered")
                .hasMessageContaining("Failed to load");
    }

    @Test
    void anUnknownPluginIsRefusedBeforeTheStart() {
        assertThatThrownBy(() -> JanusServer.builder().plugins("no-such").start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no-such");
    }

    @Test
    void restartOntoATakenPortFailsWithTheLog() throws IOException {
        try (JanusServer janus =
                JanusServer.builder().startTimeout(Duration.ofSeconds(15)).start()) {
            janus.stop();
            try (ServerSocket thief = new ServerSocket()) {
                thief.setReuseAddress(true);
                thief.bind(new java.net.InetSocketAddress(
                        java.net.InetAddress.getLoopbackAddress(), janus.uri().getPort()));
                assertThatThrownBy(janus::restart)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("[FATAL]");
            }
        }
    }

    @Test
    void fiveServersRunSideBySide() {
        List<JanusServer> servers = IntStream.range(0, 5)
                .parallel()
                .mapToObj(i -> JanusServer.start())
                .toList();
        try {
            assertThat(servers.stream().map(JanusServer::uri)).doesNotHaveDuplicates();
            for (JanusServer server : servers) {
                try (RawClient client = new RawClient(server.uri())) {
                    assertThat(client.request("{'janus':'info'}")).containsEntry("server-name", server.serverName());
                }
            }
        } finally {
            servers.forEach(JanusServer::close);
        }
    }

    @Test
    void everyOptionReachesJanus() throws Exception {
        try (JanusServer janus = JanusServer.builder()
                .apiSecret("open sesame")
                .adminSecret("overlord")
                .sessionTimeout(33)
                .reclaimSessionTimeout(44)
                .fullTrickle()
                .http()
                .unixSocket()
                .stringIds("videoroom")
                .plugins("videoroom", "echotest")
                .append("janus.plugin.videoroom.jcfg", "room-hall: { description = \"The hall\"\n room_id = \"hall\" }")
                .eventHandler(
                        "sample", "general: { enabled = true\n events = \"all\"\n backend = \"http://127.0.0.1:9\" }")
                .start()) {
            try (RawClient client = new RawClient(janus.uri())) {
                Map<String, Object> info = client.request("{'janus':'info'}");
                assertThat(info)
                        .containsEntry("session-timeout", 33L)
                        .containsEntry("reclaim-session-timeout", 44L)
                        .containsEntry("full-trickle", true)
                        .containsEntry("api_secret", true);
                assertThat(String.valueOf(info.get("transports")))
                        .contains("websockets", "janus.transport.http", "pfunix");
                assertThat(String.valueOf(info.get("events"))).contains("sampleevh");
                assertThat(client.request("{'janus':'create'}").toString()).contains("403");
                assertThat(client.request("{'janus':'create','apisecret':'open sesame'}"))
                        .containsEntry("janus", "success");
            }
            HttpRequest overHttp = HttpRequest.newBuilder(URI.create(janus.httpUri() + "/info"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(overHttp, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains(janus.serverName());
            HttpRequest status = HttpRequest.newBuilder(janus.adminHttpUri())
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"janus\":\"get_status\",\"transaction\":\"a\",\"admin_secret\":\"overlord\"}"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(status, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains("session_timeout");
            assertThat(Files.exists(janus.unixSocket())).isTrue();
            assertThat(Files.exists(janus.adminUnixSocket())).isTrue();
            assertThat(Objects.requireNonNull(janus.adminUri()).getPort()).isPositive();
        }
    }
}
