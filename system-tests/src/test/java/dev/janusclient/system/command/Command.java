// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The command in the file that is shipped, with a home folder of its own and nothing of this machine's environment but the path. */
final class Command implements AutoCloseable {
    private static final long SECONDS = 150;
    static final Path FILE =
            Path.of("../tools/cli/target/janus").toAbsolutePath().normalize();

    private final Path home = newFolder();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private int started;

    /** How a run ended, and what it has printed. */
    record Result(int code, String out, String err) {
        String all() {
            return out + err;
        }
    }

    Command() {
        environment.put("HOME", home.toString());
        environment.put("PATH", System.getenv("PATH"));
        // Surefire sets it to something else.
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        // Of the build: the archive of classes is made once for all tests.
        environment.put(
                "XDG_CACHE_HOME",
                Path.of("target/command-cache").toAbsolutePath().toString());
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("TZ", "UTC");
    }

    Command with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("command-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path home() {
        return home;
    }

    /** A file in the home folder. */
    Path file(String name, String text) {
        try {
            return Files.writeString(home.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs it to its end. */
    Result run(String... arguments) {
        return runIn(List.of(), "", arguments);
    }

    /**
     * Runs it in a pseudo terminal.
     *
     * @param typed what is typed
     */
    Result inTerminal(String typed, String... arguments) {
        return runIn(List.of("script", "-qefc"), typed, arguments);
    }

    private Result runIn(List<String> terminal, String typed, String... arguments) {
        try (Started run = startIn(terminal, typed, arguments)) {
            return run.end();
        }
    }

    /** Runs another program in the same surroundings. */
    Result shell(String... program) {
        try (Started run = launch(List.of(program), "")) {
            return run.end();
        }
    }

    /** Starts it and returns at once. */
    Started start(String... arguments) {
        return startIn(List.of(), "", arguments);
    }

    /** Starts it in a pseudo terminal, where {@link Started#type} types. */
    Started startInTerminal(String... arguments) {
        return launch(inTerminal(List.of("script", "-qefc"), program(arguments)), Redirect.PIPE);
    }

    private Started startIn(List<String> terminal, String typed, String... arguments) {
        List<String> program = program(arguments);
        return launch(terminal.isEmpty() ? program : inTerminal(terminal, program), typed);
    }

    private static List<String> program(String... arguments) {
        List<String> program = new ArrayList<>(List.of(FILE.toString()));
        if (!List.of(arguments).contains("--timeout")) {
            program.addAll(List.of("--timeout", "60"));
        }
        program.addAll(List.of(arguments));
        return program;
    }

    private static List<String> inTerminal(List<String> terminal, List<String> program) {
        List<String> command = new ArrayList<>(terminal);
        command.add("'" + String.join("' '", program) + "'");
        command.add("/dev/null");
        return command;
    }

    private Started launch(List<String> program, String typed) {
        return launch(program, Redirect.from(file("in-" + (started + 1), typed).toFile()));
    }

    private Started launch(List<String> program, Redirect input) {
        // What was started in the background ignores Ctrl-C, and so do its children, the tests among them.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.addAll(program);
        Path out = home.resolve("out-" + ++started);
        Path err = home.resolve("err-" + started);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(input)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new Started(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A run that goes on. */
    static final class Started implements AutoCloseable {
        private final Process process;
        private final Path out;
        private final Path err;

        private Started(Process process, Path out, Path err) {
            this.process = process;
            this.out = out;
            this.err = err;
        }

        String out() {
            return read(out);
        }

        String err() {
            return read(err);
        }

        /** Waits until it has printed something. */
        String await(String text) {
            Awaitility.await(text)
                    .atMost(SECONDS, TimeUnit.SECONDS)
                    .until(() -> out().contains(text) || !process.isAlive());
            if (!out().contains(text)) {
                throw new AssertionError("it ended without '" + text + "': " + out() + read(err));
            }
            return out();
        }

        /** Types into a terminal. */
        void type(String text) {
            try {
                process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                process.getOutputStream().flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Does what Ctrl-C does. */
        Result interrupt() {
            return signal("INT");
        }

        /** Sends it a signal, and waits for its end. */
        Result signal(String name) {
            try {
                int killed = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor();
                if (killed != 0) {
                    throw new AssertionError("kill ended with " + killed);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
            return end();
        }

        Result end() {
            try {
                if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionError("it does not end: " + out() + read(err));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
            return new Result(process.exitValue(), out(), read(err));
        }

        private static String read(Path file) {
            try {
                return Files.readString(file, StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
