// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.recordplay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.AttachOptions;
import dev.janusclient.FakeJanus;
import dev.janusclient.JanusSession;
import dev.janusclient.Outcome;
import dev.janusclient.error.JanusVersionException;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.recordplay.RecordPlayState.Activity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the table can't say of the record and play plugin: its inconsistencies, and what the handle remembers. */
class JanusRecordPlayPluginTest {
    private static final String OFFER = "{'type':'offer','sdp':'v=0'}";

    private final FakeJanus janus = new FakeJanus();
    private final List<RecordPlayEvent> heard = new ArrayList<>();
    private JanusSession session;
    private JanusRecordPlayPlugin recordplay;

    @BeforeEach
    void attach() {
        session = Outcome.of(janus.client().createSession());
        recordplay = Outcome.of(session.attach(JanusRecordPlayPlugin.TYPE));
        recordplay.on(RecordPlayEvent.class, heard::add);
    }

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private void event(String result) {
        janus.event(recordplay, "{'recordplay':'event','result':" + result + "}");
    }

    @Test
    void theEndIsReportedInTwoWaysByOldAndNewServers() {
        event("'done'");
        event("{'status':'done','id':7,'is_private':1}");
        assertThat(heard).hasSize(2).hasOnlyElementsOfType(RecordPlayEvent.Done.class);
        assertThat(((RecordPlayEvent.Done) heard.get(1)).isPrivate()).isTrue();
    }

    @Test
    void whetherItIsPrivateIsABooleanOrANumber() {
        event("{'status':'recording','id':7,'is_private':true}");
        event("{'status':'stopped','id':7,'is_private':0}");
        assertThat(((RecordPlayEvent.Recording) heard.get(0)).isPrivate()).isTrue();
        assertThat(((RecordPlayEvent.Stopped) heard.get(1)).isPrivate()).isFalse();
    }

    @Test
    void pausingNothingIsASuccessThatSaysNothing() {
        janus.answer(
                "message:pause",
                FakeJanus.ACK,
                "{'janus':'event','session_id':$S,'sender':$H,'transaction':'$T',"
                        + "'plugindata':{'plugin':'janus.plugin.recordplay','data':{'recordplay':'event'}}}");
        assertThat(Outcome.of(recordplay.pause())).isInstanceOf(RecordPlayEvent.Unchanged.class);
    }

    @Test
    void aKeyIsNotSentToAServerThatDoesNotKnowIt() {
        RecordPlayRequest.Admin admin =
                RecordPlayRequest.Admin.builder().adminKey(Secret.of("key")).build();
        Outcome.failure(recordplay.list(admin), JanusVersionException.class);
        assertThat(janus.frames("message:list")).isEmpty();
    }

    @Test
    void theHandleKnowsWhatItDoes() {
        event("{'status':'recording','id':7}");
        event("{'status':'paused','id':7}");
        assertThat(recordplay.state()).isEqualTo(new RecordPlayState(Activity.RECORDING, 7L, true, true, null));
        event("{'status':'resumed','id':7}");
        assertThat(recordplay.state().paused()).isFalse();
        event("{'status':'stopped','id':7}");
        assertThat(recordplay.state()).isEqualTo(RecordPlayState.IDLE);
    }

    @Test
    void theOfferOfARecordingTravelsInTheTicket() {
        janus.push("{'janus':'event','session_id':" + session.id() + ",'sender':" + recordplay.handleId()
                + ",'plugindata':{'plugin':'janus.plugin.recordplay','data':{'recordplay':'event',"
                + "'result':{'status':'preparing','id':7}}},'jsep':" + OFFER + "}");
        HandleTicket ticket = session.handOff().handles().get(0);
        JanusSession claimed = Outcome.of(janus.client().claimSession(session.id()));
        JanusRecordPlayPlugin next = Outcome.of(claimed.attach(JanusRecordPlayPlugin.TYPE, AttachOptions.from(ticket)));
        assertThat(next.state()).isEqualTo(recordplay.state());
        assertThat(next.offer()).isPresent().isEqualTo(recordplay.offer());
        recordplay = next;
        event("{'status':'playing'}");
        assertThat(next.offer()).isEmpty();
        assertThat(next.state().activity()).isEqualTo(Activity.PLAYING);
    }
}
