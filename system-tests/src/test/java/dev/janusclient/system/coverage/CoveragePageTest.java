// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/coverage.md} is made from the stored runs. */
class CoveragePageTest {
    private static final Path NEW_PAGE = Path.of("target/coverage.md");
    private static final Path PAGE = Path.of("../docs/coverage.md");

    @Test
    void thePageSaysWhatTheLastRunsHaveShown() throws IOException {
        Reasons reasons = Reasons.read();
        List<Claims> columns = StoredRun.versions().stream()
                .map(version -> new Claims(version, StoredRun.rows(version), reasons))
                .toList();
        assertThat(columns).isNotEmpty();
        String page = new CoveragePage(columns).of(new Api());
        Files.writeString(NEW_PAGE, page);

        assertSoftly(softly -> {
            columns.forEach(claims -> softly.assertThat(claims.unproved())
                    .as(
                            "not in the stored run against Janus %s; run all tests against it, or excuse it in"
                                    + " coverage-reasons.txt",
                            claims.version())
                    .isEmpty());
            softly.assertThat(reasons.unused(StoredRun.versions()))
                    .as("reasons for nothing")
                    .isEmpty();
            softly.assertThat(PAGE)
                    .as("look at the difference between it and system-tests/%s, and copy that there", NEW_PAGE)
                    .hasContent(page);
        });
    }
}
