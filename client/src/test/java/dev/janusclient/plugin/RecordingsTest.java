// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin;

import static dev.janusclient.ApiTable.list;
import static dev.janusclient.ApiTable.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.ApiTable;
import dev.janusclient.PluginType;
import dev.janusclient.message.RawJson;
import dev.janusclient.reclaim.PluginTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What passed between this library and versions of Janus newer than 1.1.2 ({@code recordings/}, see the README there), played
 * again: the client still sends what it sent, and every frame becomes its record with nothing left over.
 */
class RecordingsTest {
    private static final Path RECORDINGS = Path.of("src/test/resources/recordings");

    private static final Map<String, PluginType<?>> TYPES =
            PluginTypes.ALL.stream().collect(Collectors.toMap(PluginType::name, Function.identity()));

    /** It takes a PeerConnection that sends SVC to the echo test. */
    private static final Set<String> NOT_RECORDED =
            Set.of("janus.plugin.echotest echotest=event + videocodec + spatial_layer/temporal_layer");

    /** What a recording had in it. */
    private record Played(Set<PluginRequest<?, ?>> requests, Set<Class<?>> events) {}

    static List<Path> recordings() throws IOException {
        try (Stream<Path> files = Files.walk(RECORDINGS)) {
            return files.filter(file -> file.toString().endsWith(".frames"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void isSentAndUnderstoodAsItWas(Path recording) {
        Played played = play(recording);
        assertThat(played.requests()).isNotEmpty();
        assertThat(played.events()).isNotEmpty();
    }

    private static Played play(Path recording) {
        Played played = new Played(new HashSet<>(), new HashSet<>());
        // Transactions of one client begin with the same characters.
        Map<String, RecordedClient> clients = new LinkedHashMap<>();
        for (String line : lines(recording)) {
            RawJson message = RawJson.of(line.substring(2));
            if (line.startsWith("> ")) {
                String transaction = Objects.requireNonNull(message.string("transaction"));
                PluginRequest<?, ?> request = clients.computeIfAbsent(
                                transaction.replaceAll("-[^-]*$", ""), prefix -> new RecordedClient(TYPES))
                        .send(message);
                if (request != null) {
                    played.requests().add(request);
                }
            } else {
                Object event = clients.values().stream()
                        .filter(client -> client.receives(message))
                        .findFirst()
                        .orElseThrow()
                        .receive(message);
                if (event != null) {
                    played.events().add(event.getClass());
                }
            }
        }
        clients.values().forEach(RecordedClient::assertEverythingAnswered);
        return played;
    }

    private static List<String> lines(Path recording) {
        try {
            return Files.readAllLines(recording);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a request or an event that the installed Janus may not have, a recording is all that can be tried everywhere. */
    @Test
    void everythingNewerIsInARecording() throws IOException {
        Set<PluginRequest<?, ?>> requests = new HashSet<>();
        Set<Class<?>> events = new HashSet<>();
        for (Path recording : recordings()) {
            Played played = play(recording);
            requests.addAll(played.requests());
            events.addAll(played.events());
        }
        Set<String> missing = new TreeSet<>();
        for (PluginType<?> type : TYPES.values()) {
            type.requests().stream()
                    .filter(request -> request.since() != null && !requests.contains(request))
                    .forEach(request -> missing.add(type.name() + " " + request.name()));
            newerEvents(type).stream()
                    .filter(event -> !events.contains(type.events().tags().get(event)))
                    .forEach(event -> missing.add(type.name() + " " + event));
        }
        assertThat(missing).isEqualTo(NOT_RECORDED);
    }

    private static List<String> newerEvents(PluginType<?> type) {
        List<String> tags = new ArrayList<>();
        for (Map<String, Object> event : list(ApiTable.plugin(type.name()), "events")) {
            if (event.get("since") != null) {
                tags.add(text(event, "name"));
            }
        }
        return tags;
    }
}
