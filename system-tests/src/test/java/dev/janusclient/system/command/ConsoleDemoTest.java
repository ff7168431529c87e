// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.message.RawJson;
import dev.janusclient.system.JavaProgram;
import dev.janusclient.testkit.Browser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./run --console} starts, as the page sees it; and that Ctrl-C ends all of it. */
@Tag("chromium")
@Tag("sip-tester")
@Timeout(400)
class ConsoleDemoTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final Pattern ADDRESS = Pattern.compile("Open (http://127\\.0\\.0\\.1:\\d+/)#token=(\\S+)");
    private static final Pattern OPTIONS = Pattern.compile(
            "(?m)^  \\S+ (--url ws://127\\.0\\.0\\.1:\\d+ --admin-url \\S+ --admin-secret-file \\S+ sessions)$");
    private static final String DATA = "data: ";
    private static final Path PICTURES = Path.of("target/console");

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        for (Process each : started) {
            each.descendants().forEach(ProcessHandle::destroyForcibly);
            each.destroyForcibly();
        }
    }

    private Process start(String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--console", "--port", "0"));
        arguments.addAll(List.of(options));
        Process process = JavaProgram.start(
                output(), "dev.janusclient.examples.console.ConsoleCommand", arguments.toArray(String[]::new));
        started.add(process);
        return process;
    }

    private static int awaitEnd(Process process) throws InterruptedException {
        assertThat(process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private Path output() {
        return folder.resolve("output");
    }

    private String printed() throws IOException {
        return Files.readString(output());
    }

    private Matcher awaitAddress(Process process) throws IOException {
        await().atMost(TIMEOUT).until(() -> ADDRESS.matcher(printed()).find() || !process.isAlive());
        Matcher address = ADDRESS.matcher(printed());
        assertThat(address.find()).as(printed()).isTrue();
        return address;
    }

    @Test
    void aRescueIsSeenInTheConsoleAndCtrlCEndsEverything() throws IOException, InterruptedException {
        Process process = start("--every", "10", "--command", Command.FILE.toString());
        Matcher address = awaitAddress(process);
        URI page = URI.create(address.group(1));
        try (BufferedReader lines = get(page, "")) {
            assertThat(lines.lines()).anyMatch(line -> line.contains("console.js"));
        }
        String call;
        try (BufferedReader lines = get(page.resolve("api/state"), address.group(2))) {
            call = awaitRescue(lines.lines().iterator(), page, address.group(2));
        }
        assertThat(sessions()).contains("SESSION").hasLineCount(7);
        watch(URI.create(address.group().substring("Open ".length())), call);
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(printed())
                .containsPattern("gateway-1 was killed \\(kill -9\\); its 2 sessions were taken over"));

        List<ProcessHandle> all = process.descendants().toList();
        assertThat(all).as("Janus, members, callers, the command twice").hasSizeGreaterThan(6);
        JavaProgram.signal("INT", process);
        assertThat(awaitEnd(process)).isEqualTo(130);
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(all).noneMatch(ProcessHandle::isAlive));
    }

    /** What the command prints as it is told to be called. */
    private String sessions() throws IOException {
        Matcher options = OPTIONS.matcher(printed());
        assertThat(options.find()).as(printed()).isTrue();
        try (Command other = new Command()) {
            Command.Result result = other.run(options.group(1).split(" "));
            assertThat(result.err()).isEmpty();
            return result.out();
        }
    }

    private static BufferedReader get(URI uri, String token) throws IOException {
        URLConnection connection = uri.toURL().openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + token);
        connection.setRequestProperty("Connection", "close");
        return new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Follows what is pushed until a session in a call has another owner than its first one; the call's id. */
    private String awaitRescue(Iterator<String> lines, URI page, String token) throws IOException {
        try {
            return movedCall(lines, page.resolve("api/list?of=owners&search=&orphans=false&from=0"), token);
        } catch (UncheckedIOException e) {
            throw new AssertionError("the stream has ended: " + printed(), e);
        }
    }

    private static String movedCall(Iterator<String> lines, URI owners, String token) throws IOException {
        Map<String, String> talking = new HashMap<>();
        String topic = "";
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith("event: ")) {
                topic = line.substring("event: ".length());
            } else if (line.startsWith(DATA) && topic.equals("calls")) {
                talking.clear();
                elements(line, "calls").stream()
                        .filter(call -> "talking".equals(call.string("state")))
                        .forEach(call ->
                                talking.put(number(call, "session_id"), String.valueOf(call.string("call_id"))));
            } else if (line.startsWith(DATA) && topic.equals("owners")) {
                for (RawJson session : owned(owners, token)) {
                    String call = talking.get(number(session, "session_id"));
                    if (call != null
                            && number(session, "live").equals("true")
                            && !number(session, "epoch").equals("1")) {
                        return call;
                    }
                }
            }
        }
        throw new AssertionError("the stream has ended");
    }

    /** What is owned now. */
    private static List<RawJson> owned(URI owners, String token) throws IOException {
        try (BufferedReader lines = get(owners, token)) {
            return elements(DATA + lines.readLine(), "rows");
        }
    }

    private static String number(RawJson object, String member) {
        return String.valueOf(object.member(member));
    }

    /** The call's page shows who has it now, and the list of owners which sessions each one has. */
    private static void watch(URI address, String call) throws IOException {
        Files.createDirectories(PICTURES);
        try (Browser page = Browser.open(address)) {
            open(page, "call/" + URLEncoder.encode(call, StandardCharsets.UTF_8), text -> assertThat(text)
                    .containsPattern("owned by gateway-[23], after gateway-1")
                    .contains("an owner is there again"));
            page.screenshot(PICTURES.resolve("rescue.png"), 1000, 1300);
            open(page, "owners", text -> assertThat(text).contains("gateway-2", "gateway-3"));
            page.screenshot(PICTURES.resolve("owners.png"), 1000, 700);
        }
    }

    /** Goes to a view, once the page has taken the token out of its address. */
    private static void open(Browser page, String view, Consumer<String> shown) {
        await().atMost(TIMEOUT)
                .ignoreExceptionsInstanceOf(IllegalStateException.class)
                .untilAsserted(() -> {
                    var unused = page.run("void (sessionStorage.token && (location.hash = '#/" + view + "'))");
                    shown.accept(page.run("document.body.innerText").asString());
                });
    }

    private static List<RawJson> elements(String line, String member) {
        RawJson list = RawJson.of(line.substring(DATA.length())).member(member);
        return list == null ? List.of() : list.elements();
    }

    @Test
    void whatIsMissingOrWrongIsNamed() throws IOException, InterruptedException {
        assertThat(awaitEnd(start("--every", "-1"))).isEqualTo(2);
        assertThat(printed()).contains("--every 0 to 86400");

        assertThat(awaitEnd(start("--command", folder.resolve("none").toString())))
                .isEqualTo(69);
        assertThat(printed()).contains("build it with mvn -pl tools/cli");
    }
}
