// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.testkit.PrivateNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names: a name server that never answers, and a name whose first two addresses are dead. Each in a network of its own. */
class NameLookupTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final long SLACK_MILLIS = 1_500;

    @TempDir
    static Path folder;

    @BeforeAll
    static void writeFiles() throws IOException {
        Files.writeString(folder.resolve("resolv.conf"), "nameserver 10.77.0.1\n");
        Files.writeString(
                folder.resolve("hosts"),
                """
                127.0.0.1 localhost
                10.77.0.97 threefold.example
                10.77.0.98 threefold.example
                10.77.0.99 threefold.example
                """);
    }

    private static List<String> inside() {
        return PrivateNetwork.wrap(List.of(
                "unshare",
                "-m",
                "/bin/sh",
                "-c",
                "mount --bind \"$0/resolv.conf\" /etc/resolv.conf && mount --bind \"$0/hosts\" /etc/hosts && exec"
                        + " \"$@\"",
                folder.toString()));
    }

    @ParameterizedTest
    @CsvSource({"netty,host", "netty,proxy", "okhttp,host", "okhttp,proxy", "mqtt,host", "mqtt,proxy", "rabbitmq,host"})
    void aSlowNameServerAndDeadAddressesCostNoMoreThanTheirOwnTime(String transport, String which) {
        try (JavaProcess probe = JavaProcess.start(inside(), NameProbe.class, transport, which)) {
            probe.await("done", 1, SOON);

            long limit = NameProbe.CONNECT_TIMEOUT.toMillis() + SLACK_MILLIS;
            assertThat(millis(probe, "muted")).isLessThan(limit);
            assertThat(probe.said("failure")).allMatch(failure -> failure.contains("JanusConnectException"));
            assertThat(millis(probe, "others")).isLessThan(limit);
            if (which.equals("host")) {
                // Whoever waits for the first address never comes to the third one in that time.
                assertThat(millis(probe, "threefold")).isLessThan(limit);
                assertThat(millis(probe, "accepted")).isPositive();
            }
        }
    }

    private static long millis(JavaProcess probe, String what) {
        return Long.parseLong(probe.said(what).get(0));
    }
}
