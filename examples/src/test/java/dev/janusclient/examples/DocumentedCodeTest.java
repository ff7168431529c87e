// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The README and the guides show code that compiles: every block of Java stands, word for word, in an example, and so do those of
 * Kotlin that are no build script's.
 */
class DocumentedCodeTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern BLOCK = Pattern.compile(
            "(?:<!-- from (\\S+)#(\\w+) -->\n)?```(java|kotlin)\n(.*?)```(?=\n+([^\n]*))", Pattern.DOTALL);

    /** With which a line of Gradle begins; Gradle is not there to compile it. */
    private static final String BUILD_SCRIPT = "implementation(";

    private record Block(Path document, String source, String tag, String code, String nextLine) {}

    @Test
    void everyBlockOfCodeInTheDocumentsIsTakenFromACompiledExample() throws IOException {
        List<Block> blocks = blocks();

        assertThat(blocks).isNotEmpty();
        for (Block block : blocks) {
            assertThat(block.source())
                    .as("%s names no source for: %s", block.document(), block.code())
                    .isNotNull();
            assertThat(block.code())
                    .as("%s: %s#%s", block.document(), block.source(), block.tag())
                    .isEqualTo(tagged(ROOT.resolve(block.source()), block.tag()));
        }
    }

    /** A block has no imports: below the first one of each example stands where they are. */
    @Test
    void everyDocumentLinksTheFilesThatItsCodeIsTakenFrom() throws IOException {
        Set<List<Object>> seen = new HashSet<>();
        for (Block block : blocks()) {
            if (seen.add(List.of(block.document(), block.source()))) {
                Path source = ROOT.resolve(block.source());
                assertThat(block.nextLine())
                        .as("%s, below %s#%s", block.document(), block.source(), block.tag())
                        .isEqualTo(
                                "The whole file, with its imports: [%s](%s).",
                                source.getFileName(),
                                block.document().getParent().relativize(source));
            }
        }
    }

    /** Gradle needs the version with the classifier of the native library, which a BOM can't give. */
    @Test
    void theFirstMinutesNameTheVersionOfWebRtcThatIsUsed() throws IOException {
        Matcher version = Pattern.compile("<webrtc-java.version>(.*)</webrtc-java.version>")
                .matcher(Files.readString(ROOT.resolve("pom.xml")));
        assertThat(version.find()).isTrue();
        assertThat(ROOT.resolve("docs/guides/first-minutes.md"))
                .content()
                .contains("webrtc-java:" + version.group(1) + ":linux-x86_64");
    }

    private static List<Block> blocks() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> guides = Files.walk(ROOT.resolve("docs"))) {
            guides.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
        }
        List<Block> blocks = new ArrayList<>();
        for (Path document : documents) {
            Matcher matcher = BLOCK.matcher(Files.readString(document));
            while (matcher.find()) {
                String code = matcher.group(4);
                if (!matcher.group(3).equals("kotlin") || !code.startsWith(BUILD_SCRIPT)) {
                    blocks.add(new Block(document, matcher.group(1), matcher.group(2), code, matcher.group(5)));
                }
            }
        }
        return blocks;
    }

    private static String tagged(Path source, String tag) throws IOException {
        List<String> lines = Files.readAllLines(source);
        List<String> marks = lines.stream().map(String::strip).collect(Collectors.toList());
        int from = marks.indexOf("// tag::" + tag + "[]");
        int to = marks.indexOf("// end::" + tag + "[]");
        assertThat(from).as("tag %s in %s", tag, source).isNotNegative().isLessThan(to);
        return lines.subList(from + 1, to).stream()
                        .collect(Collectors.joining("\n"))
                        .stripIndent() + "\n";
    }
}
