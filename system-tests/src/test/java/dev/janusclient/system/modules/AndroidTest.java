// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Android's own tools make of the library's jars. They are not on Maven Central but in Google's repository; the
 * profile {@code android} brings them, and without it these tests are left out.
 */
class AndroidTest {
    @RegisterExtension
    static final JanusExtension janus =
            JanusExtension.with(JanusServer.builder().reclaimSessionTimeout(60));

    private static final String PROGRAM = "dev.janusclient.examples.modular.EchoTest";

    /** The program, its logger, and all that {@code janus-client-okhttp} brings along, each by one of its classes. */
    private static final List<String> PARTS = List.of(
            PROGRAM,
            "dev.janusclient.JanusClient",
            "dev.janusclient.okhttp.OkHttpTransportFactory",
            "okhttp3.OkHttpClient",
            "okio.Buffer",
            "kotlin.Unit",
            "org.jetbrains.annotations.NotNull",
            "io.avaje.jsonb.Jsonb",
            "io.avaje.json.JsonReader",
            "org.jspecify.annotations.Nullable",
            "org.slf4j.Logger",
            "org.slf4j.simple.SimpleLogger");

    /** What OkHttp's jar for the JVM names and does not bring; its rules are in the one for Android. */
    private static final String RULES =
            """
            -keep class %s { public static void main(java.lang.String[]); }
            -dontwarn org.bouncycastle.**
            -dontwarn org.conscrypt.**
            -dontwarn org.openjsse.**
            -dontwarn org.codehaus.mojo.animal_sniffer.**
            """;

    private static final List<String> OTHER_PLATFORMS =
            List.of("org.conscrypt.", "org.bouncycastle.", "org.openjsse.", "ApplicationProtocol");

    @BeforeAll
    static void thereIsR8() {
        assumeTrue(exists("com.android.tools.r8.R8"), "R8 and D8 come with -Pandroid");
    }

    @Test
    void d8TakesTheJarsWithTheirModuleDescriptors(@TempDir Path folder) throws IOException, InterruptedException {
        Path client = jar("dev.janusclient.JanusClient", folder);
        Path okhttp = jar("dev.janusclient.okhttp.OkHttpTransportFactory", folder);
        assertThat(Run.tool("jar", "--list", "--file", client.toString())).contains("module-info.class");

        assertThat(r8("D8", "--min-api", "26", "--output", folder.toString(), client.toString(), okhttp.toString()))
                .isEmpty();

        assertThat(Files.readString(folder.resolve("classes.dex"), StandardCharsets.ISO_8859_1))
                .contains("Ldev/janusclient/JanusClient;")
                .doesNotContain("module-info");
    }

    /** R8 as Android's release builds run it, but for the JVM, so that its result can be run here. */
    @Test
    void aProgramShrunkByR8TalksToJanus(JanusServer janus, @TempDir Path folder)
            throws IOException, InterruptedException {
        Path rules = Files.writeString(folder.resolve("program.pro"), RULES.formatted(PROGRAM));
        Path shrunk = folder.resolve("shrunk.jar");
        List<String> arguments = new ArrayList<>(
                List.of("R8", "--classfile", "--pg-conf", rules.toString(), "--output", shrunk.toString()));
        for (String part : PARTS) {
            Path jar = jar(part, folder);
            arguments.add(jar.toString());
            for (Path found : rulesIn(jar, folder)) {
                arguments.addAll(List.of("--pg-conf", found.toString()));
            }
        }
        r8(arguments.toArray(String[]::new));

        assertThat(Run.tool("jar", "--list", "--file", shrunk.toString()))
                .as("what nobody calls is gone")
                .noneMatch(entry -> entry.contains("JanusSipPlugin"));
        Path loaded = folder.resolve("loaded.log");
        assertThat(Run.program(List.of(
                        Run.java(),
                        "-Xlog:class+load:file=" + loaded,
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-cp",
                        shrunk.toString(),
                        PROGRAM,
                        janus.uri().toString())))
                .as("the event has the name that a build without R8 gives it")
                .contains("server Janus WebRTC Server", "event echotest=event + result=ok")
                .anyMatch(line -> line.startsWith("bitrate 128000 taken by "));
        assertUsesWhatAndroidHas(shrunk, Files.readString(loaded));
    }

    /** What refers to something that Android 8.0 has not was not even loaded. */
    private static void assertUsesWhatAndroidHas(Path jar, String loaded) throws IOException {
        List<AndroidApi.Missing> missing = AndroidApi.missingFor(jar);
        assertThat(loaded).as("the log says what was loaded").contains(" " + PROGRAM + " source: ");
        assertThat(missing).as("the check finds OkHttp's platforms for the JVM").anyMatch(AndroidTest::isOfOkHttp);
        assertThat(missing)
                .filteredOn(each -> !each.from().equals(PROGRAM) && !isOfOkHttp(each))
                .noneMatch(each -> loaded.contains(" " + each.from() + " source: "));
    }

    /** OkHttp's jar for Android has other platforms. */
    private static boolean isOfOkHttp(AndroidApi.Missing missing) {
        return OTHER_PLATFORMS.stream().anyMatch(missing.to()::contains);
    }

    private static List<String> r8(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Run.java(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                place("com.android.tools.r8.R8").toString()));
        command.add("com.android.tools.r8." + arguments[0]);
        command.addAll(List.of("--release", "--lib", System.getProperty("java.home")));
        command.addAll(List.of(arguments).subList(1, arguments.length));
        return Run.program(command);
    }

    /** The jar that has a class; made here where the build has only a folder. */
    private static Path jar(String className, Path folder) {
        Path place = place(className);
        if (!Files.isDirectory(place)) {
            return place;
        }
        Path jar = folder.resolve(className + ".jar");
        if (!Files.exists(jar)) {
            Run.tool("jar", "--create", "--file", jar.toString(), "-C", place.toString(), ".");
        }
        return jar;
    }

    /** The rules that a jar brings along, where the Android build looks for them. */
    private static List<Path> rulesIn(Path jar, Path folder) throws IOException {
        List<Path> rules = new ArrayList<>();
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
            Path place = files.getPath("META-INF", "proguard");
            if (Files.isDirectory(place)) {
                try (Stream<Path> found = Files.list(place)) {
                    for (Path rule : found.toList()) {
                        rules.add(Files.copy(
                                rule, folder.resolve(rule.getFileName().toString())));
                    }
                }
            }
        }
        return rules;
    }

    private static boolean exists(String className) {
        return ClassLoader.getSystemResource(className.replace('.', '/') + ".class") != null;
    }

    private static Path place(String className) {
        String file = className.replace('.', '/') + ".class";
        String found = String.valueOf(ClassLoader.getSystemResource(file));
        String place = found.substring(0, found.length() - file.length());
        return place.startsWith("jar:")
                ? Path.of(URI.create(place.substring("jar:".length(), place.length() - "!/".length())))
                : Path.of(URI.create(place));
    }
}
