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
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long a new JVM takes, from the moment it is started to Janus's first answer and to a session that is claimed, with its
 * handle: as it is, and with what docs/cold-start.md describes, beside the same JVM with nothing to do. The ways of all JVMs
 * take turns.
 */
public final class ColdStartBenchmark {
    private static final int ROUNDS = 20;
    private static final int AOT_CACHE_SINCE = 25;
    private static final Duration CHILD_TIMEOUT = Duration.ofMinutes(5);

    /** One way to start a JVM; its name is that of its row. */
    private record Way(String name, Jvm jvm, List<String> options) {}

    private record Jvm(String name, String java, boolean hasCache, Path archive) {
        static Jvm of(Path home, Path folder) throws IOException {
            Properties release = new Properties();
            try (Reader in = Files.newBufferedReader(home.resolve("release"))) {
                release.load(in);
            }
            String quoted = Objects.requireNonNull(release.getProperty("JAVA_VERSION"));
            int version = Runtime.Version.parse(quoted.replace("\"", "")).feature();
            return new Jvm(
                    "Java " + version,
                    home.resolve("bin").resolve("java").toString(),
                    version >= AOT_CACHE_SINCE,
                    folder.resolve("cold-start-" + version + ".archive"));
        }

        String floor() {
            return name + ", java -version";
        }

        List<String> writing() {
            return List.of((hasCache ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive);
        }

        List<Way> ways() {
            String kind = hasCache ? "AOT cache" : "class-data archive";
            String option = hasCache ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=";
            return List.of(
                    new Way(name + ", plain", this, List.of()),
                    new Way(name + ", " + kind, this, List.of(option + archive)));
        }
    }

    private final Samples samples = new Samples();
    private final List<Jvm> jvms = new ArrayList<>();
    private final String classPath;

    private ColdStartBenchmark(String jar, String folder, List<String> javaHomes) throws IOException {
        String libraries = System.getProperty("java.class.path");
        // An archive is for jars: a folder in the class path makes it of no use.
        this.classPath = jar + libraries.substring(libraries.indexOf(':'));
        for (String home : javaHomes) {
            jvms.add(Jvm.of(Path.of(home), Path.of(folder)));
        }
    }

    /** With the jar of this module, a folder for the archives and the homes of JVMs; or as the process that is measured. */
    public static void main(String[] args) throws Exception {
        if (args[0].equals("claim")) {
            claim(args[1], Long.parseLong(args[2]), Long.parseLong(args[3]));
        } else {
            List<String> homes = List.of(args).subList(2, args.length);
            new ColdStartBenchmark(args[0], args[1], homes).run();
        }
    }

    private void run() throws Exception {
        List<Way> ways = new ArrayList<>();
        try (JanusServer server = JanusServer.builder()
                        .plugins("echotest")
                        .reclaimSessionTimeout(600)
                        .sessionTimeout(600)
                        .start();
                JanusClient janus = JanusClient.create(server.uri().toString(), options())) {
            JanusSession session = janus.createSession().join();
            long handle = session.attach(JanusEchoTestPlugin.TYPE).join().handleId();
            for (Jvm jvm : jvms) {
                Files.deleteIfExists(jvm.archive());
                start(server, session.id(), handle, new Way("not measured", jvm, jvm.writing()), false);
                ways.addAll(jvm.ways());
            }
            for (int round = 0; round < ROUNDS; round++) {
                for (Jvm jvm : jvms) {
                    startWithNothingToDo(jvm);
                }
                for (Way way : ways) {
                    start(server, session.id(), handle, way, true);
                }
            }
        }
        samples.print();
        System.out.println();
        for (Way way : ways) {
            System.out.printf(
                    Locale.ROOT,
                    "%-32s to the first answer %5.1f times its java -version, to the claimed handle %5.1f%n",
                    way.name(),
                    samples.percentile(answered(way), 50)
                            / samples.percentile(way.jvm().floor(), 50),
                    samples.percentile(claimed(way), 50)
                            / samples.percentile(way.jvm().floor(), 50));
        }
    }

    private static String answered(Way way) {
        return way.name() + ", first answer";
    }

    private static String claimed(Way way) {
        return way.name() + ", claimed handle";
    }

    private void startWithNothingToDo(Jvm jvm) throws Exception {
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(jvm.java(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        end(process);
        samples.note(jvm.floor(), begun, System.nanoTime());
    }

    private static void end(Process process) throws InterruptedException {
        if (!process.waitFor(CHILD_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the process does not end");
        }
    }

    private void start(JanusServer server, long session, long handle, Way way, boolean measured) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(way.jvm().java());
        command.addAll(way.options());
        command.addAll(List.of("-cp", classPath, ColdStartBenchmark.class.getName(), "claim"));
        command.addAll(List.of(server.uri().toString(), String.valueOf(session), String.valueOf(handle)));
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            note(out, "answered", measured ? answered(way) : null, begun);
            note(out, "claimed", measured ? claimed(way) : null, begun);
            // The pipe stays open until then: what is written into an archive is logged.
            end(process);
        } finally {
            process.destroyForcibly();
        }
    }

    /** @param row what is measured; null if it is not */
    private void note(BufferedReader out, String step, @Nullable String row, long begun) throws IOException {
        String line = out.readLine();
        while (line != null && !line.equals(step)) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("the process ended before it said '" + step + "'");
        }
        if (row != null) {
            samples.note(row, begun, System.nanoTime());
        }
    }

    /** A machine that is busy must not make a start a failure. */
    private static JanusClientOptions options() {
        return JanusClientOptions.builder()
                .connectTimeout(CHILD_TIMEOUT)
                .requestTimeout(CHILD_TIMEOUT)
                .build();
    }

    /** What is measured. */
    private static void claim(String uri, long sessionId, long handleId) {
        try (JanusClient janus = JanusClient.create(uri, options())) {
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
