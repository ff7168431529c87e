// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.media.MediaEngine;
import dev.janusclient.media.MediaLeg;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomEvent;
import dev.janusclient.testkit.Browser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The console as a person sees it: in Chromium, started as the command, with the real Janus. Each view leaves a picture in target/console. */
@Tag("chromium")
@Tag("sip-tester")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsolePageTest {
    private static final Path PICTURES = Path.of("target/console");

    private final Scene scene = new Scene();
    private final Command.Started console = scene.command.start("console", "--listen", "127.0.0.1:0", "-o", "json");
    private final String uri =
            Objects.requireNonNull(RawJson.of(console.await("}")).string("url"));
    private final Browser browser = Browser.open(URI.create(uri));

    @AfterAll
    void end() {
        browser.close();
        assertThat(console.interrupt().code()).isEqualTo(130);
        console.close();
        scene.close();
    }

    private void act(String script) {
        var unused = browser.run("void " + script);
    }

    private void open(String view) {
        act("(location.hash = '#/" + view + "')");
    }

    private boolean holds(String condition) {
        return browser.run("Boolean(" + condition + ")").toString().equals("true");
    }

    /** While the page is loaded again there is none that could be asked. */
    private static ConditionFactory loaded() {
        return Awaitility.await().atMost(60, TimeUnit.SECONDS).ignoreExceptionsInstanceOf(IllegalStateException.class);
    }

    private void await(String condition) {
        loaded().untilAsserted(() ->
                assertThat(holds(condition)).as("%s in:%n%s", condition, text()).isTrue());
    }

    private void awaitText(String text) {
        loaded().untilAsserted(() -> assertThat(text()).contains(text));
    }

    private String text() {
        return browser.run("document.body.innerText").asString();
    }

    /** Clicks what a selector finds and has that text in it. */
    private void click(String selector, String text) {
        String found = "[...document.querySelectorAll('" + selector + "')].find(each => each.innerText.includes('"
                + text + "'))";
        await(found);
        act(found + ".click()");
    }

    private void picture(String name, int width, int height) {
        try {
            Files.createDirectories(PICTURES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        browser.screenshot(PICTURES.resolve(name + ".png"), width, height);
    }

    @Test
    @Order(1)
    void theServerIsShownWithWhatTheDoctorFinds() {
        awaitText("slowlink_threshold");
        await("!document.body.innerText.includes('still running')");

        assertThat(text())
                .contains(
                        scene.janus.serverName(),
                        scene.janus.version(),
                        scene.janus.uri().toString())
                .contains("What the doctor found");
        await("document.querySelector('[aria-label=\"Sessions and handles over time\"] canvas')");
        assertThat(text()).contains("Requests of this console", "Without an answer in time");
        assertThat(browser.run("location.href").asString())
                .as("the token is not left in the address")
                .doesNotContain("token");
        picture("server", 1200, 1100);
    }

    @Test
    @Order(2)
    void orphansAreMarkedAndHandlesBelongToSessions() {
        open("sessions");
        await("document.querySelector('.badge.bad')?.innerText == 'orphan'");
        assertThat(text()).contains(String.valueOf(scene.session.id()), String.valueOf(scene.orphan.id()));
        picture("sessions", 1200, 500);
        picture("sessions-narrow", 360, 800);

        click("td a", String.valueOf(scene.session.id()));
        await("document.querySelectorAll('tbody tr').length == 3");
    }

    @Test
    @Order(3)
    void namesFromTheWireNeverBecomeMarkup() {
        open("handles/");
        await("document.querySelectorAll('tbody tr').length == 4");
        assertThat(text()).contains("\\u001b[31m<b>\\u202eevil😀");
        assertThat(holds("document.querySelector('td b')")).isFalse();
        picture("handles", 1400, 500);

        act("(document.querySelector('input').value = 'ALICE',"
                + " document.querySelector('input').dispatchEvent(new Event('input', { bubbles: true })))");
        await("document.querySelectorAll('tbody tr').length == 1");
        click("td a", String.valueOf(scene.sip.handleId()));
        awaitText("What the plugin says");
        assertThat(text()).contains("registered", scene.callId);
        picture("handle", 1200, 900);

        open("room/audiobridge/77");
        awaitText("<i>Bob</i>");
        assertThat(holds("document.querySelector('td i')")).isFalse();
        picture("room", 1000, 400);
        open("rooms");
        awaitText("Choir");
        picture("rooms", 1000, 400);
        open("call/" + "%3Cimg%20src%3Dx%20onerror%3D%22window.evil%3D1%22%3E");
        awaitText("No event named a call '<img src=x onerror=\"window.evil=1\">'");
        assertThat(holds("window.evil || document.querySelector('img')")).isFalse();
    }

    @Test
    @Order(4)
    void aCallIsALadderWithEveryMessageOnClick() {
        open("calls");
        awaitText("486");
        picture("calls", 1200, 400);
        click("td a", scene.callId);
        awaitText("Ended with 486");
        assertThat(text()).contains("INVITE", "486 Busy Here (INVITE)", "Not known: Who owned");
        assertThat(holds("document.querySelector('svg[aria-label=\"peer to janus\"]')"))
                .isTrue();

        assertThat(text()).doesNotContain("CSeq:");
        click("ol.ladder button", "486 Busy Here");
        awaitText("CSeq:");
        picture("call", 800, 700);
        picture("call-narrow", 360, 900);
    }

    @Test
    @Order(5)
    void participantsAreMutedAndPutOutWithTheSecretOfTheRoom() {
        open("room/audiobridge/77");
        click("td button", "Mute");
        await("document.querySelector('dialog[open]')?.innerText.includes('Mute <i>Bob</i>?')");
        click("dialog[open] button", "Yes");
        awaitText("has a secret, which is needed");
        answerWith("wrong");
        awaitText("that is another one");
        picture("secret", 1000, 400);
        answerWith(Scene.ROOM_SECRET);
        await("[...document.querySelectorAll('td button')].some(each => each.innerText == 'Unmute')");
        assertThat(scene.command.run("rooms", "audiobridge/77").out()).contains("true");

        click("td button", "Kick");
        click("dialog[open] button", "Yes");
        await("document.querySelector('dialog[open] input')");
        answerWith(Scene.ROOM_SECRET);
        awaitText("The room is empty.");
        assertThat(scene.command.run("rooms", "audiobridge/77").out()).isEqualTo("The room is empty.\n");
    }

    private void answerWith(String secret) {
        act("(document.querySelector('dialog[open] input').value = \"" + secret + "\")");
        click("dialog[open] button", "Yes");
    }

    @Test
    @Order(5)
    void whatAParticipantOfAVideoRoomSendsIsMuted() {
        open("room/videoroom/1234");
        awaitText("Zoë");
        assertThat(holds("[...document.querySelectorAll('td button')].some(each => each.innerText == 'Mute')"))
                .as("nothing is sent that could be muted")
                .isFalse();
        try (MediaEngine engine = MediaEngine.create()) {
            JanusVideoRoomPlugin room = (JanusVideoRoomPlugin) scene.publisher;
            MediaLeg leg = engine.newLeg();
            VideoRoomEvent.Configured answer = Scene.done(room.asPublisher().publish(Scene.done(leg.offer())));
            Scene.done(leg.acceptAnswer(Objects.requireNonNull(answer.jsep())));
            Scene.done(leg.connected());
            // The list of rooms stays as it is, and the page with it.
            open("rooms");
            awaitText("Demo");
            open("room/videoroom/1234");
            CompletableFuture<VideoRoomEvent.Moderated> moderated = room.next(VideoRoomEvent.Moderated.class);
            click("td button", "Mute");
            click("dialog[open] button", "Yes");
            awaitText("5 was muted.");
            assertThat(Scene.done(moderated).moderation()).isEqualTo("muted");
        }
    }

    @Test
    @Order(6)
    void whatEndsSomethingAsksFirst() {
        String orphan = String.valueOf(scene.orphan.id());
        String row = "[...document.querySelectorAll('tr')].find(each => each.innerText.includes('" + orphan + "'))";
        open("sessions");
        awaitText(orphan);

        act(row + ".querySelector('.danger').click()");
        await("document.querySelector('dialog[open]')?.innerText.includes('End session " + orphan + "')");
        picture("question", 1200, 500);
        click("dialog[open] button", "No");
        await("!document.querySelector('dialog[open]')");
        assertThat(scene.command.run("sessions").out()).contains(orphan);

        act(row + ".querySelector('.danger').click()");
        click("dialog[open] button", "Yes");
        await("!document.body.innerText.includes('" + orphan + "')");
        assertThat(scene.command.run("sessions").out()).doesNotContain(orphan);
    }

    @Test
    @Order(7)
    void withoutTheTokenThePageSaysWhatToDo() {
        assertThat(browser.run("fetch('/api/state').then(answer => answer.status)"))
                .hasToString("401");

        act("(sessionStorage.clear(), location.reload())");
        awaitText("The token is missing: open the whole address that 'janus console' prints.");
        act("location.replace('/?again" + uri.substring(uri.indexOf('#')) + "')");
        awaitText("slowlink_threshold");
    }

    @Test
    @Order(8)
    void aServerThatVanishesIsNamedAndThePageStays() {
        open("sessions");
        awaitText(String.valueOf(scene.session.id()));
        scene.janus.kill();

        awaitText("The Admin API");
        assertThat(text()).contains(String.valueOf(scene.session.id()));
        picture("server-gone", 1200, 500);
    }
}
