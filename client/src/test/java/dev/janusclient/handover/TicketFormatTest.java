// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.handover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.handover.HandleTicket.EventFingerprint;
import dev.janusclient.internal.handoff.ForwardedEvents;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.audiobridge.AudioBridgeOthers;
import dev.janusclient.plugin.audiobridge.AudioBridgeState;
import dev.janusclient.plugin.sip.SipState;
import dev.janusclient.plugin.videoroom.VideoRoomOthers;
import dev.janusclient.plugin.videoroom.VideoRoomState;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Tickets of every shape against files of both versions of the format, with a line for each shape: its name and the ticket. */
class TicketFormatTest {
    private static final TicketSigner SIGNER = new TicketSigner("0123456789abcdef".getBytes(UTF_8));
    private static final long AT = 1_700_000_000_000L;
    private static final SipState RINGING = new SipState(
            "sip:alice@example.org",
            null,
            77L,
            null,
            new SipState.SipCall(
                    "call-1",
                    "sip:bob@example.org",
                    "Bob",
                    null,
                    Map.of("X-Queue", "sales"),
                    SipState.SipCall.Direction.INCOMING,
                    false,
                    false,
                    null,
                    null,
                    null,
                    null),
            null);
    private static final VideoRoomState PUBLISHING = new VideoRoomState(
            VideoRoomState.Role.PUBLISHER,
            JanusId.of(1234),
            JanusId.of(1),
            99L,
            "Alice",
            true,
            new VideoRoomOthers(Set.of(JanusId.of(2)), Set.of(JanusId.of(3)), true),
            null,
            null);
    private static final AudioBridgeState MIXED = new AudioBridgeState(
            JanusId.of("lobby"),
            JanusId.of("a"),
            "Alice",
            true,
            null,
            true,
            new AudioBridgeOthers(Set.of(JanusId.of("b")), Set.of(JanusId.of("b")), null),
            null);

    private static HandoverTicket ticket(HandleTicket... handles) {
        return HandoverTicket.of(
                new ServerIdentity("janus-1", "1.1.2", "ws://janus.test:8188"),
                9007199254740993L,
                Instant.ofEpochMilli(AT + 500),
                List.of(handles));
    }

    /** The tickets by the names of their shapes, with events named as one version or the other does. */
    private static Map<String, HandoverTicket> tickets(boolean byTag) {
        HandleTicket sip = new HandleTicket(
                11,
                "janus.plugin.sip",
                "line-1",
                Jsep.offer("v=0\r\n"),
                Json.encode(SipState.class, RINGING),
                List.of(
                        new EventFingerprint(byTag ? "result.event=registered" : "Registered", AT, 5),
                        new EventFingerprint(byTag ? "result.event=incomingcall" : "IncomingCall", AT + 1, -77)),
                List.of("headers of later requests"));
        HandleTicket videoRoom = new HandleTicket(
                12,
                "janus.plugin.videoroom",
                null,
                null,
                Json.encode(VideoRoomState.class, PUBLISHING),
                List.of(
                        new EventFingerprint(byTag ? "videoroom=joined" : "Joined", AT, 6),
                        new EventFingerprint(byTag ? "webrtcup" : "WebRtcUp", AT + 2, 0),
                        new EventFingerprint(byTag ? "unknown" : "Unknown", AT + 3, 9)),
                List.of());
        HandleTicket audioBridge = new HandleTicket(
                13,
                "janus.plugin.audiobridge",
                null,
                null,
                Json.encode(AudioBridgeState.class, MIXED),
                List.of(new EventFingerprint(byTag ? "audiobridge=joined + id" : "Joined", AT, 8)),
                List.of());
        Map<String, HandoverTicket> tickets = new TreeMap<>();
        tickets.put("sip-ringing", ticket(sip));
        tickets.put("videoroom-publisher", ticket(videoRoom));
        tickets.put("audiobridge", ticket(audioBridge));
        tickets.put("several-handles", ticket(sip, videoRoom, audioBridge));
        tickets.put("no-handles", ticket());
        tickets.put("forwarding", ticket().withForwarding("mailbox-1"));
        tickets.put(
                "in-flight",
                ticket(videoRoom)
                        .withInFlight(List.of(
                                new InFlightRequest(12, "configure", "tx-1"),
                                new InFlightRequest(0, "attach", "tx-2"))));
        tickets.put("signed", ticket(sip));
        return tickets;
    }

    private static Map<String, String> golden(String name) throws IOException {
        Map<String, String> golden = new TreeMap<>();
        try (InputStream in =
                Objects.requireNonNull(TicketFormatTest.class.getResourceAsStream("/tickets/" + name), name)) {
            for (String line : new String(in.readAllBytes(), UTF_8).split("\n", -1)) {
                int space = line.indexOf(' ');
                if (space > 0) {
                    golden.put(line.substring(0, space), line.substring(space + 1));
                }
            }
        }
        return golden;
    }

    private static HandoverTicket read(String shape, String json) {
        return shape.equals("signed") ? SIGNER.verify(json) : HandoverTicket.fromJson(json);
    }

    @Test
    void ticketsAreWrittenAsVersion2ByteForByte() throws IOException {
        Map<String, String> written = new TreeMap<>();
        tickets(true)
                .forEach((shape, ticket) ->
                        written.put(shape, shape.equals("signed") ? SIGNER.sign(ticket) : ticket.toJson()));
        assertThat(written).containsExactlyEntriesOf(golden("v2.txt"));
    }

    @Test
    void ticketsOfVersion2AreRead() throws IOException {
        Map<String, HandoverTicket> read = new TreeMap<>();
        golden("v2.txt").forEach((shape, json) -> read.put(shape, read(shape, json)));
        assertThat(read).containsExactlyEntriesOf(tickets(true));
    }

    @Test
    void ticketsOfVersion1AreRead() throws IOException {
        Map<String, HandoverTicket> read = new TreeMap<>();
        golden("v1.txt").forEach((shape, json) -> read.put(shape, read(shape, json)));
        Map<String, HandoverTicket> expected = new TreeMap<>();
        tickets(false)
                .forEach((shape, now) -> expected.put(
                        shape,
                        new HandoverTicket(
                                1,
                                now.server(),
                                now.sessionId(),
                                now.issuedAtMillis(),
                                now.handles(),
                                now.forwarding(),
                                now.inFlight())));
        assertThat(read).containsExactlyEntriesOf(expected);
    }

    @Test
    void theStatesInTicketsOfBothVersionsAreRead() throws IOException {
        for (String version : new String[] {"v1.txt", "v2.txt"}) {
            List<HandleTicket> handles = read(
                            "several-handles",
                            Objects.requireNonNull(golden(version).get("several-handles")))
                    .handles();
            assertThat(state(handles.get(0)).as(SipState.class)).isEqualTo(RINGING);
            assertThat(state(handles.get(1)).as(VideoRoomState.class)).isEqualTo(PUBLISHING);
            assertThat(state(handles.get(2)).as(AudioBridgeState.class)).isEqualTo(MIXED);
        }
    }

    private static RawJson state(HandleTicket handle) {
        return Objects.requireNonNull(handle.state());
    }

    @Test
    void forwardedEventsOfBothVersionsAreRead() {
        ForwardedEvents events =
                new ForwardedEvents(List.of(RawJson.of("{\"janus\":\"webrtcup\",\"session_id\":5}")), 3);
        String now = "{\"messages\":[{\"janus\":\"webrtcup\",\"session_id\":5}],\"dropped\":3}";
        String before = "{\"tail\":[{\"janus\":\"webrtcup\",\"session_id\":5}],\"lost\":3}";
        assertThat(new String(Base64.getUrlDecoder().decode(events.toText()), UTF_8))
                .isEqualTo(now);
        for (String json : new String[] {now, before}) {
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
            assertThat(ForwardedEvents.fromText(text, 5)).isEqualTo(events);
        }
    }
}
