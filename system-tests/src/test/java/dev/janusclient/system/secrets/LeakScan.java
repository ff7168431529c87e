// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Fails a test after which a planted secret stands in anything that has left the library: standard output and error with the
 * lines of all loggers at their finest level, names of threads, and what a test says it was given. To be the first static member
 * of a class: it sets the level, which is read once.
 */
final class LeakScan implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    /** For whatever a test waits for. */
    static final Duration AT_MOST = Duration.ofSeconds(60);

    private final PlantedSecrets secrets = new PlantedSecrets();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream realOut = System.out;
    private final PrintStream realErr = System.err;
    private final Handler handler = new Everything();
    private final String[] loggers;
    private final List<String> missing = new ArrayList<>();

    /** What is in lines that are left out: by default nothing is. */
    private Pattern shown = Pattern.compile("(?!)");

    /** The JDK forgets loggers that nobody holds. */
    private final List<Logger> quiet = new ArrayList<>();

    /** @param loggers what the names of loggers begin with that have to write something, so that silence is no proof */
    LeakScan(String... loggers) {
        this.loggers = loggers;
        missing.addAll(List.of(loggers));
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "trace");
    }

    /**
     * Leaves out lines of the log of messages, which shows what is no secret by its name: {@code sends}, {@code receives} or both,
     * if empty.
     */
    LeakScan exceptMessages(String verb) {
        shown = Pattern.compile("TRACE dev\\.janusclient\\.wire - connection [0-9]+ " + verb);
        return this;
    }

    /** Has some loggers write nothing finer than INFO: SECURITY.md names them, because they write what is sent and received. */
    LeakScan exceptAtFineLevels(String... named) {
        for (String name : named) {
            System.setProperty("org.slf4j.simpleLogger.log." + name, "info");
            Logger logger = Logger.getLogger(name);
            logger.setLevel(Level.INFO);
            quiet.add(logger);
        }
        return this;
    }

    /** The lines of what logs by the JDK's own means, OkHttp and the JDK. */
    private static final class Everything extends Handler {
        private final SimpleFormatter formatter = new SimpleFormatter();

        Everything() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord line) {
            System.err.println(line.getLevel() + " " + line.getLoggerName() + " - " + formatter.format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        Logger.getLogger("").setLevel(Level.ALL);
        Logger.getLogger("").addHandler(handler);
        assertThat(LoggerFactory.getLogger("any.logger").isTraceEnabled())
                .as("every logger writes its finest lines")
                .isTrue();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Thread.getAllStackTraces().keySet().forEach(thread -> note(thread.getName()));
        String all = printed.toString(StandardCharsets.UTF_8);
        printed.reset();
        missing.removeIf(logger -> all.contains(" " + logger));
        List<String> leaks = all.lines()
                .filter(line -> !shown.matcher(line).find())
                .flatMap(line -> secrets.in(line).stream().map(place -> place + " stands in: " + line))
                .toList();
        assertThat(leaks).isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Logger.getLogger("").removeHandler(handler);
        System.setOut(realOut);
        System.setErr(realErr);
        assertThat(missing)
                .as("loggers of %s that wrote nothing", List.of(loggers))
                .isEmpty();
    }

    /** A new secret. */
    String plant(String place) {
        return secrets.make(place);
    }

    /** A secret that was made elsewhere. */
    String plant(String place, String secret) {
        secrets.add(place, secret);
        return secret;
    }

    /** Something that the library gave; whoever has it may print it. */
    <T extends @Nullable Object> T note(T value) {
        if (value instanceof Throwable failure) {
            StringWriter whole = new StringWriter();
            failure.printStackTrace(new PrintWriter(whole, true));
            System.err.println(whole);
        } else {
            System.err.println(value);
        }
        return value;
    }

    /** The result of something that succeeds, noted. */
    <T> T done(CompletableFuture<T> future) {
        Throwable failure = ended(future);
        if (failure != null) {
            throw new AssertionError("failed, but was expected to succeed: " + failure, failure);
        }
        return future.join();
    }

    /** Waits for something that fails. */
    void failed(CompletableFuture<?> future) {
        if (ended(future) == null) {
            throw new AssertionError("succeeded with " + future.join());
        }
    }

    /** Waits for something that may fail or not, and notes which; returns the failure. */
    @Nullable Throwable ended(CompletableFuture<?> future) {
        try {
            note(future.get(AT_MOST.toSeconds(), TimeUnit.SECONDS));
            note(future);
            return null;
        } catch (ExecutionException e) {
            note(future);
            note(e);
            return e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("did not end", e);
        }
    }

    /** Does what has to be refused. */
    void refused(Supplier<?> task) {
        attempt(task).ifPresent(result -> {
            throw new AssertionError("it was not refused, but came to " + result);
        });
    }

    /** Does what may be refused or not, and notes which. */
    <T> Optional<T> attempt(Supplier<T> task) {
        try {
            return Optional.of(note(task.get()));
        } catch (RuntimeException e) {
            note(e);
            return Optional.empty();
        }
    }
}
