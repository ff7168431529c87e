// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.rescue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipe of docs/cold-start.md, with a program of one jar. */
class ClassArchiveTest {
    private static final String LOG = "-Xlog:class+load";

    /** What the JDK logs of a class that comes from a program's own archive, or from its cache. */
    private static final String FROM_ARCHIVE = Program.class.getName() + " source: shared objects file";

    @TempDir
    Path folder;

    /** What is run. */
    static final class Program {
        public static void main(String[] arguments) {
            System.out.println("ran");
        }
    }

    private String run(List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", jar().toString(), Program.class.getName()));
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(output).content().contains("ran");
            return Files.readString(output, StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Written once: an archive is for a jar of this time and size. */
    private Path jar() throws IOException {
        Path jar = folder.resolve("program.jar");
        if (!Files.exists(jar)) {
            String name = Program.class.getName().replace('.', '/') + ".class";
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                    InputStream in = Program.class.getResourceAsStream("/" + name)) {
                out.putNextEntry(new ZipEntry(name));
                Objects.requireNonNull(in).transferTo(out);
            }
        }
        return jar;
    }

    @Test
    void theFirstProcessWritesWhatTheNextOneBeginsWith() throws Exception {
        Path archive = folder.resolve("archive");
        assertThat(ClassArchive.options(archive, false))
                .as("of a process that is killed")
                .isEmpty();

        run(ClassArchive.options(archive, true));
        assertThat(archive).isNotEmptyFile();

        List<String> options = new ArrayList<>(ClassArchive.options(archive, true));
        options.add(LOG);
        assertThat(run(options)).contains(FROM_ARCHIVE);
        assertThat(run(List.of(LOG))).doesNotContain(FROM_ARCHIVE);
    }
}
