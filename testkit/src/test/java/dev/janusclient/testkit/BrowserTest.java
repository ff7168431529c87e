// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("chromium")
@Timeout(120)
class BrowserTest {
    @Test
    void aPageHasAFakeCameraAndNothingIsLeftOfTheBrowser(@TempDir Path folder) throws IOException {
        assumeTrue(Browser.isInstalled(), "there is no Chromium here");
        Path page = Files.writeString(folder.resolve("page.html"), "<script>const answer = { is: 42 };</script>");
        List<String> before = LeakCheck.processes();
        Path profile;
        try (Browser browser = Browser.open(page.toUri())) {
            assertThat(browser.run("answer").member("is")).hasToString("42");
            assertThat(browser.run("Promise.resolve('später')").asString()).isEqualTo("später");
            assertThat(browser.run("undefined")).hasToString("null");
            assertThat(
                            browser.run(
                                    "navigator.mediaDevices.getUserMedia({ audio: true, video: true })"
                                            + ".then(media => media.getTracks().map(track => track.kind + ' ' + track.readyState).sort())"))
                    .hasToString("[\"audio live\",\"video live\"]");
            assertThatThrownBy(() -> browser.run("(async () => { throw new Error('out of film') })()"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("out of film");
            Path picture = folder.resolve("page.png");
            browser.screenshot(picture, 360, 200);
            assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(360);
            assertThat(browser.run("innerWidth")).hasToString("360");
            assertThat(LeakCheck.processes()).hasSize(before.size() + 1).anyMatch(one -> one.startsWith("Chromium"));
            profile = browser.folder();
            assertThat(profile).isDirectory();
        }
        assertThat(LeakCheck.processes()).isEqualTo(before);
        assertThat(profile).doesNotExist();
        assertThat(ProcessHandle.allProcesses().map(ProcessHandle::info))
                .noneMatch(one -> one.commandLine().orElse("").contains(profile.toString()));
    }
}
