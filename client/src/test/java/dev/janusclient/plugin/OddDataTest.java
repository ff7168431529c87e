// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.janusclient.CoreEvent;
import dev.janusclient.FakeJanus;
import dev.janusclient.JanusPlugin;
import dev.janusclient.JanusSession;
import dev.janusclient.Outcome;
import dev.janusclient.PluginType;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.ServerIdentity;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomEvent;
import dev.janusclient.plugin.videoroom.VideoRoomForwardRequest;
import dev.janusclient.plugin.videoroom.VideoRoomReply;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.recovery.MissedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Numbers as wide as Janus makes them, texts that it leaves out because they are not UTF-8, and elements that fit nowhere. */
class OddDataTest {
    private final FakeJanus janus = new FakeJanus();
    private final JanusSession session = Outcome.of(janus.client().createSession());

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private <P extends JanusPlugin> P attached(PluginType<P> type) {
        return Outcome.of(session.attach(type));
    }

    private List<SipEvent> sip(String... results) {
        JanusSipPlugin sip = attached(JanusSipPlugin.TYPE);
        List<SipEvent> received = new ArrayList<>();
        sip.on(SipEvent.class, received::add);
        for (String result : results) {
            janus.event(sip, "{'sip':'event','call_id':'c1','result':{" + result + "}}");
        }
        assertThat(received).hasSameSizeAs(results);
        return received;
    }

    @Test
    void aCounterOfLostPacketsMayHaveWrappedAndOnceHadAnotherName() {
        JanusSipPlugin handle = attached(JanusSipPlugin.TYPE);
        List<CoreEvent> received = new ArrayList<>();
        handle.on(CoreEvent.class, received::add);
        String from = "{'janus':'slowlink','session_id':" + session.id() + ",'sender':" + handle.handleId();
        janus.push(from + ",'mid':'1','media':'video','uplink':false,'lost':4294911420}");
        janus.push(from + ",'uplink':true,'nacks':17}");
        assertThat(received)
                .containsExactly(
                        new CoreEvent.SlowLink("1", "video", false, 4294911420L, null),
                        new CoreEvent.SlowLink(null, null, true, null, 17L));
    }

    @Test
    void aCallWhoseTextsAreNotUtf8RingsAndIsKept() {
        JanusSipPlugin sip = attached(JanusSipPlugin.TYPE);
        List<SipEvent> received = new ArrayList<>();
        sip.on(SipEvent.class, received::add);
        janus.push("{'janus':'event','session_id':" + session.id() + ",'sender':" + sip.handleId()
                + ",'plugindata':{'plugin':'janus.plugin.sip','data':{'sip':'event','call_id':'c1','result':"
                + "{'event':'incomingcall','callee':'sip:a@192.0.2.1'}}},'jsep':{'type':'offer','sdp':'v=0'}}");
        assertThat(received).singleElement().isInstanceOfSatisfying(SipEvent.IncomingCall.class, call -> {
            assertThat(call.username()).isNull();
            assertThat(call.callId()).isEqualTo("c1");
        });
        assertThat(sip.offer()).contains(Jsep.offer("v=0"));
        assertThat(sip.state().call()).isNotNull();
        assertThat(sip.mediaRecovery()).isEqualTo(new MediaRecovery.AnswerOffer(Jsep.offer("v=0"), "accept"));
        janus.event(sip, "{'sip':'event','call_id':'c1','result':{'event':'hangup','code':486}}");
        assertThat(received.get(1)).isInstanceOfSatisfying(SipEvent.Hangup.class, hangup -> {
            assertThat(hangup.code()).isEqualTo(486);
            assertThat(hangup.reason()).isNull();
        });
        assertThat(sip.state().call()).isNull();
    }

    @Test
    void whatTheOtherSideOfSipSaysMayBeMissing() {
        assertThat(sip(
                        "'event':'registration_failed','code':403",
                        "'event':'missed_call','caller':'sip:laptop@192.0.2.64'",
                        "'event':'missed_call'",
                        "'event':'updatingcall'",
                        "'event':'progress'",
                        "'event':'transfer','refer_id':7",
                        "'event':'info'",
                        "'event':'message','sender':'sip:bob@10.77.0.1','content_type':'text/plain'",
                        "'event':'messagedelivery','code':403",
                        "'event':'notify'",
                        "'event':'subscribe_succeeded','code':200,'expires':4294967295",
                        "'event':'subscribe_failed','code':403"))
                .noneMatch(SipEvent.Unknown.class::isInstance);
    }

    @Test
    void anEndedRegistrationHasItsName() {
        assertThat(sip("'event':'unregistered','username':'alice','unique_id':'u1'")
                        .get(0))
                .isInstanceOfSatisfying(SipEvent.Unregistered.class, event -> {
                    assertThat(event.uniqueId()).isEqualTo("u1");
                    assertThat(event.extra()).isEmpty();
                });
    }

    @Test
    void aRefusalWhoseWordsWereCutInACharacterIsARefusal() {
        JanusSipPlugin handle = attached(JanusSipPlugin.TYPE);
        List<SipEvent> received = new ArrayList<>();
        handle.on(SipEvent.class, received::add);
        janus.event(handle, "{'sip':'event','error_code':446}");
        assertThat(received).singleElement().isInstanceOfSatisfying(SipEvent.Refused.class, refused -> {
            assertThat(refused.errorCode()).isEqualTo(446);
            assertThat(refused.error()).isNull();
        });
    }

    private static String room(String id, String more) {
        return "{'room':" + id + ",'pin_required':false,'is_private':false,'max_publishers':3,'bitrate':3000000000,"
                + "'fir_freq':10,'audiocodec':'opus','videocodec':'vp8'" + more + "}";
    }

    private List<VideoRoomReply.Room> rooms(String list) {
        janus.answer(
                "message:list",
                "{'janus':'success','session_id':$S,'sender':$H,'transaction':'$T','plugindata':{'plugin':"
                        + "'janus.plugin.videoroom','data':{'videoroom':'success','list':" + list + "}}}");
        return Outcome.of(attached(JanusVideoRoomPlugin.TYPE).list()).list();
    }

    @Test
    void aBitrateHas32BitsAndADescriptionMayBeMissing() {
        assertThat(rooms("[" + room("1", ",'description':'plain'") + "," + room("2", "") + "]"))
                .extracting(VideoRoomReply.Room::room, VideoRoomReply.Room::description, VideoRoomReply.Room::bitrate)
                .containsExactly(
                        tuple(JanusId.of(1), "plain", 3_000_000_000L), tuple(JanusId.of(2), null, 3_000_000_000L));
    }

    @Test
    void oneOddElementDoesNotHideTheOthers() {
        String noCodec = room("3", "").replace(",'audiocodec':'opus'", "");
        String odd = room("{'a':[1]}", "") + ",7,null,[[]],'room'," + noCodec + "," + room("4", ",'record':'perhaps'");
        assertThat(rooms("[" + room("1", "") + "," + odd + "," + room("2", "") + "]"))
                .extracting(VideoRoomReply.Room::room)
                .containsExactly(JanusId.of(1), JanusId.of(2));
    }

    @Test
    void anOddStreamDoesNotHideItsPublisher() {
        JanusVideoRoomPlugin handle = attached(JanusVideoRoomPlugin.TYPE);
        List<VideoRoomEvent> received = new ArrayList<>();
        handle.on(VideoRoomEvent.class, received::add);
        janus.event(
                handle,
                "{'videoroom':'event','room':1,'publishers':[{'id':5,'streams':[{'type':'audio','mid':'0','mindex':0},"
                        + "{'type':'video','mid':{},'mindex':1},{'type':'video','mid':'2','mindex':2}],'talking':true},"
                        + "{'display':'nobody','streams':[]}]}");
        assertThat(received)
                .singleElement()
                .isInstanceOfSatisfying(
                        VideoRoomEvent.Publishers.class,
                        event -> assertThat(event.publishers()).singleElement().satisfies(one -> {
                            assertThat(one.id()).isEqualTo(JanusId.of(5));
                            assertThat(one.talking()).isTrue();
                            assertThat(one.streams()).extracting("mid").containsExactly("0", "2");
                        }));
    }

    @Test
    void anEventWithHalfADescriptionIsDelivered() {
        JanusVideoRoomPlugin handle = attached(JanusVideoRoomPlugin.TYPE);
        List<VideoRoomEvent> received = new ArrayList<>();
        handle.on(VideoRoomEvent.class, received::add);
        String event = "{'janus':'event','session_id':" + session.id() + ",'sender':" + handle.handleId()
                + ",'plugindata':{'plugin':'janus.plugin.videoroom','data':";
        janus.push(event + "{'videoroom':'destroyed','room':1}},'jsep':{}}");
        janus.push(event + "{'videoroom':'attached','room':1,'streams':[]}},'jsep':{'type':'offer'}}");
        janus.push(event + "{'videoroom':'brand-new','room':1}},'jsep':'none'}");
        janus.push(event + "{'videoroom':'destroyed','room':2}}}");
        assertThat(received)
                .hasExactlyElementsOfTypes(
                        VideoRoomEvent.Destroyed.class,
                        VideoRoomEvent.Unknown.class,
                        VideoRoomEvent.Unknown.class,
                        VideoRoomEvent.Destroyed.class);
        assertThat(((VideoRoomEvent.Unknown) received.get(1)).data().string("videoroom"))
                .isEqualTo("attached");
    }

    @Test
    void scalableCodingTravelsWithADescription() {
        Jsep offer = Jsep.offer("v=0").withSvc(List.of(new Jsep.SvcStream(1, "1", "L3T3")));
        RawJson json = Json.encode(Jsep.class, offer);
        assertThat(json)
                .hasToString(
                        "{\"type\":\"offer\",\"sdp\":\"v=0\",\"svc\":[{\"mindex\":1,\"mid\":\"1\",\"svc\":\"L3T3\"}]}");
        assertThat(json.as(Jsep.class)).isEqualTo(offer);
    }

    @Test
    void aSuiteWithoutItsKeyWouldForwardUnencryptedAndIsRefused() {
        assertThatThrownBy(() -> SipRequest.RtpForwardStream.builder()
                        .type("audio")
                        .host("h")
                        .port(5000)
                        .srtpSuite(80)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("srtp_crypto: it is mandatory with srtp_suite, but is missing");
        assertThatThrownBy(() -> VideoRoomForwardRequest.StreamToForward.builder()
                        .mid("0")
                        .port(5000)
                        .srtpSuite(32)
                        .build())
                .hasMessageStartingWith("srtp_crypto: ");
        assertThat(SipRequest.RtpForwardStream.builder()
                        .type("audio")
                        .host("h")
                        .port(5000)
                        .srtpSuite(80)
                        .srtpCrypto(Secret.of("key"))
                        .build()
                        .srtpSuite())
                .isEqualTo(80);
    }

    @Test
    void whoLeftInAGapIsNamedAsAnEventNamesIt() {
        HandleTicket ticket = new HandleTicket(
                5,
                "janus.plugin.videoroom",
                null,
                null,
                RawJson.of("{\"role\":\"PUBLISHER\",\"room\":1,\"id\":50,\"media\":false}"),
                List.of(),
                List.of());
        RawJson heard = RawJson.of("{\"type\":64,\"handle_id\":6,\"event\":{\"plugin\":\"janus.plugin.videoroom\","
                + "\"data\":{\"event\":\"leaving\",\"room\":1,\"id\":60,\"display\":\"Bob\",\"metadata\":{\"a\":1}}}}");
        List<ReplayTranslator.ReplayItem> items = JanusVideoRoomPlugin.TYPE
                .replay()
                .translate(
                        new ReplayTranslator.HandleContext(new ServerIdentity("s", "1.4.1", "ws://localhost"), ticket),
                        List.of(new MissedEvent(6, Instant.EPOCH, MissedEvent.Form.FROM_EVENT_HANDLER, heard)))
                .items();
        assertThat(items).singleElement().isInstanceOfSatisfying(ReplayTranslator.Message.class, message -> assertThat(
                        message.json().toString())
                .contains("\"leaving\":60", "\"display\":\"Bob\"", "\"metadata\":{\"a\":1}"));
    }
}
