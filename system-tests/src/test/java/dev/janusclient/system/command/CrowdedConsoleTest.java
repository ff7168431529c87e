// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.MemoryStore;
import dev.janusclient.cluster.store.NewSession;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import dev.janusclient.testkit.Browser;
import dev.janusclient.testkit.CrowdedGateway;
import dev.janusclient.tools.console.Console;
import dev.janusclient.tools.console.JanusView;
import dev.janusclient.tools.model.EventFile;
import dev.janusclient.tools.model.Owners;
import dev.janusclient.tools.model.Server;
import dev.janusclient.tools.model.ServerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console's page with 10,000 sessions: what it holds stays small, and everything is found. How quick it is: {@code ./bench console}. */
@Tag("chromium")
class CrowdedConsoleTest {
    private static final int SESSIONS = 10_000;
    private static final int EVENTS = 5_000;

    /** What a page of 100 rows takes. */
    private static final int MAX_ELEMENTS = 5_000;

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final String ROWS = "document.querySelectorAll('tbody tr').length";

    @TempDir
    private Path folder;

    @Test
    void aPageHoldsFewRowsOfMany() throws IOException {
        Path file = folder.resolve("events");
        try (CrowdedGateway gateway = CrowdedGateway.start(SESSIONS);
                EventFile events = new EventFile(file, 64L << 20);
                Server server = new Server(new ServerAddress(
                        gateway.uri().toString(),
                        gateway.adminUri().toString(),
                        null,
                        null,
                        Secret.of("any"),
                        TIMEOUT));
                Owners owners = new Owners(ownedBy(gateway), "janus-1");
                Console console = Console.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        null,
                        new JanusView(server, file, owners));
                Browser browser = Browser.open(console.uri())) {
            for (int i = 0; i < EVENTS; i++) {
                events.append(RawJson.of(gateway.event(i)));
            }
            long last = gateway.sessions().get(SESSIONS - 1);

            open(browser, "sessions");
            await(browser, "document.body.innerText.includes('1 to 100 of 10000')");
            assertBounded(browser);
            click(browser, "Last");
            await(browser, "document.body.innerText.includes('" + last + "')");
            await(browser, "document.body.innerText.includes('9901 to 10000 of 10000')");
            assertBounded(browser);
            assertThat(text(browser)).as("the owner of what is shown").contains("gateway-1");

            open(browser, "owners");
            await(browser, "document.body.innerText.includes('1 to 100 of 10000')");
            assertBounded(browser);

            open(browser, "handles/" + CrowdedGateway.userOf(last));
            await(browser, ROWS + " == 1");
            assertThat(text(browser)).contains(String.valueOf(CrowdedGateway.handleOf(last)));

            open(browser, "calls");
            await(browser, "document.body.innerText.includes('call-" + (EVENTS / 5 - 1) + "')");
            assertThat(number(browser, "document.getElementsByTagName('*').length"))
                    .isLessThan(MAX_ELEMENTS);
        }
    }

    private static MemoryStore ownedBy(CrowdedGateway gateway) {
        MemoryStore store = new MemoryStore();
        MemberId member = new MemberId("gateway-1", "1");
        assertThat(store.join(member, Duration.ofHours(1))).isNotNull();
        assertThat(store.create(
                        member,
                        gateway.sessions().stream()
                                .map(id -> new NewSession(new SessionKey("janus-1", id), "call", "{}"))
                                .toList()))
                .hasSize(SESSIONS);
        return store;
    }

    private static void assertBounded(Browser browser) {
        assertThat(number(browser, "document.querySelector('table:last-of-type tbody').rows.length"))
                .isLessThanOrEqualTo(100);
        assertThat(number(browser, "document.getElementsByTagName('*').length")).isLessThan(MAX_ELEMENTS);
    }

    private static void open(Browser browser, String view) {
        var unused = browser.run("void (location.hash = '#/" + view + "')");
    }

    private static void click(Browser browser, String button) {
        var unused =
                browser.run("void [...document.querySelectorAll('.pages button')].find(each => each.textContent == '"
                        + button + "').click()");
    }

    private static long number(Browser browser, String expression) {
        return browser.run(expression).asLong();
    }

    private static String text(Browser browser) {
        return browser.run("document.body.innerText").asString();
    }

    private static void await(Browser browser, String condition) {
        Awaitility.await().atMost(TIMEOUT.toSeconds(), TimeUnit.SECONDS).untilAsserted(() -> assertThat(
                        browser.run("Boolean(" + condition + ")"))
                .as("%s in:%n%s", condition, text(browser))
                .hasToString("true"));
    }
}
