// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.message.Jsep;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RequestTest {
    private static String frame(Request request) {
        return new String(request.toFrame("t1", Credentials.NONE), UTF_8);
    }

    @Test
    void framesAreExactlyWhatJanusWants() {
        assertThat(frame(Request.of("info"))).isEqualTo("{\"janus\":\"info\",\"transaction\":\"t1\"}");
        assertThat(frame(Request.of("claim", 7)))
                .isEqualTo("{\"janus\":\"claim\",\"session_id\":7,\"transaction\":\"t1\"}");
        assertThat(frame(Request.of("detach", 7, Long.MAX_VALUE)))
                .isEqualTo("{\"janus\":\"detach\",\"session_id\":7,\"handle_id\":9223372036854775807,"
                        + "\"transaction\":\"t1\"}");
        assertThat(frame(Request.of("attach", 7)
                        .with("plugin", "janus.plugin.sip")
                        .with("opaque_id", (String) null)
                        .with("x", "a\"b")))
                .isEqualTo("{\"janus\":\"attach\",\"session_id\":7,\"transaction\":\"t1\","
                        + "\"plugin\":\"janus.plugin.sip\",\"x\":\"a\\\"b\"}");
        assertThat(frame(Request.message(7, 8, "call", RawJson.of("{\"request\":\"call\"}"), Jsep.offer("v=0\r\n"))))
                .isEqualTo("{\"janus\":\"message\",\"session_id\":7,\"handle_id\":8,\"transaction\":\"t1\","
                        + "\"body\":{\"request\":\"call\"},\"jsep\":{\"type\":\"offer\",\"sdp\":\"v=0\\r\\n\"}}");
    }

    @Test
    void secretsGoWithEveryFrameAndAreEscaped() {
        Credentials both = new Credentials(Secret.of("api\"s"), Secret.of("tök"));
        assertThat(new String(Request.of("ping").toFrame("t", both), UTF_8))
                .isEqualTo("{\"janus\":\"ping\",\"transaction\":\"t\",\"apisecret\":\"api\\\"s\",\"token\":\"tök\"}");
        assertThat(new String(Request.of("ping").toFrame("t", new Credentials(null, Secret.of("x"))), UTF_8))
                .isEqualTo("{\"janus\":\"ping\",\"transaction\":\"t\",\"token\":\"x\"}");
        assertThat(both).hasToString("***");
        assertThat(Credentials.NONE).hasToString("none");
    }

    @Test
    void aRequestPrintsWithoutItsContents() {
        Request request = Request.message(1, 2, "register", RawJson.of("{\"secret\":\"hunter2\"}"), null);
        assertThat(request).hasToString("Request[register, session=1, handle=2]");
    }

    @Test
    void aSecretIsSeenOnTheWireOnly() {
        Secret secret = Secret.of("hunter2");
        assertThat(secret).hasToString("***").isEqualTo(Secret.of("hunter2")).isNotEqualTo(Secret.of("other"));
        assertThat(Json.encode(Secret.class, secret)).hasToString("\"hunter2\"");
    }

    @Test
    void transactionsDifferOverThreadsAndInstances() throws Exception {
        int threads = 8;
        int each = 5_000;
        TransactionIds shared = new TransactionIds();
        Set<String> seen = ConcurrentHashMap.newKeySet();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                tasks.add(() -> {
                    TransactionIds own = new TransactionIds();
                    for (int i = 0; i < each; i++) {
                        seen.add(shared.next());
                        seen.add(own.next());
                    }
                    return null;
                });
            }
            for (Future<Void> done : pool.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(seen).hasSize(2 * threads * each).allMatch(id -> id.matches("[0-9a-z]{10,13}-[0-9a-z]+"));
    }
}
