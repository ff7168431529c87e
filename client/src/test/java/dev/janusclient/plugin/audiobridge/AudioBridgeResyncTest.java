// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.audiobridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.AfterAGap;
import dev.janusclient.AfterAGap.Found;
import dev.janusclient.FakeJanus;
import dev.janusclient.message.JanusId;
import dev.janusclient.recovery.MediaRecovery;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AudioBridgeResyncTest {
    private final FakeJanus janus = new FakeJanus();
    private final AfterAGap<JanusAudioBridgePlugin> gap = new AfterAGap<>(janus, JanusAudioBridgePlugin.TYPE);

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private static final String ALICE =
            "{'room':1,'id':42,'display':'Alice','muted':false,'media':true,'others':{'ids':[7,8],'muted':[8]}}";

    private void takePart(String... participants) {
        janus.answer(
                "message:listparticipants",
                AfterAGap.reply(
                        "janus.plugin.audiobridge",
                        "{'audiobridge':'participants','room':1,'participants':[" + String.join(",", participants)
                                + "]}"));
    }

    private static String one(long id, boolean muted) {
        return "{'id':" + id + ",'display':'" + id + "','setup':true,'muted':" + muted + "}";
    }

    @Test
    void nobodyCameAndNobodyWent() {
        takePart(one(42, false), one(7, false), one(8, true));
        Found<JanusAudioBridgePlugin> found = gap.found(ALICE, null);
        assertThat(found.received()).isEmpty();
        assertThat(found.outcome().findings()).isEmpty();
        assertThat(found.outcome().mediaRecovery()).isEqualTo(new MediaRecovery.RestartOnHandle("join"));
    }

    @Test
    void aHandleOfANewerServerGetsNoMediaAgain() {
        janus.version("1.2.4");
        takePart(one(42, false), one(7, false), one(8, true));
        Found<JanusAudioBridgePlugin> found = gap.found(ALICE, null);
        assertThat(found.outcome().mediaRecovery()).isEqualTo(new MediaRecovery.RestartOnNewHandle("join"));
    }

    @Test
    void everyDifferenceIsTheEventThatWasMissed() {
        takePart(one(42, true), one(8, false), one(9, true));
        Found<JanusAudioBridgePlugin> found = gap.found(ALICE, null);
        assertThat(found.received())
                .hasExactlyElementsOfTypes(
                        AudioBridgeEvent.ParticipantChanged.class,
                        AudioBridgeEvent.PeerLeft.class,
                        AudioBridgeEvent.ParticipantChanged.class,
                        AudioBridgeEvent.PeerJoined.class);
        AudioBridgeState now = found.handle().state();
        assertThat(now.muted()).isTrue();
        assertThat(now.others())
                .isEqualTo(new AudioBridgeOthers(Set.of(JanusId.of(8), JanusId.of(9)), Set.of(JanusId.of(9)), null));
        assertThat(found.outcome().findings())
                .containsExactly(
                        "we are muted",
                        "1 others left: [7]",
                        "1 others joined: [9]",
                        "1 others were muted or unmuted: [8]");
    }

    @Test
    void whoIsNotInTheListTakesNoPart() {
        takePart(one(7, false));
        Found<JanusAudioBridgePlugin> found = gap.found(ALICE, null);
        assertThat(found.received())
                .singleElement()
                .isInstanceOfSatisfying(AudioBridgeEvent.Left.class, left -> assertThat(left.id())
                        .isEqualTo(JanusId.of(42)));
        assertThat(found.handle().state()).isEqualTo(AudioBridgeState.EMPTY);
    }

    @Test
    void aRoomThatNobodyKnowsIsGone() {
        janus.answer(
                "message:listparticipants",
                AfterAGap.reply(
                        "janus.plugin.audiobridge", "{'audiobridge':'event','error_code':485,'error':'so it is'}"));
        Found<JanusAudioBridgePlugin> found = gap.found(ALICE, null);
        assertThat(found.received()).singleElement().isInstanceOf(AudioBridgeEvent.Destroyed.class);
        assertThat(found.handle().state()).isEqualTo(AudioBridgeState.EMPTY);
    }

    @Test
    void whatOnlyTheAdminApiKnowsIsTaken() {
        takePart(one(42, false));
        gap.facts("{'state':'inroom','room':1,'id':42,'display':'Alice','muted':false}", null, true);
        Found<JanusAudioBridgePlugin> found = gap.found("{}", null);
        assertThat(found.handle().state().id()).isEqualTo(JanusId.of(42));
        assertThat(found.outcome().mediaRecovery()).isEqualTo(new MediaRecovery.RestartOnHandle("join"));
        assertThat(found.outcome().findings())
                .containsExactly(
                        "a PeerConnection was negotiated", "we take part in room 1", "0 others take part in room 1");
    }

    @Test
    void aRoomOfManyIsNotKept() {
        List<AudioBridgeParticipant> many = LongStream.rangeClosed(0, AudioBridgeOthers.LIMIT)
                .mapToObj(id ->
                        new AudioBridgeParticipant(JanusId.of(id), null, true, false, null, null, false, Map.of()))
                .toList();
        assertThat(AudioBridgeOthers.of(many)).isNull();
        assertThat(AudioBridgeOthers.of(many.subList(1, many.size()))).isNotNull();
    }
}
