// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.janusclient.CoreEvent;
import dev.janusclient.error.JanusPluginException;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.plugin.sip.SipState;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.OfferOptions;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** One SIP handle and everything it told, with waits that have an end. */
final class SipLine {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final JanusSipPlugin sip;
    private final List<Object> received = new ArrayList<>();
    private final List<Object> untaken = new ArrayList<>();

    SipLine(JanusSipPlugin sip) {
        this.sip = sip;
        sip.on(SipEvent.class, this::add);
        sip.on(CoreEvent.class, this::add);
    }

    JanusSipPlugin sip() {
        return sip;
    }

    SipState state() {
        return sip.state();
    }

    /** The call there is. */
    SipState.SipCall call() {
        return Objects.requireNonNull(sip.state().call(), "there is no call");
    }

    /** Waits for an event that no wait has taken yet, the oldest first; also one that has been told already. */
    <E> E await(Class<E> type) {
        return await(type, event -> true);
    }

    /** The same for an event that also fits. */
    synchronized <E> E await(Class<E> type, Predicate<? super E> wanted) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            for (Iterator<Object> rest = untaken.iterator(); rest.hasNext(); ) {
                Object event = rest.next();
                if (type.isInstance(event) && wanted.test(type.cast(event))) {
                    rest.remove();
                    return type.cast(event);
                }
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("no " + type.getSimpleName() + " came; told were " + received);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }

    /** Everything told so far. */
    synchronized List<Object> received() {
        return List.copyOf(received);
    }

    /** Waits for an incoming call and answers it with a peer. */
    SipEvent.IncomingCall answer(JanusPeer peer) {
        SipEvent.IncomingCall call = await(SipEvent.IncomingCall.class);
        Jsep answer = done(peer.answer(Objects.requireNonNull(call.jsep())));
        assertThat(done(sip.accept(answer))).isInstanceOf(SipEvent.Accepted.class);
        await(SipEvent.Accepted.class);
        done(peer.connected());
        return call;
    }

    /** Calls with an offer of a peer. */
    SipEvent.Calling dial(String uri, JanusPeer peer) {
        return dial(SipRequest.Call.builder().uri(uri).build(), peer);
    }

    SipEvent.Calling dial(SipRequest.Call call, JanusPeer peer) {
        SipEvent.Calling calling = done(sip.call(call, done(peer.offer(OfferOptions.audioOnly()))));
        await(SipEvent.Calling.class);
        return calling;
    }

    /** Waits until the called one answers, and until media can flow. */
    SipEvent.Accepted awaitAnswer(JanusPeer peer) {
        SipEvent.Accepted accepted = await(SipEvent.Accepted.class);
        done(peer.acceptAnswer(Objects.requireNonNull(accepted.jsep())));
        done(peer.connected());
        return accepted;
    }

    /** Hangs up and waits for the end. */
    SipEvent.Hangup hangUp() {
        done(sip.hangupCall());
        await(SipEvent.HangingUp.class);
        SipEvent.Hangup hangup = await(SipEvent.Hangup.class);
        assertThat(state().call()).isNull();
        return hangup;
    }

    /** What a future gives. */
    static <T> T done(CompletableFuture<T> future) {
        return future.orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** Why a future failed. */
    static Throwable failure(CompletableFuture<?> future) {
        Throwable thrown = catchThrowable(() -> done(future));
        assertThat(thrown).as("the failure of a request").isInstanceOf(CompletionException.class);
        return Objects.requireNonNull(thrown.getCause());
    }

    /** Asserts that the plugin refused a request, and how. */
    static JanusPluginException refused(String request, int code, String codeName, CompletableFuture<?> future) {
        JanusPluginException refusal = (JanusPluginException) assertThat(failure(future))
                .isInstanceOf(JanusPluginException.class)
                .actual();
        assertThat(refusal.plugin()).isEqualTo("janus.plugin.sip");
        assertThat(refusal.request()).isEqualTo(request);
        assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
        assertThat(refusal.codeName()).isEqualTo(codeName);
        assertThat(refusal.reason()).isNotBlank();
        return refusal;
    }

    /** Asserts that Janus took a request and never answered it. */
    static void neverAnswered(CompletableFuture<?> future) {
        JanusTimeoutException timeout = (JanusTimeoutException) assertThat(failure(future))
                .isInstanceOf(JanusTimeoutException.class)
                .actual();
        assertThat(timeout.acknowledged()).as(timeout.getMessage()).isTrue();
    }

    /** Asserts that every event told so far was understood to its last member. */
    void assertAllUnderstood() {
        for (Object event : received()) {
            assertThat(event)
                    .isNotInstanceOfAny(SipEvent.Unknown.class, CoreEvent.Unknown.class, CoreEvent.EventsDropped.class);
            assertThat(extra(event)).as("members of %s without a place", event).isEmpty();
        }
    }

    private static Map<?, ?> extra(Object event) {
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            if (component.getName().equals("extra")) {
                try {
                    Map<?, ?> extra = (Map<?, ?>) component.getAccessor().invoke(event);
                    return extra == null ? Map.of() : extra;
                } catch (ReflectiveOperationException e) {
                    throw new LinkageError("the members of " + event + " can't be read", e);
                }
            }
        }
        return Map.of();
    }

    private synchronized void add(Object event) {
        received.add(event);
        untaken.add(event);
        notifyAll();
    }
}
