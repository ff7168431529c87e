// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videoroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.message.Secret;
import dev.janusclient.plugin.PluginTableTest;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The video room plugin against the table, with both roles' {@code join} and {@code configure}. */
class VideoRoomTableTest extends PluginTableTest {
    VideoRoomTableTest() {
        super(JanusVideoRoomPlugin.TYPE, VideoRoomErrorCode.values());
    }

    /** A misspelling in Janus's own checks: what it reads is {@code audio_level_average}. */
    @Override
    protected Set<String> neverRead() {
        return Set.of("audio_level_averge");
    }

    @Test
    void theNumbersAreThoseOfJanus() {
        assertThat(VideoRoomProtocol.REQUESTS).hasSize(33);
        assertThat(events()).hasSize(27);
    }

    @Test
    void theTokensOfARoomAreSecrets() {
        assertThat(VideoRoomRequest.Create.builder()
                        .allowed(List.of(Secret.of("hunter2")))
                        .build()
                        .toString())
                .doesNotContain("hunter2");
    }
}
