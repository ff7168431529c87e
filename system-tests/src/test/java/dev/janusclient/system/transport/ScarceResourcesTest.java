// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A process that has no file descriptor or no thread left when its connection is lost recovers once it has some again. */
class ScarceResourcesTest {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final int ATTEMPTS = 4;

    @RegisterExtension
    static final JanusExtension janus =
            JanusExtension.with(JanusServer.builder().plugins("echotest").http().reclaimSessionTimeout(60));

    /** Of a limit of the system, which the system does not hold against root. */
    @SuppressWarnings("ImmutableEnumChecker") // both lists are immutable
    enum Limit {
        FILES("--nofile", ""),
        THREADS(
                "--nproc",
                "setpriv --reuid=65534 --clear-groups --inh-caps=+dac_override,+dac_read_search"
                        + " --ambient-caps=+dac_override,+dac_read_search");

        private final String option;
        private final String asUser;

        Limit(String option, String asUser) {
            this.option = option;
            this.asUser = asUser;
        }

        /** A command that starts another one as a user whom the system holds to the limit. */
        List<String> asUser() {
            return asUser.isEmpty() ? List.of() : List.of(asUser.split(" ", -1));
        }

        void set(long pid, String value) throws IOException, InterruptedException {
            List<String> command = new ArrayList<>(asUser());
            command.addAll(List.of("prlimit", "--pid", String.valueOf(pid), option + "=" + value + ":"));
            Process prlimit = new ProcessBuilder(command).inheritIO().start();
            assertThat(prlimit.waitFor()).as("prlimit").isZero();
        }
    }

    static Stream<Arguments> cases() {
        return Stream.of(Limit.values())
                .flatMap(limit -> Stream.of(
                        Arguments.of(limit, "ws", "netty"),
                        Arguments.of(limit, "http", "netty"),
                        Arguments.of(limit, "ws", "okhttp"),
                        Arguments.of(limit, "http", "okhttp")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void recoveryGoesOnUntilThereIsEnough(Limit limit, String scheme, String transport) throws Exception {
        URI uri = scheme.equals("ws") ? janus.server().uri() : janus.server().httpUri();
        try (Relay relay = Relay.with(Relay.to(new InetSocketAddress(uri.getHost(), uri.getPort())));
                JavaProcess process = JavaProcess.start(
                        limit.asUser(), StarvedClient.class, scheme + "://localhost:" + relay.port(), transport)) {
            process.await("ready", 1, SOON);
            // Once with everything, so that all classes are there.
            relay.cut(true);
            process.await("suspended", 2, SOON);
            relay.cut(false);
            process.await("resumed", 1, SOON);

            limit.set(process.pid(), "1");
            int before = process.said("suspended").size();
            relay.cut(true);
            process.await("suspended", before + 2, SOON);
            relay.cut(false);
            process.await("suspended", before + 2 + ATTEMPTS, SOON);
            assertThat(process.said("resumed")).hasSize(1);

            limit.set(process.pid(), "4096");
            process.await("resumed", 2, SOON);
            assertThat(process.said("resumed").get(1)).contains("Resumed");
            assertThat(process.said("lost")).isEmpty();
        }
    }
}
