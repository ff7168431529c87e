// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.FakeJanus;
import dev.janusclient.FakeJanus.Frame;
import dev.janusclient.JanusClient;
import dev.janusclient.Outcome;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ManyThreadsTest {
    private static final int THREADS = 8;
    private static final int EACH = 2_000;

    /** Answers from one thread, as a socket's reader does, each batch in an order of its own, some before their ack. */
    private static void respond(FakeJanus janus, LinkedBlockingQueue<Frame> requests) throws InterruptedException {
        Random random = new Random(7);
        for (int left = THREADS * EACH; left > 0; ) {
            List<Frame> batch = new ArrayList<>();
            batch.add(requests.take());
            requests.drainTo(batch, 50);
            Collections.shuffle(batch, random);
            for (Frame frame : batch) {
                String ack = janus.fill(FakeJanus.ACK, frame);
                String event = janus.fill(
                        "{'janus':'event','session_id':$S,'sender':$H,'transaction':'$T','plugindata':{'plugin':"
                                + "'janus.plugin.sip','data':{'n':"
                                + frame.body().member("n") + "}}}",
                        frame);
                boolean overtakes = random.nextBoolean();
                janus.push(overtakes ? event : ack);
                janus.push(overtakes ? ack : event);
            }
            left -= batch.size();
        }
    }

    @Test
    @Timeout(60)
    void sixteenThousandRequestsOfEightThreadsAllGetTheirOwnAnswer() throws Exception {
        FakeJanus janus = new FakeJanus();
        LinkedBlockingQueue<Frame> requests = new LinkedBlockingQueue<>();
        janus.handler("message:n", requests::add);
        JanusClient client = janus.poolClient(options -> {});
        JanusSipPlugin handle = Outcome.of(Outcome.of(client.createSession()).attach(JanusSipPlugin.TYPE));
        ExecutorService pool = Executors.newFixedThreadPool(THREADS + 1);
        try {
            Future<?> responder = pool.submit(() -> {
                respond(janus, requests);
                return null;
            });
            List<Callable<List<CompletableFuture<RawJson>>>> tasks = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int first = t * EACH;
                tasks.add(() -> {
                    List<CompletableFuture<RawJson>> answers = new ArrayList<>();
                    for (int n = first; n < first + EACH; n++) {
                        answers.add(handle.message(RawJson.of("{\"request\":\"n\",\"n\":" + n + "}"), null));
                    }
                    return answers;
                });
            }
            int n = 0;
            for (Future<List<CompletableFuture<RawJson>>> task : pool.invokeAll(tasks)) {
                for (CompletableFuture<RawJson> answer : task.get()) {
                    assertThat(Outcome.of(answer)).hasToString("{\"n\":" + n++ + "}");
                }
            }
            responder.get();
            assertThat(n).isEqualTo(THREADS * EACH);
            assertThat(FakeJanus.entries(client)).isEqualTo(2);
        } finally {
            pool.shutdownNow();
        }
        janus.assertNothingLeft();
    }
}
