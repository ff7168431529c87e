// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each target with its corpus, in which is whatever it failed on, and with a fixed number of mutations of it. */
class CorpusTest {
    private static final Path CORPUS = Path.of("corpus");

    /** As many as take a few seconds; what needs a socket or a driver's threads for each input has fewer. */
    private static final int MUTATIONS = 4_000;

    private static final Map<String, Integer> FEWER = Map.ofEntries(
            Map.entry("TypedEvents", 20),
            Map.entry("WebSocketBytes", 40),
            Map.entry("LongPolls", 40),
            Map.entry("Tickets", 150),
            Map.entry("DtlsRecords", 200),
            Map.entry("Uris", 500),
            Map.entry("RtpPackets", 1_000));

    /** Always the same one: a run that fails, fails again. */
    private static final long SEED = 13;

    static Stream<String> targets() throws IOException {
        try (Stream<Path> folders = Files.list(CORPUS)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void holds(String target) throws Throwable {
        List<byte[]> corpus = corpus(target);
        assertThat(corpus).as("the corpus of %s", target).isNotEmpty();
        MethodHandle run = MethodHandles.publicLookup()
                .findStatic(
                        Class.forName("dev.janusclient.fuzz." + target),
                        "fuzzerTestOneInput",
                        MethodType.methodType(void.class, byte[].class));
        for (byte[] input : corpus) {
            run(run, input);
        }
        Random random = new Random(SEED);
        for (int i = 0; i < FEWER.getOrDefault(target, MUTATIONS); i++) {
            run(run, Mutation.of(corpus, random));
        }
    }

    private static List<byte[]> corpus(String target) throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        try (Stream<Path> files = Files.list(CORPUS.resolve(target))) {
            files.sorted().forEach(file -> inputs.add(read(file)));
        }
        return inputs;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(MethodHandle target, byte[] input) throws Throwable {
        try {
            target.invoke(input.clone());
        } catch (Throwable failure) {
            throw new AssertionError(
                    "the input in Base64: " + Base64.getEncoder().encodeToString(input), failure);
        }
    }
}
