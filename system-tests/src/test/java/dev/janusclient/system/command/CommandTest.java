// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.command;

import static dev.janusclient.system.command.Scene.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusPlugin;
import dev.janusclient.JanusSession;
import dev.janusclient.cluster.store.FileStore;
import dev.janusclient.cluster.store.HandoverRequest;
import dev.janusclient.cluster.store.JoinResult;
import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.NewSession;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every command against the real Janus: what it prints, and what it does. */
@Tag("sip-tester")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandTest {
    private final Scene scene = new Scene();
    private final Golden golden = new Golden();

    @BeforeAll
    void nameWhatDiffers() {
        golden.replace(scene.janus.uri(), "URL")
                .replace(scene.janus.adminUri(), "ADMIN-URL")
                .replace(scene.janus.serverName(), "SERVER")
                .replace(scene.janus.version(), "VERSION")
                .replace(scene.callId, "CALL-ID")
                .replace(scene.session.id(), "SESSION")
                .replace(scene.orphan.id(), "ORPHAN")
                .replace(scene.sip.handleId(), "SIP")
                .replace(scene.publisher.handleId(), "PUBLISHER")
                .replace(scene.singer.handleId(), "SINGER")
                .replace(scene.echo.handleId(), "ECHO")
                .replace(dev.janusclient.testkit.PrivateNetwork.address(), "ADDRESS");
    }

    @AfterAll
    void end() {
        scene.close();
    }

    private String run(String... arguments) {
        Command.Result result = scene.command.run(arguments);
        assertThat(result.err()).as(String.join(" ", arguments)).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out()).as("nothing for a terminal to obey").doesNotContain("\u001b");
        return result.out();
    }

    private RawJson json(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "-o";
        all[arguments.length + 1] = "json";
        return RawJson.of(run(all));
    }

    private static List<String> lines(String output) {
        return output.lines().toList();
    }

    @Test
    void infoSaysWhatTheServerIsAndWhatCantBeSeen() {
        RawJson info = json("info");

        assertThat(info.string("name")).isEqualTo(scene.janus.serverName());
        assertThat(info.string("version")).isEqualTo(scene.janus.version());
        assertThat(String.valueOf(info.member("reclaim_timeout_seconds"))).isEqualTo("600");
        assertThat(String.valueOf(info.member("event_handlers"))).isEqualTo("true");
        assertThat(String.valueOf(info.member("notes")))
                .contains("slowlink_threshold")
                .doesNotContain("broadcast");
        assertThat(run("info")).contains("plugins.sip", "reclaim_timeout_seconds");
    }

    @Test
    void sessionsAreListedWithTheirOwners() {
        Awaitility.await("Janus knows that the connection is gone")
                .atMost(120, TimeUnit.SECONDS)
                .until(() -> lines(run("sessions", "--orphans")).size() == 2);

        assertThat(lines(run("sessions"))).hasSize(3);
        golden.check("orphans.txt", run("sessions", "--orphans"));
        RawJson orphan = json("sessions", "--orphans").elements().get(0);
        assertThat(String.valueOf(orphan.member("session_id"))).isEqualTo(String.valueOf(scene.orphan.id()));
        long left =
                Objects.requireNonNull(orphan.member("reclaim_left_seconds")).asLong();
        assertThat(left).isBetween(1L, 600L);
        assertThat(orphan.has("age_seconds")).as("its creation was reported").isTrue();
    }

    @Test
    void handlesAreFoundByWhatTheirUsersAreCalled() {
        golden.check("handles-alice.txt", run("handles", "alice"));
        golden.check("handles-alice.json", run("handles", "alice", "-o", "json"));
        golden.check("handles-alice.yaml", run("handles", "alice", "-o", "yaml"));
        assertThat(run("handles", "nothing")).isEqualTo("There is no handle that fits.\n");
        assertThat(lines(run("handles", "--plugin", "videoroom"))).hasSize(2);
        RawJson detail = json("handle", String.valueOf(scene.sip.handleId()));
        assertThat(String.valueOf(detail.member("handle")))
                .contains("\"call_id\"")
                .contains(scene.callId);
        assertThat(String.valueOf(detail.member("plugin_state"))).contains("registered");
    }

    @Test
    void roomsAreListedAndTheirParticipantsPutOut() {
        golden.check("rooms.txt", run("rooms"));
        golden.check("videoroom.txt", run("rooms", "videoroom/1234"));
        golden.check("audiobridge.txt", run("rooms", "audiobridge/77"));

        for (String room : List.of("videoroom/4711", "audiobridge/4711", "textroom/4711")) {
            assertRefused(5, "There is no room 4711 of the", "rooms", room);
            assertRefused(5, "There is no room 4711 of the", "rooms", room, "--kick", "8", "--yes");
        }
        assertRefused(
                4,
                "has a secret, which is needed: name a file that has it with --room-secret-file.",
                "rooms",
                "audiobridge/77",
                "--mute",
                "8");
        String secret = scene.command.file("choir", Scene.ROOM_SECRET).toString();
        assertThat(run("rooms", "audiobridge/77", "--mute", "8", "--room-secret-file", secret))
                .isEqualTo("8 was muted.\n");
        assertThat(String.valueOf(json("rooms", "audiobridge/77"))).contains("\"muted\": true");
        String wrong = scene.command.file("wrong", "another's").toString();
        assertRefused(4, "that is another one", "rooms", "audiobridge/77", "--mute", "8", "--room-secret-file", wrong);
        assertThat(run("rooms", "audiobridge/77", "--kick", "8", "--yes", "--room-secret-file", secret))
                .isEqualTo("8 was put out.\n");
        Awaitility.await("the room is empty").atMost(120, TimeUnit.SECONDS).until(() -> run("rooms", "audiobridge/77")
                .equals("The room is empty.\n"));
    }

    @Test
    void roomsAreRecordedAtTheServer() {
        String secret = scene.command.file("choir", Scene.ROOM_SECRET).toString();
        Path folder = scene.command.home();
        assertRefused(
                4,
                "has a secret, which is needed: name a file that has it with --room-secret-file.",
                "record",
                "audiobridge/77");
        assertRefused(2, "only an audio bridge takes a name", "record", "videoroom/1234", "--file", "x.wav");
        assertRefused(2, "write audiobridge/ROOM, videoroom/ROOM", "record", "textroom/1");
        assertRefused(5, "There is no room 4711 of the audiobridge", "record", "audiobridge/4711");

        assertThat(run(
                        "record",
                        "audiobridge/77",
                        "--file",
                        "choir.wav",
                        "--folder",
                        folder.toString(),
                        "--room-secret-file",
                        secret))
                .isEqualTo("Room 77 of the audiobridge is recorded, at the server.\n");
        Awaitility.await("the recording begins").atMost(120, TimeUnit.SECONDS).untilAsserted(() -> assertThat(
                        Files.readAllBytes(folder.resolve("choir.wav")))
                .startsWith("RIFF".getBytes(StandardCharsets.US_ASCII)));
        RawJson stopped = json("record", "audiobridge/77", "--stop", "--room-secret-file", secret);
        assertThat(stopped.string("room")).isEqualTo("77");
        assertThat(String.valueOf(stopped.member("recorded"))).isEqualTo("false");

        assertThat(run("record", "videoroom/1234"))
                .isEqualTo("Room 1234 of the videoroom is recorded, at the server.\n");
        assertThat(run("record", "videoroom/1234", "--stop"))
                .isEqualTo("Room 1234 of the videoroom is not recorded any more.\n");
        assertThat(run("record", "--help")).contains("--room-secret-file", "janus-pp-rec", "streaming recording");
        assertThat(run("man")).contains("janus record");
    }

    @Test
    void aNewTokenGoesIntoANewFileOnly() throws IOException {
        Path taken = scene.command.file("taken", "as it was");
        assertRefused(2, "is there already, and is not overwritten", "tokens", "--add", taken.toString());
        assertThat(Files.readString(taken)).isEqualTo("as it was");

        Path refused = scene.command.home().resolve("refused");
        assertRefused(8, "token_auth = true in janus.jcfg", "tokens", "--add", refused.toString());
        assertThat(refused).doesNotExist();
        assertRefused(8, "token_auth = true in janus.jcfg", "tokens");
    }

    @Test
    void aCallIsToldFromBeginningToEnd() {
        Awaitility.await("the events of the call")
                .atMost(120, TimeUnit.SECONDS)
                .until(() -> String.valueOf(json("calls")).contains("\"ended\""));

        golden.check("calls.txt", run("calls"));
        RawJson line = json("call", scene.callId);
        assertThat(String.valueOf(line.member("call")))
                .contains("\"state\": \"ended\"", "\"hangup_code\": 486", "\"direction\": \"incoming\"");
        List<String> texts = Objects.requireNonNull(line.member("entries")).elements().stream()
                .map(entry -> entry.string("from") + " " + entry.string("to") + " " + entry.string("text"))
                .toList();
        assertThat(texts)
                .contains(
                        "peer janus INVITE",
                        "janus owner offer of Janus",
                        "janus peer 180 Ringing (INVITE)",
                        "janus peer 486 Busy Here (INVITE)",
                        "janus owner sip hangup (code=486, reason=Busy Here)");
        assertThat(run("call", scene.callId)).contains("─▶", "INVITE", "Ended with 486", "Not known: Who owned");
        assertThat(run("call", scene.callId, "--raw")).contains("CSeq: ");
        assertThat(run("watch", "--from-start", "--for", "1"))
                .contains("SIP received INVITE", "session created", scene.session.id() + "/" + scene.sip.handleId());
    }

    @Test
    void requestsAreCheckedAndSent() {
        assertThat(run("send", "sip")).contains("register", "async");
        assertThat(run("send", "streaming", "recording", "--fields"))
                .containsPattern("media +array")
                .containsPattern("audio +string or boolean");
        assertThat(run("send", "sip", "register", "--fields")).contains("automatic_ringing", "1.3.3", "username");
        RawJson rooms = RawJson.of(run("send", "videoroom", "list"));
        assertThat(rooms.string("videoroom")).isEqualTo("success");
        RawJson made = RawJson.of(
                run("send", "--admin", "videoroom", "create", "room=99", "description=Made here", "is_private=false"));
        assertThat(made.string("videoroom")).isEqualTo("created");
        assertThat(run("rooms")).contains("Made here");
        assertThat(run("send", "--admin", "videoroom", "destroy", "room=99")).contains("destroyed");
        RawJson echo = RawJson.of(run("send", "echotest", "message", "audio=true"));
        assertThat(echo.string("result")).isEqualTo("ok");

        assertRefused(2, "has no field 'rooom'", "send", "videoroom", "exists", "rooom=1");
        assertRefused(2, "is no boolean", "send", "videoroom", "create", "is_private=perhaps");
        assertRefused(2, "videoroom", "send", "videooroom", "list");
        assertRefused(
                2, "'exists' needs room too; 'janus send videoroom exists --fields'", "send", "videoroom", "exists");
        assertRefused(2, "'kick' needs id too", "send", "audiobridge", "kick", "room=77");
        assertRefused(6, "needs Janus", "send", "sip", "progress");
        assertRefused(6, "426", "send", "videoroom", "destroy", "room=4711");
    }

    private void assertRefused(int code, String words, String... arguments) {
        Command.Result result = scene.command.run(arguments);
        assertThat(result.err()).as(String.join(" ", arguments)).contains(words).hasLineCount(1);
        assertThat(result.code()).isEqualTo(code);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aSessionIsTakenPassedOnAndResumed() throws IOException {
        JanusClient lost = scene.client();
        JanusSession session = done(lost.createSession());
        JanusPlugin echo = done(session.attach(JanusEchoTestPlugin.TYPE));
        lost.close();
        String id = String.valueOf(session.id());
        assertThat(run("claim", id, "--for", "1", "--yes")).startsWith("Session " + id + " is claimed, with 1 handle.");
        Path ticket = scene.command.home().resolve("ticket.json");
        assertThat(run("handoff", id, "--to", ticket.toString(), "--yes")).contains("with 1 handle.");
        assertThat(Files.getPosixFilePermissions(ticket)).hasSize(2);

        assertThat(run("resume", ticket.toString(), "--for", "1"))
                .startsWith("Session " + id + " was taken back")
                .contains("Handle " + echo.handleId() + " (echotest) is attached; it has no media.")
                .doesNotContain("[]", "JanusEchoTestPlugin");
        // The outcome comes first; events may follow.
        String outcome = run("resume", ticket.toString(), "--for", "1", "-o", "json");
        assertThat(outcome).contains("\"outcome\": \"Resumed", String.valueOf(echo.handleId()));
        assertThat(Files.readString(ticket)).contains(String.valueOf(echo.handleId()));
        assertThat(run("sessions", "--destroy", id, "--yes")).isEqualTo("Session " + id + " was destroyed.\n");
    }

    @Test
    void ownersComeFromTheStore() {
        Path folder = scene.command.home().resolve("owners");
        try (FileStore store = FileStore.open(folder)) {
            MemberId member = new MemberId("desk-1", "x");
            store.join(member, Duration.ofMinutes(10));
            store.create(
                    member,
                    List.of(new NewSession(
                            new SessionKey(scene.janus.serverName(), scene.session.id()), "phone", "{}")));
        }
        String url = "file:" + folder;

        RawJson owners = json("owners", "--store", url);
        assertThat(String.valueOf(owners.member("members"))).contains("\"name\": \"desk-1\"");
        golden.check("owners.txt", run("owners", "--store", url).replaceAll("desk-1 +\\d+", "desk-1  <MILLIS>"));
        assertThat(run("sessions", "--store", url)).contains("desk-1");
    }

    @Test
    void theOwnerIsAskedToGiveASessionToAnotherMember() {
        Path folder = scene.command.home().resolve("members");
        SessionKey key = new SessionKey(scene.janus.serverName(), scene.session.id());
        String id = String.valueOf(scene.session.id());
        String url = "file:" + folder;
        try (FileStore store = FileStore.open(folder)) {
            MemberId member = new MemberId("desk-1", "x");
            assertThat(store.join(member, Duration.ofMinutes(10))).isEqualTo(new JoinResult.Joined());
            assertRefused(5, "does not know session", "handoff", id, "--member", "--yes", "--store", url);
            assertThat(store.create(member, List.of(new NewSession(key, "phone", "{}"))))
                    .hasSize(1);
            assertRefused(6, "no other member", "handoff", id, "--member", "--yes", "--store", url);
            assertThat(store.join(new MemberId("desk-2", "y"), Duration.ofMinutes(10)))
                    .isEqualTo(new JoinResult.Joined());
            assertRefused(2, "these can: desk-2", "handoff", id, "--member", "desk-9", "--yes", "--store", url);
            assertRefused(2, "say --yes", "handoff", id, "--member", "desk-2", "--store", url);
            assertThat(store.handoverRequests()).isEmpty();

            assertThat(run("handoff", id, "--member", "desk-2", "--yes", "--store", url))
                    .isEqualTo("desk-1 was asked to give session " + id + " to desk-2.\n");
            assertThat(store.handoverRequests()).containsExactly(new HandoverRequest(key, 1, "desk-1", "desk-2"));
        }
        assertRefused(8, "No ownership store is named", "handoff", id, "--member", "--yes");
    }

    @Test
    void aHandlesPacketsAreCaptured() {
        String output = run(
                "capture",
                String.valueOf(scene.publisher.handleId()),
                "--folder",
                scene.command.home().toString(),
                "--file",
                "a.pcap",
                "--for",
                "1");

        assertThat(output).contains("a.pcap");
        assertThat(scene.command.home().resolve("a.pcap")).exists();
    }

    @Test
    void contextsKeepTheSettingsOfServers() {
        try (Command other = new Command()) {
            Path secret = other.file("secret", Scene.API_SECRET + "\n");
            assertThat(other.run("context", "far", "url=" + scene.janus.uri(), "api-secret-file=" + secret, "--use")
                            .code())
                    .isZero();
            Command.Result ping = other.run("ping");
            assertThat(ping.out()).contains(scene.janus.uri() + " answered after");
            assertThat(other.run("context").out())
                    .contains("far", scene.janus.uri().toString());
            assertThat(other.run("context", "far", "color=red").err()).contains("'color' is not a setting");
            assertThat(other.run("ping", "--context", "near").err()).contains("There is no context 'near'");
        }
    }

    @Test
    void theDoctorFindsWhatIsWrong() {
        Command.Result result = scene.command.run("doctor");

        assertThat(result.out()).contains("Janus '" + scene.janus.serverName() + "'", "SEVERITY");
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("WARNING").doesNotContain("FATAL");
        assertThat(result.code()).as("a session can be reclaimed").isZero();
        assertThat(result.out().lines().skip(1))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }
}
