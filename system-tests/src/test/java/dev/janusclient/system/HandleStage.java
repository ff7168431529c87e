// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.AttachOptions;
import dev.janusclient.CoreEvent;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusPlugin;
import dev.janusclient.JanusSession;
import dev.janusclient.PluginType;
import dev.janusclient.error.JanusPluginException;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.error.JanusVersionException;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.LeakCheck;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.JanusPeerOptions;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What is around a test of a plugin: a client with a session, handles whose events are kept, and peers, all ended in the
 * reverse order. After the test every event and reply must have been understood, and no thread may be left.
 */
public final class HandleStage implements BeforeEachCallback, AfterEachCallback {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final JanusExtension janus;
    private final Deque<AutoCloseable> kept = new ArrayDeque<>();
    private final List<HandleEvents> handles = new ArrayList<>();
    private final List<Object> answers = new ArrayList<>();
    private @Nullable LeakCheck threads;
    private @Nullable JanusSession session;

    public HandleStage(JanusExtension janus) {
        this.janus = janus;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        threads = LeakCheck.ofThreads("janus-client-", "janus-peer-", "janus-media-", "rtp-tone-");
        session = Outcome.of(newClient().createSession());
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        try {
            handles.forEach(handle -> handle.all().forEach(HandleStage::assertUnderstood));
            answers.forEach(HandleStage::assertUnderstood);
        } finally {
            handles.clear();
            answers.clear();
            while (!kept.isEmpty()) {
                kept.pop().close();
            }
        }
        assertThat(threads).isNotNull();
        threads.assertNothingLeaked(TIMEOUT);
    }

    /** Nothing is left in extra, however deep, and nothing is unknown. */
    private static void assertUnderstood(@Nullable Object value) {
        if (value instanceof Collection<?> elements) {
            elements.forEach(HandleStage::assertUnderstood);
        } else if (value instanceof Record) {
            assertThat(value.getClass().getSimpleName()).as("%s", value).isNotEqualTo("Unknown");
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                try {
                    Object part = component.getAccessor().invoke(value);
                    if (component.getName().equals("extra")) {
                        assertThat((Map<?, ?>) part).as("extra of %s", value).isEmpty();
                    }
                    assertUnderstood(part);
                } catch (ReflectiveOperationException e) {
                    throw new LinkageError(component + " can't be read", e);
                }
            }
        }
    }

    /** Ends something with the test. */
    public <C extends AutoCloseable> C keep(C closeable) {
        kept.push(closeable);
        return closeable;
    }

    public JanusClient newClient() {
        return keep(JanusClient.create(janus.server().uri().toString()));
    }

    public JanusSession session() {
        assertThat(session).isNotNull();
        return session;
    }

    /** A new handle in the session of the test. */
    public <P extends JanusPlugin> P attach(PluginType<P> type) {
        return done(session().attach(type));
    }

    /** Hands the session off and claims it with another client; the handle is attached there with its ticket. */
    public <P extends JanusPlugin> P takeOver(PluginType<P> type, JanusPlugin handle) {
        HandoverTicket ticket = session().handOff();
        session = done(newClient().claimSession(ticket.sessionId()));
        return done(session()
                .attach(
                        type,
                        AttachOptions.from(ticket.handles().stream()
                                .filter(one -> one.handleId() == handle.handleId())
                                .findFirst()
                                .orElseThrow())));
    }

    /** Keeps a handle's events from now on. */
    public HandleEvents listen(JanusPlugin handle) {
        HandleEvents events = new HandleEvents(handle);
        handles.add(events);
        return events;
    }

    public JanusPeer peer() {
        return keep(JanusPeer.create());
    }

    public JanusPeer peer(JanusPeerOptions options) {
        return keep(JanusPeer.create(options));
    }

    /** What a future brings; it must be understood too. */
    public <T> T done(CompletableFuture<T> future) {
        T value = Outcome.of(future);
        if (value != null) {
            answers.add(value);
        }
        return value;
    }

    /**
     * What a request brings that begins a PeerConnection anew with an offer of Janus's. Janus tells that the old one is over
     * a moment before it has put it away, and drops what its plugin says in that moment: then the request is made once more.
     */
    public <T> T begunAnew(Supplier<CompletableFuture<T>> request) {
        CompletableFuture<T> first = request.get();
        boolean dropped = first.handle((answer, thrown) ->
                        Outcome.cause(thrown) instanceof JanusTimeoutException late && late.acknowledged())
                .join();
        return done(dropped ? request.get() : first);
    }

    /** The code and its name, with which the plugin refuses a request. */
    public String refusal(CompletableFuture<?> future) {
        JanusPluginException refused = Outcome.failure(future, JanusPluginException.class, TIMEOUT);
        assertThat(refused.reason()).isNotBlank();
        return refused.code() + " " + refused.codeName();
    }

    /** The request is newer than the server, and is not sent. */
    public void tooNew(CompletableFuture<?> future) {
        assertThat(future).as("nothing was sent").isDone();
        Outcome.failure(future, JanusVersionException.class, TIMEOUT);
    }

    /** Ends the PeerConnection and waits until Janus is done with it: until then it does not begin a new one. */
    public void hangUp(JanusPlugin handle) {
        CompletableFuture<CoreEvent.HangUp> over = new CompletableFuture<>();
        handle.on(CoreEvent.HangUp.class, over::complete);
        done(handle.hangup());
        done(over);
    }
}
