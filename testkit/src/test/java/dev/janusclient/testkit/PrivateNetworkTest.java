// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateNetworkTest {
    private record Outcome(int code, String out, String err) {}

    @Test
    void theCommandSeesItsOwnInterfaceAndNothingOfTheMachine() throws Exception {
        Outcome outcome = run(Map.of(), "", PrivateNetwork.wrap(List.of("ip", "-br", "-4", "addr")));
        assumePossible(outcome);
        assertThat(outcome.out()).contains("v0@v1").contains("10.77.0.1/24").contains("127.0.0.1/8");
        assertThat(outcome.out().lines()).hasSize(2);
    }

    @Test
    void standardInputAndOutputAndTheExitCodeBelongToTheCommand() throws Exception {
        Outcome outcome = run(Map.of(), "hello", PrivateNetwork.wrap(List.of("sh", "-c", "cat; exit 7")));
        assumePossible(outcome);
        assertThat(outcome).isEqualTo(new Outcome(7, "hello", ""));
    }

    @Test
    void aMissingToolIsNamedInOneSentence() throws Exception {
        Outcome outcome = run(Map.of("PATH", "/nowhere"), "", PrivateNetwork.wrap(List.of("true")));
        // The folders of system tools are always searched, so on some machines nothing is missing after all.
        assumeThat(outcome.code()).isNotZero();
        assertThat(outcome.code()).isEqualTo(69);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().lines()).hasSize(1);
        assertThat(outcome.err()).contains("private-network: ");
    }

    @Test
    void theJavaWrapperRunsTheRealJavaInside(@TempDir Path folder) throws Exception {
        Path wrapper = PrivateNetwork.unpack(folder);
        Map<String, String> java = Map.of("JANUS_TEST_JAVA", System.getProperty("java.home") + "/bin/java");
        Outcome outcome = run(
                java,
                "",
                List.of(wrapper.toString(), "-cp", System.getProperty("java.class.path"), WhereAmI.class.getName()));
        assumePossible(outcome);
        assertThat(outcome).isEqualTo(new Outcome(0, "true v0 10.77.0.1", ""));
    }

    /** Run in another JVM by the test above. */
    static final class WhereAmI {
        @SuppressWarnings("SystemOut")
        public static void main(String[] args) {
            System.out.print(
                    PrivateNetwork.inside() + " " + PrivateNetwork.interfaceName() + " " + PrivateNetwork.address());
        }
    }

    private static void assumePossible(Outcome outcome) {
        assumeThat(outcome.code()).as(outcome.err()).isNotEqualTo(69);
    }

    private static Outcome run(Map<String, String> environment, String input, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), out, err);
    }
}
