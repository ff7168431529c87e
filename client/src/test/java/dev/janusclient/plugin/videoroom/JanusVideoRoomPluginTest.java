// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videoroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.janusclient.AttachOptions;
import dev.janusclient.FakeJanus;
import dev.janusclient.JanusSession;
import dev.janusclient.Outcome;
import dev.janusclient.error.JanusPluginException;
import dev.janusclient.error.JanusVersionException;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a video room handle keeps, hands over, and tells apart. */
class JanusVideoRoomPluginTest {
    private static final JanusId ROOM = JanusId.of(1234);
    private static final String STREAMS =
            "[{'type':'audio','active':true,'mindex':0,'mid':'0','ready':false,'send':true,"
                    + "'feed_id':7,'feed_mid':'0','codec':'opus'}]";
    private static final String OFFER = ",'jsep':{'type':'offer','sdp':'offer 1'}";

    private final FakeJanus janus = new FakeJanus();
    private JanusSession session;
    private JanusVideoRoomPlugin room;

    @BeforeEach
    void attach() {
        session = Outcome.of(janus.client().createSession());
        room = Outcome.of(session.attach(JanusVideoRoomPlugin.TYPE));
    }

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private void answers(String request, String data, String jsep) {
        janus.answer(
                "message:" + request,
                FakeJanus.ACK,
                "{'janus':'event','session_id':$S,'sender':$H,'transaction':'$T','plugindata':{'plugin':"
                        + "'janus.plugin.videoroom','data':" + data + "}" + jsep + "}");
    }

    private VideoRoomPublisher publisher() {
        answers(
                "join",
                "{'videoroom':'joined','room':1234,'description':'','id':42,'private_id':43,'publishers':[]}",
                "");
        return Outcome.of(room.joinAsPublisher(VideoRoomPublisherRequest.Join.of(ROOM, "Alice")));
    }

    private VideoRoomSubscriber subscriber() {
        answers("join", "{'videoroom':'attached','room':1234,'streams':" + STREAMS + "}", OFFER);
        return Outcome.of(room.joinAsSubscriber(VideoRoomSubscriberRequest.Join.of(ROOM, JanusId.of(7))));
    }

    @Test
    void theRoleIsSaidByTheRequestItself() {
        publisher();
        assertThat(janus.lastFrame().body())
                .hasToString("{\"request\":\"join\",\"room\":1234,\"display\":\"Alice\",\"ptype\":\"publisher\"}");
        subscriber();
        assertThat(janus.lastFrame().body())
                .hasToString(
                        "{\"request\":\"join\",\"room\":1234,\"streams\":[{\"feed\":7}],\"ptype\":\"subscriber\"}");
    }

    @Test
    void aPublisherIsKnownByWhatItReceivedAndWhatItAskedFor() {
        VideoRoomPublisher publisher = publisher();
        assertThat(publisher.joined().orElseThrow().id()).isEqualTo(JanusId.of(42));
        assertThat(room.state())
                .isEqualTo(new VideoRoomState(
                        VideoRoomState.Role.PUBLISHER,
                        ROOM,
                        JanusId.of(42),
                        43L,
                        "Alice",
                        false,
                        new VideoRoomOthers(Set.of(), Set.of(), false),
                        null,
                        null));
        answers("configure", "{'videoroom':'event','room':1234,'configured':'ok'}", "");
        Outcome.of(publisher.rename("Bob"));
        assertThat(room.state().display()).isEqualTo("Bob");
        answers("leave", "{'videoroom':'event','room':1234,'leaving':'ok'}", "");
        assertThat(Outcome.of(publisher.leave())).isInstanceOf(VideoRoomEvent.Left.class);
        assertThat(room.state()).isEqualTo(VideoRoomState.EMPTY);
    }

    @Test
    void aRefusedJoinChangesNothing() {
        answers("join", "{'videoroom':'event','error_code':426,'error':'No such room'}", "");
        JanusPluginException refusal = Outcome.failure(
                room.joinAsPublisher(VideoRoomPublisherRequest.Join.of(ROOM, "Alice")), JanusPluginException.class);
        assertThat(refusal.code()).isEqualTo(426);
        assertThat(refusal).hasMessageContaining("NO_SUCH_ROOM");
        assertThat(room.state()).isEqualTo(VideoRoomState.EMPTY);
    }

    @Test
    void anOfferWaitsUntilItIsAnswered() {
        VideoRoomSubscriber subscriber = subscriber();
        assertThat(subscriber.offer()).contains(Jsep.offer("offer 1"));
        answers("start", "{'videoroom':'event','room':1234,'started':'ok'}", "");
        Outcome.of(subscriber.start());
        assertThat(subscriber.offer()).as("nothing was answered").isPresent();
        Outcome.of(subscriber.start(Jsep.answer("answer 1")));
        assertThat(subscriber.offer()).isEmpty();
    }

    @Test
    void anOfferThatComesBeforeTheLastOneIsSettledIsKept() {
        VideoRoomSubscriber subscriber = subscriber();
        janus.answer(
                "message:start",
                "{'janus':'event','session_id':$S,'sender':$H,'plugindata':{'plugin':'janus.plugin.videoroom','data':"
                        + "{'videoroom':'updated','room':1234,'streams':[]}},'jsep':{'type':'offer','sdp':'offer 2'}}",
                "{'janus':'event','session_id':$S,'sender':$H,'transaction':'$T','plugindata':{'plugin':"
                        + "'janus.plugin.videoroom','data':{'videoroom':'event','room':1234,'started':'ok'}}}");
        Outcome.of(subscriber.start(Jsep.answer("answer 1")));
        assertThat(subscriber.offer()).contains(Jsep.offer("offer 2"));
        assertThat(room.state().streams()).isEmpty();
    }

    @Test
    void switchingTellsOfARenegotiationFirst() {
        VideoRoomSubscriber subscriber = subscriber();
        List<VideoRoomEvent> heard = new ArrayList<>();
        room.on(VideoRoomEvent.class, heard::add);
        janus.answer(
                "message:switch",
                "{'janus':'event','session_id':$S,'sender':$H,'transaction':'$T','plugindata':{'plugin':"
                        + "'janus.plugin.videoroom','data':{'videoroom':'updated','room':1234,'streams':[]}}"
                        + ",'jsep':{'type':'offer','sdp':'offer 2'}}",
                "{'janus':'event','session_id':$S,'sender':$H,'transaction':'$T','plugindata':{'plugin':"
                        + "'janus.plugin.videoroom','data':{'videoroom':'event','switched':'ok','room':1234,"
                        + "'changes':1,'streams':" + STREAMS + "}}}");
        VideoRoomEvent.Switched switched = Outcome.of(subscriber.switchTo(
                VideoRoomSubscriberRequest.Switch.builder().feed(JanusId.of(8)).build()));
        assertThat(switched.changes()).isEqualTo(1);
        assertThat(subscriber.offer()).contains(Jsep.offer("offer 2"));
        assertThat(room.state().streams()).isEqualTo(switched.streams());
        assertThat(heard).hasAtLeastOneElementOfType(VideoRoomEvent.Updated.class);
    }

    @Test
    void leavingAndUnpublishedAreAboutUsOrAboutAnId() {
        List<VideoRoomEvent> heard = new ArrayList<>();
        room.on(VideoRoomEvent.class, heard::add);
        janus.event(room, "{'videoroom':'event','room':1,'leaving':'ok','reason':'kicked'}");
        janus.event(room, "{'videoroom':'event','room':1,'leaving':77}");
        janus.event(room, "{'videoroom':'event','room':'a','leaving':'bob'}");
        janus.event(room, "{'videoroom':'event','room':1,'unpublished':'ok'}");
        janus.event(room, "{'videoroom':'event','room':1,'unpublished':77}");
        assertThat(heard)
                .extracting(Object::getClass)
                .containsExactly(
                        VideoRoomEvent.Kicked.class,
                        VideoRoomEvent.PeerLeft.class,
                        VideoRoomEvent.PeerLeft.class,
                        VideoRoomEvent.Unpublished.class,
                        VideoRoomEvent.PeerUnpublished.class);
        assertThat(((VideoRoomEvent.PeerLeft) heard.get(2)).leaving()).isEqualTo(JanusId.of("bob"));
        assertThat(heard.get(2).room()).isEqualTo(JanusId.of("a"));
    }

    @Test
    void someEventsDoNotSayWhichRoom() {
        List<VideoRoomEvent> heard = new ArrayList<>();
        room.on(VideoRoomEvent.class, heard::add);
        janus.event(room, "{'videoroom':'event','id':77,'display':'Carol'}");
        janus.event(room, "{'videoroom':'slow_link','current-bitrate':64000}");
        janus.event(room, "{'videoroom':'teleported','room':1}");
        assertThat(heard)
                .extracting(Object::getClass)
                .containsExactly(
                        VideoRoomEvent.Renamed.class, VideoRoomEvent.SlowLink.class, VideoRoomEvent.Unknown.class);
        assertThat(heard).extracting(VideoRoomEvent::room).containsOnlyNulls();
    }

    @Test
    void aTicketBringsBackRoleStreamsAndOffer() {
        subscriber();
        HandleTicket ticket = session.handOff().handles().get(0);
        assertThat(ticket.pendingOffer()).isEqualTo(Jsep.offer("offer 1"));
        assertThat(String.valueOf(ticket.state())).contains("feed_mid").doesNotContain("offer 1");
        JanusSession claimed = Outcome.of(janus.client().claimSession(session.id()));
        janus.forget();
        JanusVideoRoomPlugin again = Outcome.of(claimed.attach(JanusVideoRoomPlugin.TYPE, AttachOptions.from(ticket)));
        assertThat(again.state()).isEqualTo(room.state());
        assertThat(again.asSubscriber().offer()).contains(Jsep.offer("offer 1"));
        assertThat(again.asSubscriber().attached()).isEmpty();
        assertThatIllegalStateException().isThrownBy(again::asPublisher).withMessageContaining("subscriber");
        assertThat(janus.sent()).isEmpty();
    }

    @Test
    void withoutATicketTheCallerSaysTheRole() {
        JanusVideoRoomPlugin again =
                Outcome.of(session.attach(JanusVideoRoomPlugin.TYPE, AttachOptions.existingHandle(99L)));
        assertThat(again.asPublisher().joined()).isEmpty();
        answers("unpublish", "{'videoroom':'event','room':1234,'unpublished':'ok'}", "");
        Outcome.of(again.asPublisher().unpublish());
        assertThat(janus.lastFrame().number("handle_id")).isEqualTo(99);
        publisher();
        assertThatIllegalStateException().isThrownBy(room::asSubscriber).withMessageContaining("1234");
    }

    @Test
    void whatAListHasThatIsTooNewIsNotSent() {
        VideoRoomSubscriber subscriber = subscriber();
        janus.forget();
        VideoRoomSubscriberRequest.Switch withLayer = VideoRoomSubscriberRequest.Switch.builder()
                .streams(List.of(VideoRoomSubscriberRequest.StreamToSwitch.builder()
                        .feed(JanusId.of(7))
                        .mid("0")
                        .subMid("0")
                        .substream(1)
                        .build()))
                .build();
        JanusVersionException tooNew = Outcome.failure(subscriber.switchTo(withLayer), JanusVersionException.class);
        assertThat(tooNew).hasMessageContaining("substream").hasMessageContaining("1.1.4");
        assertThat(janus.sent()).isEmpty();
    }

    @Test
    void badRequestsAreRefusedHere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        VideoRoomSubscriberRequest.Join.builder().room(ROOM).build())
                .withMessageStartingWith("streams:");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VideoRoomSubscriberRequest.Switch.builder().build())
                .withMessageStartingWith("streams:");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VideoRoomSubscriberRequest.Update.builder().build())
                .withMessageStartingWith("subscribe:");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VideoRoomSubscriberRequest.StreamToAdd.builder()
                        .feed(JanusId.of(7))
                        .substream(3)
                        .build())
                .withMessage("substream: 3 is not between 0 and 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VideoRoomRequest.Kick.builder().room(ROOM).build())
                .withMessage("id: it is mandatory, but is missing");
    }
}
