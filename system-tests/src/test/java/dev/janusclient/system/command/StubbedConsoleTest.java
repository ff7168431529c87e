// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.cluster.store.HandoverRequest;
import dev.janusclient.cluster.store.JoinResult;
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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console's page with a stub that has as many sessions as are wanted, all owned by one member of a group of two. How quick the page is
 * with many: {@code ./bench console}.
 */
@Tag("chromium")
class StubbedConsoleTest {
    private static final int SESSIONS = 10_000;
    private static final int EVENTS = 5_000;

    /** What a page of 100 rows takes. */
    private static final int MAX_ELEMENTS = 5_000;

    private static final String SERVER = "janus-1";
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final MemoryStore store = new MemoryStore();

    @TempDir
    private Path folder;

    @AfterEach
    void close() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    private <C extends AutoCloseable> C keep(C closeable) {
        opened.push(closeable);
        return closeable;
    }

    private CrowdedGateway gateway(int sessions) {
        CrowdedGateway gateway = keep(CrowdedGateway.start(sessions));
        MemberId owner = new MemberId("gateway-1", "1");
        for (MemberId member : new MemberId[] {owner, new MemberId("gateway-2", "1")}) {
            assertThat(store.join(member, Duration.ofHours(1))).isEqualTo(new JoinResult.Joined());
        }
        assertThat(store.create(
                        owner,
                        gateway.sessions().stream()
                                .map(id -> new NewSession(new SessionKey(SERVER, id), "call", "{}"))
                                .toList()))
                .hasSize(sessions);
        return gateway;
    }

    /** A browser with the console's page. */
    private Browser browser(CrowdedGateway gateway, Path events) throws IOException {
        Server server = keep(new Server(new ServerAddress(
                gateway.uri().toString(), gateway.adminUri().toString(), null, null, Secret.of("any"), TIMEOUT)));
        Owners owners = keep(new Owners(store, SERVER));
        Console console = keep(Console.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                null,
                new JanusView(server, events, owners)));
        return keep(Browser.open(console.uri()));
    }

    @Test
    void aPageHoldsFewRowsOfMany() throws IOException {
        CrowdedGateway gateway = gateway(SESSIONS);
        Path file = folder.resolve("events");
        try (EventFile events = new EventFile(file, 64L << 20)) {
            for (int i = 0; i < EVENTS; i++) {
                events.append(RawJson.of(gateway.event(i)));
            }
        }
        Browser browser = browser(gateway, file);
        long last = gateway.sessions().get(SESSIONS - 1);

        open(browser, "sessions");
        await(browser, "document.body.innerText.includes('1 to 100 of 10000')");
        assertBounded(browser);
        click(browser, ".pages button", "Last");
        await(browser, "document.body.innerText.includes('" + last + "')");
        await(browser, "document.body.innerText.includes('9901 to 10000 of 10000')");
        assertBounded(browser);
        assertThat(text(browser)).as("the owner of what is shown").contains("gateway-1");

        open(browser, "owners");
        await(browser, "document.body.innerText.includes('1 to 100 of 10000')");
        assertBounded(browser);

        open(browser, "handles/" + CrowdedGateway.userOf(last));
        await(browser, "document.querySelectorAll('tbody tr').length == 1");
        assertThat(text(browser)).contains(String.valueOf(CrowdedGateway.handleOf(last)));

        open(browser, "calls");
        await(browser, "document.body.innerText.includes('call-" + (EVENTS / 5 - 1) + "')");
        assertBounded(browser);
        click(browser, ".pages button", "Last");
        await(browser, "document.body.innerText.includes('401 to 500 of 500')");
        assertBounded(browser);
    }

    @Test
    void aSessionIsHandedOverAfterAQuestion() throws IOException {
        CrowdedGateway gateway = gateway(1);
        Browser browser = browser(gateway, folder.resolve("none"));
        long session = gateway.sessions().get(0);

        open(browser, "sessions");
        click(browser, "td button", "Hand over");
        await(
                browser,
                "document.querySelector('dialog[open]')?.innerText.includes('Have gateway-1 give session " + session
                        + "')");
        click(browser, "dialog[open] button", "No");
        await(browser, "!document.querySelector('dialog[open]')");
        assertThat(store.handoverRequests()).isEmpty();

        click(browser, "td button", "Hand over");
        await(browser, "document.querySelector('dialog[open] select')?.options.length == 2");
        var unused = browser.run("void (document.querySelector('dialog[open] select').value = 'gateway-2')");
        click(browser, "dialog[open] button", "Yes");
        await(
                browser,
                "document.body.innerText.includes('gateway-1 was asked to give session " + session
                        + " to gateway-2.')");
        assertThat(store.handoverRequests())
                .containsExactly(new HandoverRequest(new SessionKey(SERVER, session), 1, "gateway-1", "gateway-2"));
    }

    private static void assertBounded(Browser browser) {
        assertThat(number(browser, "document.querySelector('table:last-of-type tbody').rows.length"))
                .isLessThanOrEqualTo(100);
        assertThat(number(browser, "document.getElementsByTagName('*').length")).isLessThan(MAX_ELEMENTS);
    }

    private static void open(Browser browser, String view) {
        var unused = browser.run("void (location.hash = '#/" + view + "')");
    }

    /** Clicks what a selector finds and has that text in it. */
    private static void click(Browser browser, String selector, String text) {
        String found = "[...document.querySelectorAll('" + selector + "')].find(each => each.textContent.includes('"
                + text + "'))";
        await(browser, found);
        var unused = browser.run("void " + found + ".click()");
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
