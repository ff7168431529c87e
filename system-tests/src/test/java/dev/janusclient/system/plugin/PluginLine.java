// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.janusclient.CoreEvent;
import dev.janusclient.JanusPlugin;
import dev.janusclient.error.JanusPluginException;
import dev.janusclient.error.JanusVersionException;
import dev.janusclient.testkit.JanusServer;
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

/** One handle and everything it told, with waits that have an end. */
public final class PluginLine<P extends JanusPlugin> {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final P handle;
    private final List<Object> received = new ArrayList<>();
    private final List<Object> untaken = new ArrayList<>();

    PluginLine(P handle, Class<?> events) {
        this.handle = handle;
        handle.on(events, this::add);
        handle.on(CoreEvent.class, this::add);
    }

    public P handle() {
        return handle;
    }

    /** Waits for an event that no wait has taken yet, the oldest first; also one that has been told already. */
    public <E> E await(Class<E> type) {
        return await(type, event -> true);
    }

    /** The same for an event that also fits. */
    public synchronized <E> E await(Class<E> type, Predicate<? super E> wanted) {
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
    public synchronized List<Object> received() {
        return List.copyOf(received);
    }

    /** What a future gives: understood to its last member. */
    public static <T> T done(CompletableFuture<T> future) {
        T value = future.orTimeout(30, TimeUnit.SECONDS).join();
        assertUnderstood(value);
        return value;
    }

    /** Why a future failed. */
    public static Throwable failure(CompletableFuture<?> future) {
        Throwable thrown =
                catchThrowable(() -> future.orTimeout(30, TimeUnit.SECONDS).join());
        assertThat(thrown).as("the failure of a request").isInstanceOf(CompletionException.class);
        return Objects.requireNonNull(thrown.getCause());
    }

    /** Asserts that the plugin refused a request, and how. */
    public static JanusPluginException refused(String request, int code, String name, CompletableFuture<?> future) {
        JanusPluginException refusal = (JanusPluginException) assertThat(failure(future))
                .isInstanceOf(JanusPluginException.class)
                .actual();
        assertThat(refusal.request()).isEqualTo(request);
        assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
        assertThat(refusal.codeName()).isEqualTo(name);
        assertThat(refusal.reason()).isNotBlank();
        return refusal;
    }

    /** Asserts that a request was not sent because the server is older than it. */
    public static void tooNew(String request, String since, CompletableFuture<?> future) {
        assertThat(future).as("it ended without an answer").isCompletedExceptionally();
        JanusVersionException refusal = (JanusVersionException) assertThat(failure(future))
                .isInstanceOf(JanusVersionException.class)
                .actual();
        assertThat(refusal.getMessage()).contains(request).contains(since).contains(JanusServer.installedVersion());
    }

    /** Asserts that every event told so far was understood to its last member. */
    void assertAllUnderstood() {
        received().forEach(PluginLine::assertUnderstood);
    }

    private static void assertUnderstood(Object value) {
        if (value instanceof List<?> list) {
            list.forEach(PluginLine::assertUnderstood);
        } else if (value instanceof Record record) {
            assertThat(record.getClass().getSimpleName()).isNotIn("Unknown", "Overflow");
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                Object inner = valueOf(component, record);
                if (component.getName().equals("extra")) {
                    assertThat((Map<?, ?>) inner)
                            .as("members of %s without a place", record)
                            .isEmpty();
                } else {
                    assertUnderstood(inner);
                }
            }
        }
    }

    private static Object valueOf(RecordComponent component, Record record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the members of " + record + " can't be read", e);
        }
    }

    private synchronized void add(Object event) {
        received.add(event);
        untaken.add(event);
        notifyAll();
    }
}
