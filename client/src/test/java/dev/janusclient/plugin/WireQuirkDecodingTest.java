// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.FakeJanus;
import dev.janusclient.JanusPlugin;
import dev.janusclient.JanusSession;
import dev.janusclient.Outcome;
import dev.janusclient.PluginType;
import dev.janusclient.message.JanusId;
import dev.janusclient.plugin.recordplay.JanusRecordPlayPlugin;
import dev.janusclient.plugin.recordplay.RecordPlayEvent;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.plugin.streaming.JanusStreamingPlugin;
import dev.janusclient.plugin.streaming.StreamingEvent;
import dev.janusclient.plugin.textroom.JanusTextRoomPlugin;
import dev.janusclient.plugin.textroom.TextRoomRequest;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomEvent;
import dev.janusclient.plugin.videoroom.VideoRoomPublisherRequest;
import dev.janusclient.plugin.videoroom.VideoRoomStream;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriberRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The quirks of Janus's protocol, by their number in the list, that a real 1.1.2 shows only with media, only in newer
 * versions, or not when it is asked to; the others are in the tests against the real server.
 */
class WireQuirkDecodingTest {
    private final FakeJanus janus = new FakeJanus();
    private JanusSession session;

    @BeforeEach
    void open() {
        session = Outcome.of(janus.client().createSession());
    }

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    /** What handles of a plugin tell of its data, one event for each. */
    private <P extends JanusPlugin, E> List<E> received(PluginType<P> type, Class<E> events, String... data) {
        P handle = Outcome.of(session.attach(type));
        List<E> received = new ArrayList<>();
        handle.on(events, received::add);
        for (String each : data) {
            janus.event(handle, each);
        }
        assertThat(received).hasSameSizeAs(data);
        return received;
    }

    @Test
    void quirk07SwitchedMayComeAfterUpdatedInOneTransaction() {
        JanusVideoRoomPlugin handle = Outcome.of(session.attach(JanusVideoRoomPlugin.TYPE));
        List<VideoRoomEvent> received = new ArrayList<>();
        handle.on(VideoRoomEvent.class, received::add);
        String event = "{'janus':'event','session_id':$S,'sender':$H,'transaction':'$T','plugindata':{'plugin':"
                + "'janus.plugin.videoroom','data':{'videoroom':";
        janus.answer(
                "message:switch",
                FakeJanus.ACK,
                event + "'updated','room':1,'streams':[]}},'jsep':{'type':'offer','sdp':'v=0'}}",
                event + "'event','room':1,'switched':'ok','changes':1,'streams':[]}}}");
        assertThat(Outcome.of(handle.asSubscriber().switchTo(new VideoRoomSubscriberRequest.Switch(List.of(), null)))
                        .changes())
                .isEqualTo(1);
        assertThat(received).hasExactlyElementsOfTypes(VideoRoomEvent.Updated.class, VideoRoomEvent.Switched.class);
        assertThat(handle.asSubscriber().offer()).isPresent();
    }

    @Test
    void quirk08APeerWhoseTextualIdIsOkLooksLikeOurselvesWithoutATransaction() {
        assertThat(received(
                        JanusVideoRoomPlugin.TYPE,
                        VideoRoomEvent.class,
                        "{'videoroom':'event','room':'hall','leaving':'ok'}",
                        "{'videoroom':'event','room':'hall','leaving':'bob'}"))
                .hasExactlyElementsOfTypes(VideoRoomEvent.Left.class, VideoRoomEvent.PeerLeft.class);
    }

    @Test
    void quirk09EventsWithoutThePluginsKeyAreKnown() {
        assertThat(received(
                        JanusStreamingPlugin.TYPE,
                        StreamingEvent.class,
                        "{'event':'rtsp-disconnected','id':7}",
                        "{'event':'rtsp-reconnected','id':7}"))
                .hasExactlyElementsOfTypes(StreamingEvent.RtspDisconnected.class, StreamingEvent.RtspReconnected.class);
        JanusTextRoomPlugin textroom = Outcome.of(session.attach(JanusTextRoomPlugin.TYPE));
        janus.answer(
                "message:kick",
                "{'janus':'success','session_id':$S,'sender':$H,'transaction':'$T','plugindata':{'plugin':"
                        + "'janus.plugin.textroom','data':{'textbridge':'success'}}}");
        assertThat(Outcome.of(textroom.kick(TextRoomRequest.Kick.builder()
                                .room(JanusId.of(1))
                                .username("bob")
                                .build()))
                        .extra())
                .isEmpty();
    }

    @Test
    void quirk10ASlowLinkAndNewMetadataDoNotNameTheRoom() {
        assertThat(received(
                        JanusVideoRoomPlugin.TYPE,
                        VideoRoomEvent.class,
                        "{'videoroom':'slow_link','current-bitrate':64000}",
                        "{'videoroom':'event','id':7,'metadata':{'a':1}}"))
                .hasExactlyElementsOfTypes(VideoRoomEvent.SlowLink.class, VideoRoomEvent.MetadataChanged.class);
    }

    @Test
    void quirk11ABooleanMayBeANumberAndAnIntegerAReal() {
        List<RecordPlayEvent> events = received(
                JanusRecordPlayPlugin.TYPE,
                RecordPlayEvent.class,
                "{'recordplay':'event','result':{'status':'recording','id':1,'is_private':true}}",
                "{'recordplay':'event','result':{'status':'stopped','id':1,'is_private':1}}",
                "{'recordplay':'event','result':{'status':'slow_link','media':'audio','uplink':0}}",
                "{'recordplay':'event','result':'done'}",
                "{'recordplay':'event','result':{'status':'done','id':1.0,'is_private':0}}");
        assertThat(((RecordPlayEvent.Recording) events.get(0)).isPrivate()).isTrue();
        assertThat(((RecordPlayEvent.Stopped) events.get(1)).isPrivate()).isTrue();
        assertThat(((RecordPlayEvent.SlowLink) events.get(2)).uplink()).isFalse();
        assertThat(((RecordPlayEvent.Done) events.get(3)).isPrivate()).isNull();
        assertThat(((RecordPlayEvent.Done) events.get(4)).isPrivate()).isFalse();
        assertThat(((RecordPlayEvent.Done) events.get(4)).id()).isEqualTo(1);

        assertThat(received(
                        JanusVideoRoomPlugin.TYPE,
                        VideoRoomEvent.Talking.class,
                        "{'videoroom':'talking','room':1,'id':2,'mindex':0.0,'mid':'0','audio-level-dBov-avg':23.5}",
                        "{'videoroom':'talking','room':1,'id':2,'mindex':0,'mid':'0','audio-level-dBov-avg':23}"))
                .extracting(VideoRoomEvent.Talking::audioLevelDBovAvg)
                .containsExactly(23.5, 23.0);
    }

    @Test
    void quirk12OneObjectMayMixItsSpellings() {
        JanusVideoRoomPlugin handle = Outcome.of(session.attach(JanusVideoRoomPlugin.TYPE));
        List<VideoRoomEvent> received = new ArrayList<>();
        handle.on(VideoRoomEvent.class, received::add);
        janus.event(
                handle,
                "{'videoroom':'attached','room':1,'streams':[{'mindex':0,'mid':'0','type':'video','active':true,"
                        + "'feed_id':7,'feed_mid':'1','codec':'h264','h264-profile':'42e01f','ready':true,'send':true}]}");
        janus.event(
                handle,
                "{'videoroom':'event','room':1,'publishers':[{'id':7,'streams':[{'type':'video','mindex':0,'mid':'0',"
                        + "'codec':'h264','h264_profile':'42e01f'}]}]}");
        VideoRoomStream.Subscribed subscribed =
                ((VideoRoomEvent.Attached) received.get(0)).streams().get(0);
        assertThat(subscribed.h264Profile()).isEqualTo("42e01f");
        assertThat(((VideoRoomEvent.Publishers) received.get(1))
                        .publishers()
                        .get(0)
                        .streams()
                        .get(0)
                        .h264Profile())
                .isEqualTo("42e01f");
        List<SipEvent.Notify> notify = received(
                JanusSipPlugin.TYPE,
                SipEvent.Notify.class,
                "{'sip':'event','result':{'event':'notify','notify':'presence','substate':'active',"
                        + "'content-type':'text/plain','content':'c'}}");
        assertThat(notify.get(0).contentType()).isEqualTo("text/plain");
        Outcome.of(session.attach(JanusSipPlugin.TYPE))
                .message(SipRequest.Message.builder()
                        .content("c")
                        .contentType("text/plain")
                        .build());
        assertThat(janus.lastFrame().body().string("content_type")).isEqualTo("text/plain");
    }

    @Test
    void quirk17IdsOf64BitsKeepEveryBitAndTextsStayTexts() {
        List<VideoRoomEvent.PeerLeft> left = received(
                JanusVideoRoomPlugin.TYPE,
                VideoRoomEvent.PeerLeft.class,
                "{'videoroom':'event','room':9223372036854775807,'leaving':9007199254740993}",
                "{'videoroom':'event','room':'9223372036854775807','leaving':'9007199254740993'}");
        assertThat(left.get(0).room()).isEqualTo(JanusId.of(Long.MAX_VALUE));
        assertThat(left.get(0).leaving()).isEqualTo(JanusId.of(9007199254740993L));
        assertThat(left.get(1).leaving()).isEqualTo(JanusId.of("9007199254740993"));
        JanusVideoRoomPlugin handle = Outcome.of(session.attach(JanusVideoRoomPlugin.TYPE));
        handle.joinAsPublisher(VideoRoomPublisherRequest.Join.of(JanusId.of(Long.MAX_VALUE), null));
        assertThat(janus.lastFrame().body().member("room")).hasToString("9223372036854775807");
        handle.joinAsPublisher(VideoRoomPublisherRequest.Join.of(JanusId.of("12"), null));
        assertThat(janus.lastFrame().body().member("room")).hasToString("\"12\"");
    }

    @Test
    void quirk19AnEventIsItsHandlesWhateverThePluginCallsItself() {
        JanusSipPlugin sip = Outcome.of(session.attach(JanusSipPlugin.TYPE));
        List<SipEvent> received = new ArrayList<>();
        sip.on(SipEvent.class, received::add);
        janus.push(
                "{'janus':'event','session_id':" + session.id() + ",'sender':" + sip.handleId()
                        + ",'plugindata':{'plugin':'renamed.by.its.script','data':{'sip':'event','result':{'event':'ringing'}}}}");
        assertThat(received).hasExactlyElementsOfTypes(SipEvent.Ringing.class);
    }
}
