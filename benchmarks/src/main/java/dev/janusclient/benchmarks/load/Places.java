// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.load;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where {@code ./bench} has put what is not Java: the programs in C that it has compiled, and the peers from npm. */
public final class Places {
    private static final Path BUILT = Path.of(System.getProperty("bench.built", "benchmarks/target/bench"));

    private Places() {}

    /** A program in C that was compiled. */
    public static String nativeProgram(String name) {
        return BUILT.resolve(name).toString();
    }

    /** Where what was measured is written down. */
    public static Path report() {
        return BUILT.resolve("report");
    }

    static List<String> node(String script, String... args) {
        List<String> command = new ArrayList<>(List.of(
                "node", "--expose-gc", BUILT.resolve("peers").resolve(script).toString()));
        command.addAll(List.of(args));
        return command;
    }
}
