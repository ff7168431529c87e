// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.tools.console.View.Action;
import dev.janusclient.tools.console.View.Handover;
import dev.janusclient.tools.console.View.Moderation;
import dev.janusclient.tools.console.View.Verb;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who gets what from the console's server: requests as they are on the wire. */
class ConsoleTest {
    private static final int TIMEOUT_MILLIS = 60_000;

    private final FakeView view = new FakeView();
    private final Console console = start(view);
    private final int port = console.uri().getPort();
    private final String token = console.uri().getFragment().substring("token=".length());
    private final String authorization = "Authorization: Bearer " + token;

    private static Console start(View view) {
        try {
            return Console.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), null, view);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void end() {
        console.close();
    }

    private String request(String line, String body, String... headers) throws IOException {
        try (Socket socket = send(line, body, headers)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Socket send(String line, String body, String... headers) throws IOException {
        List<String> lines = new ArrayList<>(List.of(line + " HTTP/1.1", "Connection: close"));
        lines.addAll(List.of(headers));
        if (!line.startsWith("GET")) {
            lines.add("Content-Length: " + body.length());
        }
        if (lines.stream().noneMatch(each -> each.startsWith("Host:"))) {
            lines.add("Host: 127.0.0.1:" + port);
        }
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.getOutputStream()
                .write((String.join("\r\n", lines) + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private String get(String path, String... headers) throws IOException {
        return request("GET " + path, "", headers);
    }

    private String act(String body, String... headers) throws IOException {
        return post("/api/do", body, headers);
    }

    private String post(String path, String body, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add(authorization);
        if (all.stream().noneMatch(each -> each.startsWith("Content-Type:"))) {
            all.add("Content-Type: application/json");
        }
        return request("POST " + path, body, all.toArray(String[]::new));
    }

    @Test
    void thePageIsForEverybodyHereAndMayLoadNothingFromElsewhere() throws IOException {
        assertThat(get("/"))
                .startsWith("HTTP/1.1 200")
                .contains("console.js", "default-src 'none'; script-src 'self'", "nosniff");
        assertThat(get("/console.js")).startsWith("HTTP/1.1 200").containsIgnoringCase("text/javascript");
        assertThat(get("/console.css")).startsWith("HTTP/1.1 200");
        assertThat(get("/../Console.class")).startsWith("HTTP/1.1 404");
        assertThat(get("/package-info.class")).startsWith("HTTP/1.1 404");
    }

    @Test
    void anotherHostsNameIsRefused() throws IOException {
        assertThat(get("/", "Host: evil.example:" + port))
                .startsWith("HTTP/1.1 421")
                .contains("use the address that 'janus console' prints");
        assertThat(get("/api/handle?session=1&handle=2", authorization, "Host: 127.0.0.1"))
                .startsWith("HTTP/1.1 421");
        assertThat(get("/", "Host: localhost:" + port)).startsWith("HTTP/1.1 200");
    }

    @Test
    void whatIsReadNeedsTheToken() throws IOException {
        String path = "/api/handle?session=1&handle=2";
        assertThat(get(path))
                .startsWith("HTTP/1.1 401")
                .contains("open the whole address")
                .doesNotContain(token);
        assertThat(get(path, authorization + "x")).startsWith("HTTP/1.1 401").contains("printed last");
        assertThat(get("/api/state")).startsWith("HTTP/1.1 401");
        assertThat(get(path, authorization)).startsWith("HTTP/1.1 200").contains("\"session\":1");
    }

    @Test
    void aPartOfAListIsReadAsItIsAskedFor() throws IOException {
        assertThat(get("/api/list?of=handles&search=%3Cb%3E%26&orphans=false&from=200", authorization))
                .startsWith("HTTP/1.1 200")
                .contains("{\"total\":1000,\"from\":200,\"rows\":[{\"of\":\"handles\",\"search\":\"<b>&\"");
        assertThat(get("/api/list?of=handles&search=&orphans=false&from=-1", authorization))
                .startsWith("HTTP/1.1 400");
        assertThat(get("/api/list?of=handles", authorization)).contains("There is no 'search'");
        assertThat(get("/api/list?of=handles&search=&orphans=false&from=0")).startsWith("HTTP/1.1 401");
    }

    @Test
    void whatMakesNoSenseIsNamed() throws IOException {
        assertThat(get("/api/handle?session=1&handle=x", authorization))
                .startsWith("HTTP/1.1 400")
                .contains("'x' is no number");
        assertThat(get("/api/handle?session=1", authorization)).contains("There is no 'handle'");
        assertThat(get("/api/call?id=%3Cb%3E%1b", authorization))
                .startsWith("HTTP/1.1 404")
                .contains("'<b>\\\\u001b'")
                .containsIgnoringCase("Content-Type: application/json");
        assertThat(get("/api/call?id=%", authorization)).startsWith("HTTP/1.1 400");
        assertThat(get("/api/room?plugin=a&room=b", authorization))
                .startsWith("HTTP/1.1 500")
                .contains("please report it");
        assertThat(get("/api/nothing", authorization)).startsWith("HTTP/1.1 404");
        assertThat(request("DELETE /", "")).startsWith("HTTP/1.1 405");
        assertThat(request("OPTIONS /api/do", "", "Origin: http://evil.example"))
                .startsWith("HTTP/1.1 405");
    }

    @Test
    void anActionComesFromTheConsolesOwnPage() throws IOException {
        String hangup = "{\"verb\":\"hangup\",\"session\":7,\"handle\":8}";
        assertThat(act(hangup, "Origin: http://evil.example")).startsWith("HTTP/1.1 403");
        assertThat(act(hangup, "Origin: null")).startsWith("HTTP/1.1 403");
        assertThat(act(hangup, "Sec-Fetch-Site: cross-site")).startsWith("HTTP/1.1 403");
        assertThat(act(hangup, "Content-Type: text/plain")).startsWith("HTTP/1.1 400");
        assertThat(get("/api/do", authorization)).startsWith("HTTP/1.1 405");
        assertThat(request("POST /api/do", hangup, "Content-Type: application/json"))
                .startsWith("HTTP/1.1 401");
        assertThat(view.done).isEmpty();

        assertThat(act(hangup, "Origin: http://127.0.0.1:" + port, "Sec-Fetch-Site: same-origin"))
                .startsWith("HTTP/1.1 200")
                .contains("It was done.");
        assertThat(view.done).containsExactly(new Action(Verb.HANGUP, 7, 8));
    }

    @Test
    void whatIsDoneInARoomMayNeedItsSecret() throws IOException {
        String mute = "{\"wish\":\"mute\",\"plugin\":\"audiobridge\",\"room\":\"7\",\"participant\":\"8\"";
        String path = "/api/moderate";
        assertThat(post(path, mute + "}", "Origin: http://evil.example")).startsWith("HTTP/1.1 403");
        assertThat(get(path, authorization)).startsWith("HTTP/1.1 405");
        assertThat(post(path, mute.replace("mute", "explode") + "}")).startsWith("HTTP/1.1 400");
        assertThat(post(path, "{\"wish\":\"kick\"}")).contains("it has a wish, a plugin, a room, a participant");
        assertThat(view.moderated).isEmpty();

        assertThat(post(path, mute + "}")).contains("\"kind\":\"unauthorized\"");
        assertThat(post(path, mute + ",\"secret\":\"planted\"}"))
                .startsWith("HTTP/1.1 200")
                .contains("It was done.")
                .doesNotContain("planted");
        assertThat(view.moderated).element(1).satisfies(done -> {
            assertThat(done.wish()).isEqualTo(Moderation.Wish.MUTE);
            assertThat(Objects.requireNonNull(done.secret()).reveal()).isEqualTo("planted");
            assertThat(done.toString()).doesNotContain("planted");
        });
    }

    @Test
    void aSessionIsHandedOverToAMemberOrToAnyOther() throws IOException {
        String path = "/api/handover";
        String wanted = "{\"session\":7,\"to\":\"gateway-2\"}";
        assertThat(post(path, wanted, "Origin: http://evil.example")).startsWith("HTTP/1.1 403");
        assertThat(get(path, authorization)).startsWith("HTTP/1.1 405");
        assertThat(post(path, "{\"session\":\"x\"}")).startsWith("HTTP/1.1 400");
        assertThat(view.handedOver).isEmpty();

        assertThat(post(path, wanted)).startsWith("HTTP/1.1 200").contains("It was asked for.");
        assertThat(post(path, "{\"session\":7}")).startsWith("HTTP/1.1 200");
        assertThat(view.handedOver).containsExactly(new Handover(7, "gateway-2"), new Handover(7, null));
    }

    @Test
    void anActionThatMakesNoSenseIsNamed() throws IOException {
        for (String body :
                List.of("", "{", "[]", "{\"verb\":\"explode\"}", "{\"verb\":\"destroy\",\"session\":\"x\"}")) {
            assertThat(act(body)).as(body).startsWith("HTTP/1.1 400").contains("That is no action");
        }
        assertThat(act("{\"verb\":\"" + "x".repeat(5000) + "\"}"))
                .startsWith("HTTP/1.1 400")
                .contains("no more than 4096 bytes");
        assertThat(view.done).isEmpty();
    }

    @Test
    void theStateIsPushedAndWhatCantBeReadIsNamed() throws IOException {
        try (Socket page = send("GET /api/state", "", authorization);
                BufferedReader lines = reader(page)) {
            await(lines, "event: server");
            assertThat(lines.readLine()).contains("\"first\"");
            await(lines, "data: {\"rooms\":\"There is no Janus.\"}");

            view.name = "<i>second";
            await(lines, "event: server");
            assertThat(lines.readLine()).contains("\"<i>second\"");
        }
    }

    @Test
    void onlySoManyPagesAreServed() throws IOException {
        List<Socket> pages = new ArrayList<>();
        try {
            for (int i = 0; i < Publisher.MAX_WATCHERS; i++) {
                Socket page = send("GET /api/state", "", authorization);
                pages.add(page);
                await(reader(page), "event: problems");
            }
            assertThat(get("/api/state", authorization))
                    .startsWith("HTTP/1.1 503")
                    .contains("close some of them");
            assertThat(get("/")).as("all else goes on").startsWith("HTTP/1.1 200");
        } finally {
            for (Socket page : pages) {
                page.close();
            }
        }
        AtomicInteger changes = new AtomicInteger();
        Awaitility.await("a page that is gone makes room")
                .atMost(60, TimeUnit.SECONDS)
                .untilAsserted(() -> {
                    view.name = "change " + changes.incrementAndGet();
                    try (Socket page = send("GET /api/state", "", authorization)) {
                        assertThat(reader(page).readLine()).startsWith("HTTP/1.1 200");
                    }
                });
    }

    @Test
    void nothingIsReadWhileNoPageIsOpen() throws IOException {
        assertThat(act("{\"verb\":\"destroy\",\"session\":7}")).startsWith("HTTP/1.1 200");
        console.close();

        assertThat(view.readings).hasValue(0);
    }

    private static BufferedReader reader(Socket page) throws IOException {
        return new BufferedReader(new InputStreamReader(page.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void await(BufferedReader lines, String line) throws IOException {
        for (String read = lines.readLine(); !line.equals(read); read = lines.readLine()) {
            assertThat(read).as("the stream goes on until " + line).isNotNull();
        }
    }
}
