// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.janusclient.error.JanusPluginException;
import dev.janusclient.error.JanusServerException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** How things end. */
final class Wait {
    static final Duration AT_MOST = Duration.ofSeconds(15);

    private Wait() {}

    static <T> T done(CompletableFuture<T> future) {
        return future.orTimeout(AT_MOST.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Asserts that Janus refused a request, and how. */
    static JanusServerException refused(int code, CompletableFuture<?> future) {
        Throwable cause = Objects.requireNonNull(catchThrowable(() -> done(future)), "no failure")
                .getCause();
        assertThat(cause).isInstanceOf(JanusServerException.class);
        JanusServerException refused = (JanusServerException) Objects.requireNonNull(cause);
        assertThat(refused.code()).isEqualTo(code);
        return refused;
    }

    /** Asserts that a plugin or module refused a request. */
    static JanusPluginException moduleRefused(CompletableFuture<?> future) {
        Throwable cause = Objects.requireNonNull(catchThrowable(() -> done(future)), "no failure")
                .getCause();
        assertThat(cause).isInstanceOf(JanusPluginException.class);
        return (JanusPluginException) Objects.requireNonNull(cause);
    }

    /** Asserts that nothing is left in any {@code extra}, however deep. */
    static void understood(Object value) {
        if (value instanceof Record record) {
            Stream.of(record.getClass().getRecordComponents()).forEach(component -> {
                try {
                    Object part = component.getAccessor().invoke(record);
                    if (component.getName().equals("extra")) {
                        assertThat((Map<?, ?>) part).as("extra of %s", record).isEmpty();
                    } else if (part != null) {
                        understood(part);
                    }
                } catch (ReflectiveOperationException e) {
                    throw new LinkageError(component.toString(), e);
                }
            });
        } else if (value instanceof Iterable<?> elements) {
            elements.forEach(Wait::understood);
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(Wait::understood);
        }
    }
}
