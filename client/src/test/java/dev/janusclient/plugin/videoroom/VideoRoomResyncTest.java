// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videoroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.AfterAGap;
import dev.janusclient.AfterAGap.Found;
import dev.janusclient.FakeJanus;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.recovery.MediaRecovery;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VideoRoomResyncTest {
    private final FakeJanus janus = new FakeJanus();
    private final AfterAGap<JanusVideoRoomPlugin> gap = new AfterAGap<>(janus, JanusVideoRoomPlugin.TYPE);

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private static String alice(boolean media) {
        return alice(media, true);
    }

    private static String alice(boolean media, boolean tellsOfSilent) {
        return "{'role':'PUBLISHER','room':1,'id':42,'privateId':43,'display':'Alice','media':" + media
                + ",'others':{'publishing':[7,8],'silent':[9],'tellsOfSilent':" + tellsOfSilent + "}}";
    }

    private void inTheRoom(String participants) {
        janus.answer(
                "message:listparticipants",
                AfterAGap.reply(
                        "janus.plugin.videoroom",
                        "{'videoroom':'participants','room':1,'participants':[" + participants + "]}"));
    }

    @Test
    void nobodyCameAndNobodyWent() {
        inTheRoom("{'id':42,'publisher':true},{'id':7,'publisher':true},{'id':8,'publisher':true},"
                + "{'id':9,'publisher':false}");
        Found<JanusVideoRoomPlugin> found = gap.found(alice(true), null);
        assertThat(found.received()).isEmpty();
        assertThat(found.outcome().findings()).isEmpty();
        assertThat(found.outcome().unresolved()).isNotEmpty();
        assertThat(found.outcome().mediaRecovery()).isEqualTo(new MediaRecovery.RestartOnHandle("publish"));
    }

    @Test
    void everyDifferenceIsTheEventThatWasMissed() {
        inTheRoom("{'id':42,'publisher':false},{'id':8,'publisher':false},{'id':9,'display':'Nine','publisher':true},"
                + "{'id':10,'publisher':false}");
        Found<JanusVideoRoomPlugin> found = gap.found(alice(false), null);
        assertThat(found.received())
                .hasExactlyElementsOfTypes(
                        VideoRoomEvent.PeerLeft.class,
                        VideoRoomEvent.PeerUnpublished.class,
                        VideoRoomEvent.Publishers.class,
                        VideoRoomEvent.PeerJoining.class);
        assertThat(((VideoRoomEvent.PeerLeft) found.received().get(0)).leaving())
                .isEqualTo(JanusId.of(7));
        assertThat(((VideoRoomEvent.PeerUnpublished) found.received().get(1)).unpublished())
                .isEqualTo(JanusId.of(8));
        assertThat(((VideoRoomEvent.Publishers) found.received().get(2)).publishers())
                .singleElement()
                .satisfies(publisher -> {
                    assertThat(publisher.id()).isEqualTo(JanusId.of(9));
                    assertThat(publisher.display()).isEqualTo("Nine");
                    assertThat(publisher.streams()).isEmpty();
                });
        assertThat(found.handle().state().others())
                .isEqualTo(new VideoRoomOthers(Set.of(JanusId.of(9)), Set.of(JanusId.of(8), JanusId.of(10)), true));
        assertThat(found.outcome().findings())
                .containsExactly(
                        "1 others left: [7]",
                        "1 others do not publish any more: [8]",
                        "1 others publish now: [9]",
                        "1 others are in the room without publishing: [10]");
        assertThat(found.outcome().unresolved()).contains("which streams are published by [9]");
    }

    @Test
    void aRoomThatTellsOfPublishersOnlyHasNotReported() {
        inTheRoom("{'id':42,'publisher':true},{'id':7,'publisher':true},{'id':8,'publisher':true},"
                + "{'id':9,'publisher':false},{'id':10,'publisher':false}");
        Found<JanusVideoRoomPlugin> found = gap.found(alice(true, false), null);
        assertThat(found.received()).isEmpty();
        assertThat(found.outcome().findings()).containsExactly("1 others are in the room without publishing: [10]");
    }

    @Test
    void whoIsNotInTheListIsNotInTheRoom() {
        inTheRoom("{'id':7,'publisher':true}");
        Found<JanusVideoRoomPlugin> found = gap.found(alice(true), null);
        assertThat(found.received()).singleElement().isInstanceOf(VideoRoomEvent.Left.class);
        assertThat(found.handle().state()).isEqualTo(VideoRoomState.EMPTY);
        assertThat(found.outcome().mediaRecovery()).isEqualTo(new MediaRecovery.None());
    }

    @Test
    void aRoomThatNobodyKnowsIsGone() {
        refuses(426);
        Found<JanusVideoRoomPlugin> found = gap.found(alice(true), null);
        assertThat(found.received()).singleElement().isInstanceOf(VideoRoomEvent.Destroyed.class);
    }

    private void refuses(int code) {
        janus.answer(
                "message:listparticipants",
                AfterAGap.reply(
                        "janus.plugin.videoroom",
                        "{'videoroom':'event','error_code':" + code + ",'error':'so it is'}"));
    }

    @Test
    void anotherRefusalSaysNothingOfTheRoom() {
        refuses(433);
        Found<JanusVideoRoomPlugin> found = gap.found(alice(true), null);
        assertThat(found.received()).isEmpty();
        assertThat(found.handle().state().room()).isEqualTo(JanusId.of(1));
        assertThat(found.outcome().unresolved()).anyMatch(sentence -> sentence.startsWith("who is in room 1"));
    }

    @Test
    void aLargeRoomIsOnlyCounted() {
        inTheRoom("{'id':42,'publisher':true},{'id':7,'publisher':true}");
        Found<JanusVideoRoomPlugin> found =
                gap.found("{'role':'PUBLISHER','room':1,'id':42,'privateId':43,'media':false}", null);
        assertThat(found.received()).isEmpty();
        assertThat(found.outcome().findings()).containsExactly("1 others are in room 1");
    }

    @Test
    void theAdminApiTellsOfAPeerConnectionThatIsGone() {
        inTheRoom("{'id':42,'publisher':false}");
        gap.facts("{'type':'publisher','room':1,'id':42,'private_id':43,'streams':[]}", null, false);
        Found<JanusVideoRoomPlugin> found = gap.found(alice(true), null);
        assertThat(found.outcome().findings()).contains("there is no PeerConnection");
        assertThat(found.outcome().mediaRecovery()).isEqualTo(new MediaRecovery.None());
    }

    @Test
    void aSubscriberReceivesNewsOfAnotherSubscription() {
        inTheRoom("{'id':7,'publisher':true}");
        String stream = "{'type':'audio','active':%s,'mindex':0,'mid':'0','ready':true,'send':true,'feed_id':7,"
                + "'feed_mid':'0'}";
        String known = "{'role':'SUBSCRIBER','room':1,'media':true,'streams':[" + String.format(stream, true) + "]}";
        String now = "{'type':'subscriber','room':1,'streams':[" + String.format(stream, false) + "]}";
        gap.facts(now, Jsep.offer("v=0"), true);
        Found<JanusVideoRoomPlugin> found = gap.found(known, null);
        assertThat(found.received()).singleElement().isInstanceOf(VideoRoomEvent.Updated.class);
        assertThat(found.handle().state().streams()).singleElement().satisfies(one -> assertThat(one.active())
                .isFalse());
        assertThat(found.outcome().mediaRecovery()).isEqualTo(new MediaRecovery.RestartOnNewHandle("join"));
    }

    @Test
    void aSubscriberFindsOutWhoOfThoseItReceivedIsGone() {
        inTheRoom("{'id':8,'publisher':true}");
        Found<JanusVideoRoomPlugin> found = gap.found(
                "{'role':'SUBSCRIBER','room':1,'media':true,'streams':[{'type':'audio','active':true,'mindex':0,"
                        + "'mid':'0','ready':true,'send':true,'feed_id':7}]}",
                null);
        assertThat(found.received()).as("subscribers are not told of it").isEmpty();
        assertThat(found.outcome().findings()).containsExactly("1 others that we received left: [7]");
        assertThat(found.outcome().unresolved()).contains("how the subscription is now");
    }

    @Test
    void aFirstOfferThatWasNotAnsweredCanBe() {
        inTheRoom("{'id':7,'publisher':true}");
        Jsep offer = Jsep.offer("v=0");
        Found<JanusVideoRoomPlugin> found =
                gap.found("{'role':'SUBSCRIBER','room':1,'media':false,'streams':[]}", offer);
        assertThat(found.outcome().mediaRecovery()).isEqualTo(new MediaRecovery.AnswerOffer(offer, "start"));
    }
}
