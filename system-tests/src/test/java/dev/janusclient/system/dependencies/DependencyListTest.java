// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.dependencies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/dependency-list.md} names what Maven has resolved for programs, and what the build and the tests use. Who changes
 * a version has to write a new list, and to look for advisories again.
 */
class DependencyListTest {
    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs/dependency-list.md");
    private static final Path WANTED = Path.of("target/dependency-list.md");
    private static final String OWN = "dev.janusclient";

    /** Maven's local repository: above something that is in it. */
    private static final Path REPOSITORY = repository();

    @Test
    void theListIsWhatIsUsed() throws IOException {
        String wanted = programs() + "\n" + build();
        Files.writeString(WANTED, wanted);
        assertThat(Files.readString(PAGE))
                .as("what system-tests/%s has, with the date on which advisories were looked for", WANTED)
                .endsWith(wanted);
    }

    /** What the artifacts bring into a program: Maven has written it beside each one. */
    private static String programs() throws IOException {
        SortedMap<String, Set<String>> users = new TreeMap<>();
        for (Path module : published()) {
            for (String line : Files.readAllLines(module.resolve("target/dependencies.txt"))) {
                // group:artifact:type[:classifier]:version:scope, with remarks behind it.
                String[] parts = line.trim().split(" ", 2)[0].split(":", -1);
                boolean isNeeded =
                        parts.length >= 5 && List.of("compile", "runtime").contains(parts[parts.length - 1]);
                if (isNeeded && !parts[0].equals(OWN)) {
                    users.computeIfAbsent(
                                    parts[0] + ":" + parts[1] + " " + parts[parts.length - 2], id -> new TreeSet<>())
                            .add(ROOT.relativize(module).toString());
                }
            }
        }
        StringBuilder table =
                new StringBuilder("## In programs\n| library | version | licence | brought by |\n|---|---|---|---|\n");
        users.forEach((id, modules) -> table.append("| ")
                .append(id.replace(" ", " | "))
                .append(" | ")
                .append(licence(id.replace(' ', ':')))
                .append(" | ")
                .append(String.join(", ", modules))
                .append(" |\n"));
        return table.toString();
    }

    /** The folders of the artifacts that are Java modules. */
    private static List<Path> published() throws IOException {
        try (Stream<Path> all = Files.find(ROOT, 3, (path, attributes) -> path.endsWith("pom.xml"))) {
            return all.map(Path::getParent)
                    .filter(module -> Files.exists(module.resolve("src/main/java/module-info.java"))
                            || Files.exists(module.resolve("src/main/module/module-info.java")))
                    .filter(module -> !module.startsWith(ROOT.resolve("examples")))
                    .toList();
        }
    }

    /** What the POMs name with a version, and is not in programs by itself. */
    private static String build() throws IOException {
        Map<String, String> properties = new HashMap<>();
        List<Pom> poms;
        try (Stream<Path> all = Files.find(ROOT, 3, (path, attributes) -> path.endsWith("pom.xml"))) {
            // Those of scripts are templates.
            poms = all.filter(path -> !path.startsWith(ROOT.resolve("scripts")))
                    .map(Pom::read)
                    .toList();
        }
        poms.forEach(pom -> properties.putAll(pom.properties()));
        String rows = poms.stream()
                .flatMap(pom -> pom.declared(properties).stream())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .map(id -> "| " + id.replace(" ", " | ") + " |\n")
                .collect(Collectors.joining());
        return "## Named in the POMs\n| artifact | version |\n|---|---|\n" + rows;
    }

    /** What its POM, or the nearest parent that says so, calls its licence. */
    private static String licence(String id) {
        Pom pom = Pom.read(inRepository(id));
        String licences = pom.licences();
        return licences.isEmpty()
                ? pom.parent().map(DependencyListTest::licence).orElse("not named")
                : licences;
    }

    private static Path inRepository(String id) {
        String[] parts = id.split(":", -1);
        return REPOSITORY
                .resolve(parts[0].replace('.', '/'))
                .resolve(parts[1])
                .resolve(parts[2])
                .resolve(parts[1] + "-" + parts[2] + ".pom");
    }

    private static Path repository() {
        Path jar = Path.of(
                Test.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        for (Path folder = jar; folder != null; folder = folder.getParent()) {
            if (folder.endsWith("org/junit/jupiter")) {
                return folder.resolve("../../..").normalize();
            }
        }
        throw new IllegalStateException("no repository of Maven's is above " + jar);
    }
}
