// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.killed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.JanusPlugin;
import dev.janusclient.PluginType;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.PrivateHosts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Process A as the test sees it: another JVM with the same class path, in the same network. */
final class OwnerProcess implements AutoCloseable {
    private static final int TIMEOUT_SECONDS = 30;
    private static final int KILLED = 128 + 9;

    private final HandleStage stage;
    private final JanusServer janus;
    private final Process process;
    private final Thread reader;
    private final List<String> lines = new ArrayList<>();

    private OwnerProcess(HandleStage stage, JanusServer janus, Process process) {
        this.stage = stage;
        this.janus = janus;
        this.process = process;
        this.reader = new Thread(this::read, "read-owner");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts to set a scene; it ends with the test at the latest. */
    static OwnerProcess start(HandleStage stage, JanusExtension janus, Scene scene, Object... arguments) {
        try {
            Process process = new ProcessBuilder(command(janus, scene, arguments))
                    .redirectErrorStream(true)
                    .start();
            return stage.keep(new OwnerProcess(stage, janus.server(), process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same on {@linkplain PrivateHosts another machine}. */
    static OwnerProcess startOn(
            int machine, HandleStage stage, JanusExtension janus, Scene scene, Object... arguments) {
        Process process = PrivateHosts.start(machine, command(janus, scene, arguments));
        return stage.keep(new OwnerProcess(stage, janus.server(), process));
    }

    private static List<String> command(JanusExtension janus, Scene scene, Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx128m");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Owner.class.getName()));
        command.addAll(List.of(janus.server().uri().toString(), scene.name()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }

    /** Waits until the scene tells something. */
    synchronized String await(String name) {
        String prefix = "@" + name + " ";
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (true) {
            for (String line : lines) {
                if (line.startsWith(prefix)) {
                    return line.substring(prefix.length());
                }
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0 || !reader.isAlive()) {
                throw new AssertionError("process A did not tell of '" + name + "':\n" + String.join("\n", lines));
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }

    /**
     * Waits until the scene is set, ends the process with SIGKILL, and takes its session and its handle over.
     *
     * @param media what the handle must say about its media; the test goes on in that way
     */
    <P extends JanusPlugin> Heir<P> killAndClaim(PluginType<P> type, Class<? extends MediaRecovery> media) {
        HandoverTicket ticket = HandoverTicket.fromJson(await("ticket"));
        close();
        assertThat(process.exitValue()).as("how process A ended").isEqualTo(KILLED);
        Heir<P> heir = new Heir<>(stage, janus, ticket, type);
        assertThat(heir.handle.mediaRecovery()).isInstanceOf(media);
        return heir;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS))
                    .as("process A is gone")
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                note(line);
            }
        } catch (IOException e) {
            note("(its output ended: " + e.getMessage() + ")");
        } finally {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    private synchronized void note(String line) {
        lines.add(line);
        notifyAll();
    }
}
