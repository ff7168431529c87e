// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a release publishes: scripts/check-release, which takes minutes, relies on these. */
class PublishedModulesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern MODULE = Pattern.compile("<module>(.*?)</module>");
    private static final Pattern ARTIFACT =
            Pattern.compile("<groupId>dev.janusclient</groupId>\\s*<artifactId>(.*?)</artifactId>");
    private static final Pattern OWN_ARTIFACT = Pattern.compile("</parent>\\s*<artifactId>(.*?)</artifactId>");

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        assertThat(found.find()).as("%s in %s", pattern, text).isTrue();
        return found.group(1);
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static String version() throws IOException {
        return first(Pattern.compile("\n  <version>(.*?)</version>"), read("bom/pom.xml"));
    }

    @Test
    void theBomHasEveryModuleThatIsPublished() throws IOException {
        Set<String> published = new TreeSet<>();
        for (String module : all(MODULE, read("pom.xml"))) {
            String pom = read(module + "/pom.xml");
            if (!module.equals("bom") && !pom.contains("<unpublished>true</unpublished>")) {
                published.add(first(OWN_ARTIFACT, pom));
            }
        }
        String bom = read("bom/pom.xml");
        List<String> managed = all(ARTIFACT, bom.substring(bom.indexOf("<dependencyManagement>")));
        assertThat(managed).containsExactlyInAnyOrderElementsOf(published).contains("janus-client");
    }

    @Test
    void theReadmeNamesThisVersion() throws IOException {
        String readme = read("README.md");
        assertThat(readme)
                .contains("<artifactId>janus-client-bom</artifactId>\n      <version>" + version() + "</version>")
                .contains("platform(\"dev.janusclient:janus-client-bom:" + version() + "\")");
    }

    @Test
    void theReadmeNamesTheOkHttpThatIsUsed() throws IOException {
        String okhttp = first(Pattern.compile("<okhttp.version>(.*?)</okhttp.version>"), read("pom.xml"));
        assertThat(read("README.md")).contains("implementation(\"com.squareup.okhttp3:okhttp:" + okhttp + "\")");
    }
}
