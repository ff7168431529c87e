// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.netty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.janusclient.admin.EventHandlerEvent;
import dev.janusclient.admin.EventHandlerReceiver;
import dev.janusclient.message.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the handler for the JDK's HTTP server takes, and what it answers. */
@Timeout(30)
class EventHandlerHttpHandlerTest {
    private static final String EVENT =
            "{\"emitter\":\"janus-1\",\"type\":1,\"timestamp\":1,\"event\":{\"name\":\"created\"}}";
    private static final String GOOD = "Basic " + Base64.getEncoder().encodeToString("janus:hunter2".getBytes(UTF_8));

    private final EventHandlerReceiver receiver = EventHandlerReceiver.builder()
            .basicAuth("janus", Secret.of("hunter2"))
            .maxBodyBytes(1_000)
            .emitters("janus-1")
            .build();
    private final List<EventHandlerEvent> received = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer http;

    @BeforeEach
    void start() throws IOException {
        receiver.on(EventHandlerEvent.class, received::add);
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/events", new EventHandlerHttpHandler(receiver));
        http.start();
    }

    @AfterEach
    void stop() {
        http.stop(0);
    }

    private HttpResponse<String> send(String method, String authorization, BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/events"))
                .method(method, body);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private int post(String authorization, String body) throws IOException, InterruptedException {
        return send("POST", authorization, BodyPublishers.ofString(body)).statusCode();
    }

    @Test
    void whatJanusPostsIsTaken() throws IOException, InterruptedException {
        assertThat(post(GOOD, EVENT)).isEqualTo(200);
        assertThat(post(GOOD, "[" + EVENT + "," + EVENT + "]")).isEqualTo(200);
        assertThat(received).hasSize(3);
        assertThat(post(GOOD, EVENT.replace("janus-1", "other"))).isEqualTo(200);
        assertThat(received).hasSize(3);
    }

    @Test
    void everythingElseIsRefused() throws IOException, InterruptedException {
        HttpResponse<String> unauthorized = send("POST", "", BodyPublishers.ofString(EVENT));
        assertThat(unauthorized.statusCode()).isEqualTo(401);
        assertThat(unauthorized.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(asked -> assertThat(asked).startsWith("Basic"));
        assertThat(post("Basic " + Base64.getEncoder().encodeToString("janus:x".getBytes(UTF_8)), EVENT))
                .isEqualTo(401);
        assertThat(send("GET", GOOD, BodyPublishers.noBody()).statusCode()).isEqualTo(405);
        assertThat(post(GOOD, "no events")).isEqualTo(400);
        assertThat(post(GOOD, " ".repeat(900) + EVENT)).isEqualTo(200);
        assertThat(post(GOOD, " ".repeat(1_000) + EVENT)).isEqualTo(413);
        assertThat(received).hasSize(1);
    }
}
