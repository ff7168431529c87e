// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A real database or cache, alone on a port of 127.0.0.1 with data of its own, which are deleted when it is closed. Its log is
 * {@code target/servers/NAME-PORT.log} if the working folder has a folder {@code target}; otherwise it is deleted as well.
 *
 * <p>Works for root too, and beside other copies of itself. Not for use by several threads at once.
 */
public abstract sealed class StoreServer implements AutoCloseable permits PostgreSql, PgBouncer, MariaDb, Redis {
    private static final Duration TICK = Duration.ofMillis(20);
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final int ATTEMPTS = 4;

    private final String name;
    private final String ready;
    private final TempFolder folder;
    private int port;
    private int starts;
    private @Nullable ChildProcess process;

    /** @param ready what the server logs once for each start, when it takes connections */
    StoreServer(String name, String ready) {
        this.name = name;
        this.ready = ready;
        folder = new TempFolder(name.toLowerCase(Locale.ROOT) + "-");
    }

    /** The command that runs the server in the foreground, on {@link #port()}. */
    abstract List<String> command();

    /** Makes what the server needs before its first start; by default nothing. */
    void prepare() {}

    /** The signal that stops the server in an orderly way without waiting for its clients. */
    String stopSignal() {
        return "TERM";
    }

    /** The first start. Another process may take the free port meanwhile: then it is tried with another one. */
    final void begin() {
        try {
            prepare();
            for (int attempt = 1; ; attempt++) {
                port = FreePort.tcp();
                starts = 0;
                try {
                    run();
                    return;
                } catch (IllegalStateException e) {
                    if (attempt == ATTEMPTS || process == null || !log().contains("in use")) {
                        throw e;
                    }
                }
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    final TempFolder folder() {
        return folder;
    }

    /** A command that runs as another user than root. */
    final List<String> unprivileged(List<String> command) {
        List<String> full = new ArrayList<>(List.of(
                "/bin/sh",
                PackedScript.file("unprivileged").toString(),
                folder.path().toString()));
        full.addAll(command);
        return full;
    }

    /** Runs a command to its end, for example one that makes the data folder; its output goes to the log of that name. */
    final void complete(List<String> command, String log) {
        try (ChildProcess tool = ChildProcess.start(name, command, folder.path(), folder.resolve(log))) {
            if (!tool.awaitExit(START_TIMEOUT) || tool.exitCode() != 0) {
                throw new IllegalStateException(name + " can't be set up. The end of the output:\n" + tool.logTail(30));
            }
        }
    }

    /** The port it listens on, on 127.0.0.1. */
    public final int port() {
        return port;
    }

    /** Its address, for a {@link FaultProxy}. */
    public final URI address() {
        return URI.create("tcp://127.0.0.1:" + port);
    }

    /** Everything it logged. */
    public final String log() {
        return process().log();
    }

    /** Kills it and its child processes (SIGKILL); what it wrote to its files stays. */
    public final void kill() {
        process().killTree();
    }

    /** Stops it in an orderly way, without waiting for its clients. */
    public final void stop() {
        process().stopTree(stopSignal());
    }

    /** Starts it again with the same port and data, after stopping it if it runs. Returns once it takes connections. */
    public final void restart() {
        stop();
        run();
    }

    /** Freezes it and its child processes (SIGSTOP): its sockets stay open and nothing is answered any more. */
    public final void pause() {
        process().pauseTree();
    }

    /** Lets a {@linkplain #pause() paused} server go on. */
    public final void resume() {
        process().resumeTree();
    }

    @Override
    public final void close() {
        if (process != null) {
            process.killTree();
        }
        folder.close();
    }

    private ChildProcess process() {
        if (process == null) {
            throw new IllegalStateException(name + " has not been started");
        }
        return process;
    }

    private void run() {
        ChildProcess started = ChildProcess.start(name, command(), folder.path(), logFile());
        process = started;
        starts++;
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (started.log().split(ready, -1).length <= starts) {
            boolean ended = started.awaitExit(TICK);
            if (ended || System.nanoTime() - deadline > 0) {
                String why = ended ? "ended with exit code " + started.exitCode() : "does not get ready";
                throw new IllegalStateException(name + " " + why + ". The end of its log:\n" + started.logTail(30));
            }
        }
    }

    private Path logFile() {
        Path builds = Path.of("target");
        if (!Files.isDirectory(builds)) {
            return folder.resolve("server.log");
        }
        try {
            Path logs = Files.createDirectories(builds.resolve("servers").toAbsolutePath());
            Path log = logs.resolve(name.toLowerCase(Locale.ROOT) + "-" + port + ".log");
            if (starts == 0) {
                // An earlier run may have had the same port.
                Files.deleteIfExists(log);
            }
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name + " at 127.0.0.1:" + port;
    }
}
