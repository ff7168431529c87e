// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code scripts/api} prints for requests and events that the code has, against the records and rows that it has. */
class ApiScriptTest {
    private static final Path ROOT = Path.of("..");
    private static final String OWN_TYPE = "a record or an enum of the plugin";

    /** Components of which the code knows better than the table. */
    private static final Set<String> MENDED = Set.of(
            // The table has one entry for bodies of several shapes, in which the member has another type.
            "StreamingRequest.Configure.audio", "StreamingRequest.Configure.video", "StreamingRequest.Configure.data");

    private static final Set<String> MET = new TreeSet<>();

    private record Case(PluginTable plugin, String kind, Map<String, Object> entry, String record) {
        String name() {
            return PluginTable.text(entry, "name");
        }

        @Override
        public String toString() {
            return plugin.shortName() + " " + kind + " " + name();
        }
    }

    static Stream<Case> cases() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT.resolve("client/src/main/java/dev/janusclient/plugin"))) {
            return folders
                    .filter(Files::isDirectory)
                    .map(folder -> PluginTable.of(ROOT, folder.getFileName().toString()))
                    .flatMap(plugin -> Stream.of("request", "event").flatMap(kind -> plugin.all(kind).stream()
                            .map(entry -> new Case(plugin, kind, entry, recordOf(plugin, kind, entry)))))
                    .toList()
                    .stream();
        }
    }

    private static String recordOf(PluginTable plugin, String kind, Map<String, Object> entry) {
        String name = PluginTable.text(entry, "name");
        if (kind.equals("event")) {
            return plugin.recordOf(name);
        }
        Matcher body = Pattern.compile("([\\w.]+)\\.class").matcher(row(plugin, name));
        return body.find() && !body.group(1).equals("Void") ? body.group(1) : "";
    }

    private static String row(PluginTable plugin, String name) {
        return plugin.rowOf(name.startsWith("(") ? "" : name);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void componentsHaveTheTypesThatTheCodeHas(Case one) throws ClassNotFoundException {
        String printed = Api.run(one.plugin(), one.kind(), one.name());
        if (one.record().isEmpty()) {
            assertThat(row(one.plugin(), one.name())).as("a row without a body").contains("Void.class");
            assertThat(printed).contains("<Void, ").doesNotContain("@RecordBuilder");
            return;
        }
        Map<String, String> now = componentsOf(Class.forName("dev.janusclient.plugin."
                + one.plugin().shortName() + "." + one.record().replace('.', '$')));
        printedComponents(printed).forEach((name, type) -> {
            String there = now.getOrDefault(name, type);
            boolean own = there.contains(OWN_TYPE);
            if (!there.equals(own ? withOwnType(type) : type) && !isWider(there, type)) {
                MET.add(one.record() + "." + name);
                assertThat(MENDED).as("%s: printed %s, is %s", one, type, there).contains(one.record() + "." + name);
            }
        });
    }

    /**
     * Janus leaves out a text that is not UTF-8, writes numbers without a sign, and flags only if they are true: the table says none of
     * it.
     */
    private static boolean isWider(String there, String printed) {
        String least = printed.replace("@Nullable ", "");
        return there.equals("@Nullable " + least)
                || (there.equals("@Nullable Long") && least.matches("int|Integer"))
                || (there.equals("long") && least.equals("int"))
                || (there.equals("boolean") && least.equals("Boolean"));
    }

    @AfterAll
    static void whatIsMendedStillDiffers() {
        assertThat(MET).isEqualTo(MENDED);
    }

    /** The components of the first record that is printed. */
    private static Map<String, String> printedComponents(String printed) {
        Matcher record = Pattern.compile("record \\w+\\((.*?)\\)\\s+implements", Pattern.DOTALL)
                .matcher(printed);
        assertThat(record.find()).as(printed).isTrue();
        Map<String, String> components = new LinkedHashMap<>();
        Pattern.compile("(@Nullable )?([\\w.]+(?:<[^>]+>)?) (\\w+)(?:,|$)")
                .matcher(record.group(1).replaceAll("\\s+", " "))
                .results()
                .forEach(
                        one -> components.put(one.group(3), (one.group(1) == null ? "" : "@Nullable ") + one.group(2)));
        return components;
    }

    private static Map<String, String> componentsOf(Class<?> record) {
        Map<String, String> components = new LinkedHashMap<>();
        for (RecordComponent component : record.getRecordComponents()) {
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            components.put(component.getName(), (nullable ? "@Nullable " : "") + named(component.getGenericType()));
        }
        return components;
    }

    private static String named(Type type) {
        if (type instanceof ParameterizedType generic) {
            return named(generic.getRawType())
                    + Stream.of(generic.getActualTypeArguments())
                            .map(ApiScriptTest::named)
                            .collect(Collectors.joining(", ", "<", ">"));
        }
        Class<?> plain = (Class<?>) type;
        return plain.getPackageName().startsWith("dev.janusclient.plugin") ? OWN_TYPE : plain.getSimpleName();
    }

    /** What is printed where the code has a type of its own: the type that the table makes of it, or a text for an enum. */
    private static String withOwnType(String printed) {
        return printed.replaceAll("(?<=^|<|@Nullable )(?!List<|@)\\w+(?=>|$)", OWN_TYPE);
    }

    static Stream<Case> requestsOfOneShape() throws IOException {
        return cases().filter(one -> one.kind().equals("request")
                && !one.entry().containsKey("variant")
                && !Api.run(one.plugin(), "request", one.name()).contains("the body has also"));
    }

    @ParameterizedTest
    @MethodSource("requestsOfOneShape")
    void rowsSayWhatThoseInTheCodeSay(Case one) {
        String there = row(one.plugin(), one.name());
        String printed = Api.run(one.plugin(), "request", one.name());
        assertThat(versions(printed, "since")).isEqualTo(versions(there, "since"));
        assertThat(versions(printed, "fieldSince")).containsAll(versions(there, "fieldSince|field"));
        assertThat(printed).contains("            " + there.substring(0, there.indexOf('(')) + "(");
    }

    private static List<String> versions(String row, String call) {
        return Pattern.compile("\\.(?:" + call + ")\\(([^)]*)\\)")
                .matcher(row.replaceAll("// is in the code.*", ""))
                .results()
                .map(found -> found.group(1))
                .sorted()
                .toList();
    }

    @Test
    void whatIsPrintedGoesIntoFilesThatAreThere() throws IOException {
        List<String> files = cases().map(one -> Api.run(one.plugin(), one.kind(), one.name()))
                .flatMap(printed ->
                        Pattern.compile("(?m)^-- ([\\w./-]+)").matcher(printed).results())
                .map(found -> found.group(1))
                .distinct()
                .toList();
        assertThat(files).isNotEmpty().allMatch(file -> Files.exists(ROOT.resolve(file)));
    }

    private record Run(int exit, String out, String err) {}

    private static Run script(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(ROOT.resolve("scripts/api").toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Run(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    @Test
    void theScriptPrintsARequestThatIsThereAsItIs(@TempDir Path folder) throws Exception {
        Run run = script(folder, "request", "videoroom", "enable_recording");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "record EnableRecording(Boolean record, JanusId room, @Nullable Secret secret)"
                                + " implements VideoRoomRequest {",
                        "Check.present(\"room\", room);",
                        "sync(\"enable_recording\", VideoRoomRequest.EnableRecording.class,",
                        "client/src/main/java/dev/janusclient/plugin/videoroom/JanusVideoRoomPlugin.java");
    }

    @Test
    void theScriptSaysWhatIsWrong(@TempDir Path folder) throws Exception {
        Run none = script(folder);
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err()).startsWith("Usage: scripts/api");
        Run unknown = script(folder, "event", "sip", "no_such_event");
        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(unknown.err()).contains("'no_such_event'", "scripts/api list sip");
        assertThatThrownBy(() -> PluginTable.of(ROOT, "sipp")).hasMessageContaining("sip, streaming");
    }

    @Test
    void anEventIsNamedByItsLastValue() {
        PluginTable sip = PluginTable.of(ROOT, "sip");
        assertThat(Api.run(sip, "event", "hangup"))
                .isEqualTo(Api.run(sip, "event", "result.event=hangup"))
                .contains(".event(\"result.event=hangup\", SipEvent.Hangup.class, \"code\", \"reason\")");
    }
}
