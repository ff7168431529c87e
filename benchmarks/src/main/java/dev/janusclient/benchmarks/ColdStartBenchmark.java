// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks;

import dev.janusclient.AttachOptions;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.testkit.JanusServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long a new JVM takes, from the moment it is started to Janus's first answer and to a session that is claimed, with its
 * handle: as it is, and with what docs/cold-start.md describes. The ways take turns.
 */
public final class ColdStartBenchmark {
    private static final int ROUNDS = 20;
    private static final int AOT_CACHE_SINCE = 25;
    private static final Duration CHILD_TIMEOUT = Duration.ofMinutes(1);

    private final Samples samples = new Samples();
    private final String classPath;
    private final Path archive;

    private ColdStartBenchmark(String jar, String folder) {
        String libraries = System.getProperty("java.class.path");
        // An archive is for jars: a folder in the class path makes it of no use.
        this.classPath = jar + libraries.substring(libraries.indexOf(':'));
        this.archive = Path.of(folder, "cold-start.archive");
    }

    /** With the jar of this module and a folder for the archive; or as the process that is measured. */
    public static void main(String[] args) throws Exception {
        if (args[0].equals("claim")) {
            claim(args[1], Long.parseLong(args[2]), Long.parseLong(args[3]));
        } else {
            new ColdStartBenchmark(args[0], args[1]).run();
        }
    }

    private void run() throws Exception {
        boolean cache = Runtime.version().feature() >= AOT_CACHE_SINCE;
        Map<String, List<String>> ways = new LinkedHashMap<>();
        ways.put("plain", List.of());
        ways.put(
                cache ? "AOT cache" : "class-data archive",
                List.of((cache ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive));
        try (JanusServer server = JanusServer.builder()
                        .plugins("echotest")
                        .reclaimSessionTimeout(600)
                        .sessionTimeout(600)
                        .start();
                JanusClient janus = JanusClient.create(server.uri().toString())) {
            JanusSession session = janus.createSession().join();
            long handle = session.attach(JanusEchoTestPlugin.TYPE).join().handleId();
            Files.deleteIfExists(archive);
            start(
                    server,
                    session.id(),
                    handle,
                    List.of((cache ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive),
                    null);
            for (int round = 0; round < ROUNDS; round++) {
                for (Map.Entry<String, List<String>> way : ways.entrySet()) {
                    start(server, session.id(), handle, way.getValue(), way.getKey());
                }
            }
        }
        System.out.printf("Java %s, archive of %,d KiB%n%n", Runtime.version(), Files.size(archive) / 1024);
        samples.print();
    }

    /** @param way what is measured; null if it is not */
    private void start(JanusServer server, long session, long handle, List<String> options, @Nullable String way)
            throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, ColdStartBenchmark.class.getName(), "claim"));
        command.addAll(List.of(server.uri().toString(), String.valueOf(session), String.valueOf(handle)));
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            note(out, "answered", way, "to the first answer", begun);
            note(out, "claimed", way, "to the claimed handle", begun);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the process does not end");
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private void note(BufferedReader out, String step, @Nullable String way, String what, long begun)
            throws IOException {
        String line = out.readLine();
        while (line != null && !line.equals(step)) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("the process ended before it said '" + step + "'");
        }
        if (way != null) {
            samples.note(what + ", " + way, begun, System.nanoTime());
        }
    }

    /** What is measured. */
    private static void claim(String uri, long sessionId, long handleId) {
        // A machine that is busy must not make a start a failure.
        JanusClientOptions options = JanusClientOptions.builder()
                .connectTimeout(CHILD_TIMEOUT)
                .requestTimeout(CHILD_TIMEOUT)
                .build();
        try (JanusClient janus = JanusClient.create(uri, options)) {
            janus.info().join();
            System.out.println("answered");
            JanusSession session = janus.claimSession(sessionId).join();
            session.attach(JanusEchoTestPlugin.TYPE, AttachOptions.existingHandle(handleId))
                    .thenCompose(JanusEchoTestPlugin::probe)
                    .join();
            System.out.println("claimed");
        }
    }
}
