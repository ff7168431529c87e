// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.console;

import dev.janusclient.examples.rescue.RescueFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command {@code janus} with settings and a cache of its own, as a process that goes on until it is closed. */
final class OperatorCommand implements AutoCloseable {
    private static final int SECONDS = 200;

    private final Process process;
    private final Path output;
    private final Thread hook;

    private OperatorCommand(Process process, Path output) {
        this.process = process;
        this.output = output;
        hook = new Thread(process::destroy, "end-janus");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts it.
     *
     * @param file the command
     * @param home where it keeps what it has to keep
     * @param secret of the Admin API
     */
    static OperatorCommand start(Path file, Path home, String secret, String... arguments) {
        List<String> command = new ArrayList<>(List.of(file.toString(), "-o", "json", "--timeout", "30"));
        command.addAll(List.of(arguments));
        Path output = home.resolve(arguments[0] + ".out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("HOME", home.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_") || name.startsWith("JANUS_"));
        builder.environment().put("JANUS_ADMIN_SECRET", secret);
        try {
            return new OperatorCommand(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it has printed, once that is one whole object or, of a command that ends, all of it. */
    String printed() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (true) {
            boolean ended = !process.isAlive();
            String text = read();
            if (text.endsWith("}\n")) {
                return text;
            } else if (ended || System.nanoTime() - deadline > 0) {
                throw new RescueFailed("the command janus has not begun: " + text);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RescueFailed("interrupted");
            }
        }
    }

    private String read() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // This process is ending: the hook has nothing left to do.
        }
    }
}
