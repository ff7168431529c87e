package dev.janusclient.internal.connection;

import static dev.janusclient.Outcome.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.FakeJanus;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.Outcome;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Executors of the user's that refuse a task, in whatever way. */
class FailingExecutorTest {
    enum Refusal {
        FULL,
        BROKEN,
        NO_THREAD;

        void refuse() {
            switch (this) {
                case FULL -> throw new RejectedExecutionException("the queue is full");
                case BROKEN -> throw new IllegalStateException("not started");
                case NO_THREAD -> throw new OutOfMemoryError("unable to create native thread");
            }
        }
    }

    private final FakeJanus janus = new FakeJanus();
    private boolean refuses;

    private JanusSipPlugin attached(Refusal refusal) {
        JanusClient client = janus.poolClient(options -> options.callbackExecutor(task -> {
            if (refuses) {
                refusal.refuse();
            }
            task.run();
        }));
        JanusSession session = Outcome.of(client.createSession());
        return Outcome.of(session.attach(JanusSipPlugin.TYPE));
    }

    @AfterEach
    void nothingIsLeft() {
        refuses = false;
        janus.assertNothingLeft();
    }

    @ParameterizedTest
    @EnumSource
    void futuresEndAndDeadlinesGoOn(Refusal refusal) {
        JanusSipPlugin sip = attached(refusal);
        janus.silent("message:hold");
        CompletableFuture<?> first = sip.hold();
        refuses = true;
        assertThat(Outcome.of(sip.session().keepalive())).isNull();
        janus.scheduler().advance(Duration.ofSeconds(11));
        failure(first, JanusTimeoutException.class);
        CompletableFuture<?> second = sip.hold();
        janus.scheduler().advance(Duration.ofSeconds(11));
        failure(second, JanusTimeoutException.class);
    }

    @ParameterizedTest
    @EnumSource
    void eventsAreDeliveredOnceTheExecutorTakesThemAgain(Refusal refusal) {
        JanusSipPlugin sip = attached(refusal);
        List<Integer> codes = new ArrayList<>();
        sip.on(SipEvent.Proceeding.class, event -> codes.add(event.code()));
        refuses = true;
        janus.event(sip, "{'sip':'event','result':{'event':'proceeding','code':181}}");
        janus.event(sip, "{'sip':'event','result':{'event':'proceeding','code':182}}");
        assertThat(codes).isEmpty();
        refuses = false;
        janus.scheduler().advance(Duration.ofSeconds(2));
        assertThat(codes).containsExactly(181, 182);
        janus.event(sip, "{'sip':'event','result':{'event':'proceeding','code':183}}");
        assertThat(codes).containsExactly(181, 182, 183);
    }
}
