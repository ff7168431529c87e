// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.message.RawJson;
import dev.janusclient.testkit.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The real Prometheus, on a port of 127.0.0.1, which reads one program's meters every second. */
final class Prometheus implements AutoCloseable {
    private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    /** What {@code $__rate_interval} is in Grafana for this interval of reading, and a second. */
    private static final String RATE_INTERVAL = "5s";

    /** Values over time, by their legend; what is no number is left out. */
    record Series(String legend, List<Point> points) {}

    /** @param seconds since the beginning of what was asked for */
    record Point(double seconds, double value) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final URI address;

    /**
     * Starts one.
     *
     * @param folder for its configuration, its data and its log
     * @param program the port of 127.0.0.1 on which the program shows its meters
     */
    Prometheus(Path folder, int program) throws IOException {
        Path config = Files.writeString(
                folder.resolve("prometheus.yml"),
                """
                scrape_configs:
                  - job_name: janus
                    scrape_interval: 1s
                    static_configs:
                      - targets: ["127.0.0.1:%d"]
                """
                        .formatted(program));
        int port = FreePort.tcp();
        address = URI.create("http://127.0.0.1:" + port);
        process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        await().atMost(START_TIMEOUT)
                .ignoreExceptions()
                .until(() -> get("/-/ready").statusCode() == 200);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        assertThat(process.isAlive()).as("Prometheus runs").isTrue();
        return http.send(
                HttpRequest.newBuilder(address.resolve(path))
                        .timeout(START_TIMEOUT)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** What a query of the dashboard gives from a moment until now, for each second. */
    List<Series> values(Dashboard.Query query, Instant from) throws IOException, InterruptedException {
        String expression = query.expression().replace("$__rate_interval", RATE_INTERVAL);
        HttpResponse<String> answer = get("/api/v1/query_range?step=1&start=" + from.getEpochSecond() + "&end="
                + Instant.now().getEpochSecond() + "&query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as("%s: %s", expression, answer.body()).isEqualTo(200);
        List<Series> all = new ArrayList<>();
        RawJson data = Dashboard.member(RawJson.of(answer.body()), "data");
        for (RawJson result : Dashboard.member(data, "result").elements()) {
            RawJson labels = Dashboard.member(result, "metric");
            String legend = LABEL.matcher(query.legend()).replaceAll(label -> {
                String value = labels.string(label.group(1));
                return value == null ? "" : value;
            });
            all.add(new Series(legend, points(Dashboard.member(result, "values"), from)));
        }
        return all;
    }

    private static List<Point> points(RawJson values, Instant from) {
        return values.elements().stream()
                .map(value -> new Point(
                        Double.parseDouble(value.elements().get(0).toString()) - from.getEpochSecond(),
                        Double.parseDouble(value.elements().get(1).asString())))
                .filter(point -> Double.isFinite(point.value()))
                .toList();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
