// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.textroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.AttachOptions;
import dev.janusclient.FakeJanus;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.Outcome;
import dev.janusclient.error.JanusClosedException;
import dev.janusclient.error.JanusConnectionLostException;
import dev.janusclient.error.JanusPluginException;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The text room plugin's protocol over data channels, with a data channel in memory. */
class TextRoomChannelTest {
    private static final JanusId ROOM = JanusId.of(1234);

    private final FakeJanus janus = new FakeJanus();
    private final List<RawJson> sent = new ArrayList<>();
    private final List<TextRoomEvent> heard = new ArrayList<>();
    private JanusClient client;
    private JanusSession session;
    private JanusTextRoomPlugin textroom;
    private TextRoomChannel channel;

    @BeforeEach
    void open() {
        client = janus.client();
        session = Outcome.of(client.createSession());
        textroom = Outcome.of(session.attach(JanusTextRoomPlugin.TYPE));
        textroom.on(TextRoomEvent.class, heard::add);
        channel = textroom.channel(text -> sent.add(RawJson.of(text)));
    }

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    /** Says something over the data channel; {@code $T} is the transaction of the last request. */
    private void say(String text) {
        String transaction = sent.isEmpty() ? "" : sent.get(sent.size() - 1).string("transaction");
        channel.receive(text.replace('\'', '"').replace("$T", String.valueOf(transaction)));
    }

    private TextRoomReply.Participants joined(String username) {
        CompletableFuture<TextRoomReply.Participants> join = channel.join(ROOM, username);
        say("{'textroom':'success','transaction':'$T','participants':[]}");
        return Outcome.of(join);
    }

    @Test
    void aRequestIsAFrameWithItsVerbAndATransactionOfItsOwn() {
        channel.join(TextRoomRequest.Join.builder()
                .room(ROOM)
                .username("ann")
                .pin(Secret.of("1234"))
                .history(false)
                .build());
        channel.leave(ROOM);
        assertThat(sent.get(0).string("textroom")).isEqualTo("join");
        assertThat(sent.get(0).string("pin")).isEqualTo("1234");
        assertThat(sent.get(0).member("history")).hasToString("false");
        assertThat(sent.get(1).string("textroom")).isEqualTo("leave");
        assertThat(sent.get(1).string("transaction")).isNotEqualTo(sent.get(0).string("transaction"));
        client.close();
    }

    @Test
    void repliesFindTheirRequestInAnyOrder() {
        CompletableFuture<TextRoomReply.Exists> first = channel.exists(ROOM);
        CompletableFuture<TextRoomReply.Exists> second = channel.exists(JanusId.of("kitchen"));
        say("{'textroom':'success','transaction':'$T','room':'kitchen','exists':false}");
        assertThat(first).isNotDone();
        assertThat(Outcome.of(second).room()).isEqualTo(JanusId.of("kitchen"));
        String transaction = Objects.requireNonNull(sent.get(0).string("transaction"));
        say("{'textroom':'success','transaction':'" + transaction + "','room':1234,'exists':true}");
        assertThat(Outcome.of(first).exists()).isTrue();
        assertThat(heard).isEmpty();
    }

    @Test
    void repliesWithoutTheUsualMarkAreUnderstood() {
        CompletableFuture<TextRoomReply.Done> kick = channel.kick(
                TextRoomRequest.Kick.builder().room(ROOM).username("ann").build());
        say("{'textbridge':'success','transaction':'$T'}");
        assertThat(Outcome.of(kick).extra()).isEmpty();
        CompletableFuture<TextRoomReply.Participants> list = channel.listParticipants(ROOM);
        say("{'transaction':'$T','room':1234,'participants':[{'username':'ann','display':'Ann'}]}");
        assertThat(Outcome.of(list).participants().get(0).display()).isEqualTo("Ann");
        assertThat(Outcome.of(list).extra()).isEmpty();
    }

    @Test
    void anErrorFailsItsRequest() {
        CompletableFuture<TextRoomReply.Participants> join = channel.join(ROOM, "ann");
        say("{'textroom':'error','transaction':'$T','error_code':420,'error':'Username already taken'}");
        JanusPluginException refused = Outcome.failure(join, JanusPluginException.class);
        assertThat(refused.code()).isEqualTo(420);
        assertThat(refused.codeName()).isEqualTo("USERNAME_EXISTS");
        assertThat(refused.request()).isEqualTo("join");
        assertThat(textroom.state().rooms()).isEmpty();
    }

    @Test
    void aRequestNobodyAnswersEndsAtTheDeadline() {
        CompletableFuture<TextRoomReply.Participants> join = channel.join(ROOM, "ann");
        janus.scheduler().advance(Duration.ofSeconds(60));
        Outcome.failure(join, JanusTimeoutException.class);
        say("{'textroom':'success','transaction':'$T','participants':[]}");
        assertThat(heard).singleElement().isInstanceOf(TextRoomEvent.LateSuccess.class);
    }

    @Test
    void aRequestEndsWithTheClient() {
        CompletableFuture<TextRoomReply.Participants> join = channel.join(ROOM, "ann");
        client.close();
        Outcome.failure(join, JanusConnectionLostException.class);
        Outcome.failure(channel.join(ROOM, "ann"), JanusClosedException.class);
        assertThat(sent).hasSize(1);
    }

    @Test
    void aChannelThatCanNotSendFailsTheRequest() {
        TextRoomChannel broken = textroom.channel(text -> {
            throw new IllegalStateException("closed");
        });
        assertThat(Outcome.failure(broken.exists(ROOM), IllegalStateException.class))
                .hasMessage("closed");
        janus.scheduler().advance(Duration.ofSeconds(1));
    }

    @Test
    void aMessageThatIsNotConfirmedIsDoneAtOnce() {
        TextRoomRequest.Message quiet = TextRoomRequest.Message.builder()
                .room(ROOM)
                .text("hi")
                .ack(false)
                .build();
        assertThat(Outcome.of(channel.message(quiet)).sent()).isNull();
        say("{'textroom':'error','transaction':'$T','error_code':422,'error':'Not in room'}");
        assertThat(heard).singleElement().isInstanceOf(TextRoomEvent.Refused.class);
    }

    @Test
    void whatComesByItselfIsAnEvent() {
        say("{'textroom':'message','room':1234,'from':'ann','date':'d','text':'hi','whisper':true}");
        say("{'textroom':'announcement','room':1234,'date':'d','text':'closing'}");
        assertThat(heard).hasSize(2);
        assertThat(heard.get(0)).isInstanceOfSatisfying(TextRoomEvent.Message.class, message -> {
            assertThat(message.from()).isEqualTo("ann");
            assertThat(message.whisper()).isTrue();
        });
        assertThat(heard.get(1)).isInstanceOf(TextRoomEvent.Announcement.class);
    }

    @Test
    void whatIsNoJsonObjectIsUnknownAndNotAnError() {
        channel.receive("hello");
        channel.receive("[1]");
        channel.receive("{\"textroom\":");
        channel.receive("{\"textroom\":\"levitate\"}");
        assertThat(heard).hasSize(4).hasOnlyElementsOfType(TextRoomEvent.Unknown.class);
        assertThat(heard.get(0).toString()).contains("hello");
    }

    @Test
    void theTicketSaysInWhichRoomsWeAreAndNoPin() {
        CompletableFuture<TextRoomReply.Participants> join = channel.join(TextRoomRequest.Join.builder()
                .room(ROOM)
                .username("ann")
                .display("Ann")
                .pin(Secret.of("topsecret"))
                .build());
        say("{'textroom':'success','transaction':'$T','participants':[]}");
        Outcome.of(join);
        String ticket = session.ticket().toJson();
        assertThat(ticket).doesNotContain("topsecret");
        HandleTicket handle = session.handOff().handles().get(0);
        session = Outcome.of(janus.client().claimSession(session.id()));
        JanusTextRoomPlugin next = Outcome.of(session.attach(JanusTextRoomPlugin.TYPE, AttachOptions.from(handle)));
        assertThat(next.state().rooms()).containsExactly(new TextRoomState.Membership(ROOM, "ann", "Ann"));
    }

    @Test
    void aRoomThatIsLeftInAnyWayIsForgotten() {
        joined("ann");
        say("{'textroom':'leave','room':1234,'username':'bob'}");
        assertThat(textroom.state().rooms()).hasSize(1);
        say("{'textroom':'kicked','room':1234,'username':'ann'}");
        assertThat(textroom.state().rooms()).isEmpty();
        joined("ann");
        say("{'textroom':'destroyed','room':1234}");
        assertThat(textroom.state().rooms()).isEmpty();
        joined("ann");
        joined("anna");
        assertThat(textroom.state().rooms()).extracting("username").containsExactly("anna");
        CompletableFuture<TextRoomReply.Done> leave = channel.leave(ROOM);
        say("{'textroom':'success','transaction':'$T'}");
        Outcome.of(leave);
        assertThat(textroom.state().rooms()).isEmpty();
    }
}
