// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import static dev.janusclient.Outcome.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.error.JanusConnectionLostException;
import dev.janusclient.error.JanusHandleNotFoundException;
import dev.janusclient.error.JanusVersionException;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.EventTable;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.transport.CloseReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attachment and re-attachment, to the letter. */
class AttachTest {
    private static final String RINGING = "{'sip':'event','result':{'event':'ringing'}}";
    private final FakeJanus janus = new FakeJanus();
    private final JanusClient client = janus.client();
    private JanusSession session;

    @BeforeEach
    void createSession() {
        session = Outcome.of(client.createSession());
        janus.forget();
    }

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private JanusSipPlugin existing(long handleId) {
        return Outcome.of(session.attach(JanusSipPlugin.TYPE, AttachOptions.existingHandle(handleId)));
    }

    @Test
    void aNormalAttachSendsOneRequestAndTakesTheIdJanusGives() {
        janus.answer("attach", "{'janus':'success','transaction':'$T','data':{'id':9007199254740993}}");
        JanusSipPlugin sip = Outcome.of(session.attach(JanusSipPlugin.TYPE));
        assertThat(janus.sent()).containsExactly("attach");
        assertThat(janus.lastFrame().json().toString())
                .matches("\\{\"janus\":\"attach\",\"session_id\":" + session.id()
                        + ",\"transaction\":\"[^\"]+\",\"plugin\":\"janus.plugin.sip\"}");
        assertThat(sip.handleId()).isEqualTo(9007199254740993L);
        assertThat(sip.plugin()).isEqualTo("janus.plugin.sip");
        assertThat(sip.session()).isSameAs(session);
        assertThat(sip.isAttached()).isTrue();
    }

    @Test
    void anOpaqueIdGoesWithTheAttach() {
        JanusSipPlugin sip = Outcome.of(session.attach(JanusSipPlugin.TYPE, AttachOptions.opaqueId("line-1")));
        assertThat(janus.lastFrame().json().string("opaque_id")).isEqualTo("line-1");
        assertThat(sip.opaqueId()).isEqualTo("line-1");
    }

    @Test
    void anEventLoopAndPortsGoWithTheAttach() {
        session.attach(JanusSipPlugin.TYPE, AttachOptions.opaqueId("line-1").withLoopIndex(3));
        assertThat(janus.lastFrame().number("loop_index")).isEqualTo(3);
        assertThat(failure(
                        session.attach(JanusSipPlugin.TYPE, AttachOptions.NONE.withPorts(20000, 20010)),
                        JanusVersionException.class))
                .hasMessage("'attach.min_port' needs Janus 1.4.2, the connected server is 1.1.2");
        assertThat(janus.sent()).hasSize(1);
        FakeJanus newer = new FakeJanus().version("1.4.2");
        Outcome.of(Outcome.of(newer.client().createSession())
                .attach(JanusSipPlugin.TYPE, AttachOptions.NONE.withPorts(20000, 20010)));
        assertThat(newer.lastFrame().number("min_port")).isEqualTo(20000);
        assertThat(newer.lastFrame().number("max_port")).isEqualTo(20010);
        newer.assertNothingLeft();
        assertThatThrownBy(() -> AttachOptions.NONE.withPorts(1, 65536)).hasMessageStartingWith("max_port: ");
    }

    @Test
    void anAbsentOrNullExistingIdIsANormalAttach() {
        session.attach(JanusSipPlugin.TYPE, AttachOptions.NONE);
        session.attach(JanusSipPlugin.TYPE, AttachOptions.existingHandle(null));
        session.attach(JanusSipPlugin.TYPE, AttachOptions.existingHandle(null).withOpaqueId(null));
        assertThat(janus.sent()).containsExactly("attach", "attach", "attach");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void whatCanBeNoHandlesIdIsRefused(long id) {
        assertThatThrownBy(() -> AttachOptions.existingHandle(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("existingHandleId: " + id);
    }

    @Test
    void anExistingIdSendsNothingAndIsThereAtOnce() {
        CompletableFuture<JanusSipPlugin> attached =
                session.attach(JanusSipPlugin.TYPE, AttachOptions.existingHandle(Long.MAX_VALUE));
        assertThat(attached).isCompleted();
        assertThat(janus.sent()).isEmpty();
        assertThat(attached.join().handleId()).isEqualTo(Long.MAX_VALUE);
        assertThat(attached.join().isAttached()).isTrue();
    }

    @Test
    void aReattachedHandleSendsAndHearsLikeAnyOther() {
        JanusSipPlugin sip = existing(4242);
        janus.answer(
                "message:hold",
                "{'janus':'event','session_id':$S,'sender':$H,'transaction':'$T','plugindata':"
                        + "{'plugin':'janus.plugin.sip','data':{'sip':'event','result':{'event':'holding'}}}}");
        Outcome.of(sip.hold());
        assertThat(janus.lastFrame().number("handle_id")).isEqualTo(4242);
        List<SipEvent> heard = new ArrayList<>();
        sip.on(SipEvent.Ringing.class, heard::add);
        janus.event(sip, RINGING);
        assertThat(heard).hasSize(1);
    }

    @Test
    void aHandleThatIsNotThereIsFoundOutWithItsFirstRequest() {
        janus.refuse("message:hold", 459);
        failure(existing(4242).hold(), JanusHandleNotFoundException.class);
        assertThat(session.isActive()).isTrue();
    }

    @Test
    void theSameHandleAttachedTwiceIsTheSameObject() {
        JanusSipPlugin first = existing(4242);
        assertThat(existing(4242)).isSameAs(first);
        JanusSipPlugin made = Outcome.of(session.attach(JanusSipPlugin.TYPE));
        assertThat(existing(made.handleId())).isSameAs(made);
        List<Object> heard = new ArrayList<>();
        first.on(SipEvent.class, heard::add);
        janus.event(first, RINGING);
        assertThat(heard).hasSize(1);
    }

    @Test
    void aHandleOfAnotherPluginIsRefused() {
        JanusSipPlugin sip = existing(4242);
        PluginType<JanusSipPlugin> other = new PluginType<>(
                "janus.plugin.echotest",
                JanusSipPlugin.TYPE.factory(),
                List.of(),
                JanusSipPlugin.TYPE.events(),
                JanusSipPlugin.TYPE.errorCodes());
        assertThatThrownBy(() -> session.attach(other, AttachOptions.existingHandle(4242L)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("handle 4242 is attached here already, to janus.plugin.sip");
        assertThat(existing(4242)).isSameAs(sip);
    }

    @Test
    void theTicketOfAnotherPluginsHandleIsRefused() {
        existing(4242);
        HandleTicket ticket = session.ticket().handles().get(0);
        assertThatThrownBy(() -> session.attach(JanusEchoTestPlugin.TYPE, AttachOptions.from(ticket)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the ticket of handle 4242 is of a handle of janus.plugin.sip and not of"
                        + " janus.plugin.echotest");
        assertThat(janus.sent()).isEmpty();
    }

    @Test
    void anInactiveSessionRefusesNormalAttachAndReattachAlike() {
        JanusSipPlugin sip = existing(4242);
        HandoverTicket ticket = session.handOff();
        assertThat(ticket.sessionId()).isEqualTo(session.id());
        for (AttachOptions options : List.of(
                AttachOptions.NONE,
                AttachOptions.existingHandle(4242L),
                AttachOptions.existingHandle(7L),
                AttachOptions.existingHandle(null),
                AttachOptions.from(ticket.handles().get(0)))) {
            assertThatThrownBy(() -> session.attach(JanusSipPlugin.TYPE, options))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("'attach' was not sent: session " + session.id()
                            + " is not active here: it was handed off");
        }
        assertThat(janus.sent()).isEmpty();
        assertThat(sip.isAttached()).isFalse();
    }

    @Test
    void everyWayToBecomeInactiveRefusesAttach() {
        Outcome.of(session.destroy());
        assertRefusesAttach(session, "it was destroyed");
        JanusSession timedOut = Outcome.of(client.createSession());
        janus.push("{'janus':'timeout','session_id':" + timedOut.id() + "}");
        assertRefusesAttach(timedOut, "it timed out at Janus");
        JanusSession claimed = Outcome.of(client.createSession());
        Outcome.of(client.claimSession(claimed.id()));
        assertRefusesAttach(claimed, "claimed anew");
        JanusSession lost = Outcome.of(client.createSession());
        janus.lose(CloseReason.Kind.IO_ERROR);
        assertRefusesAttach(lost, "its connection was lost");
        JanusSession closed = Outcome.of(client.createSession());
        client.close();
        assertRefusesAttach(closed, "the client is closed");
    }

    private static void assertRefusesAttach(JanusSession inactive, String why) {
        for (AttachOptions options : List.of(AttachOptions.NONE, AttachOptions.existingHandle(7L))) {
            assertThatThrownBy(() -> inactive.attach(JanusSipPlugin.TYPE, options))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(why);
        }
    }

    @Test
    void eventsThatComeBeforeTheAttachIsAnsweredReachTheHandleInOrder() {
        String ofNew = "{'janus':'event','session_id':$S,'sender':777,'plugindata':{'plugin':'janus.plugin.sip','data':"
                + "{'sip':'event','result':{'event':'proceeding','code':";
        janus.answer(
                "attach",
                ofNew + "181}}}}",
                ofNew + "182}}}}",
                "{'janus':'success','transaction':'$T','data':{'id':777}}",
                ofNew + "183}}}}");
        List<Integer> codes = new ArrayList<>();
        Outcome.of(session.attach(JanusSipPlugin.TYPE)).on(SipEvent.Proceeding.class, event -> codes.add(event.code()));
        janus.listenersAreThere();
        assertThat(codes).containsExactly(181, 182, 183);
    }

    @Test
    void aClaimedSessionsEarlyEventsWaitForTheAttachOfTheirHandle() {
        String early = "{'janus':'event','session_id':$S,'sender':55,'plugindata':{'plugin':'janus.plugin.sip','data':"
                + "{'sip':'event','call_id':'c','result':{'event':'incomingcall','username':'sip:x','callee':'sip:y'}}},"
                + "'jsep':{'type':'offer','sdp':'v=0'}}";
        janus.answer("claim", early, FakeJanus.SUCCESS);
        session = Outcome.of(client.claimSession(31));
        JanusSipPlugin sip = existing(55);
        assertThat(sip.offer())
                .hasValueSatisfying(offer -> assertThat(offer.sdp()).isEqualTo("v=0"));
        List<SipEvent> heard = new ArrayList<>();
        sip.on(SipEvent.IncomingCall.class, heard::add);
        janus.listenersAreThere();
        assertThat(heard).hasSize(1);
    }

    @Test
    void aHandleWhoseEndWaitedForItsAttachIsDetachedAtOnce() {
        janus.push("{'janus':'detached','session_id':" + session.id() + ",'sender':55}");
        JanusSipPlugin sip = existing(55);
        assertThat(sip.isAttached()).isFalse();
        List<CoreEvent> heard = new ArrayList<>();
        sip.on(CoreEvent.class, heard::add);
        janus.listenersAreThere();
        assertThat(heard).containsExactly(new CoreEvent.Detached());
        assertThat(existing(55)).isNotSameAs(sip);
    }

    @Test
    void anAttachWhoseConnectionIsLostEnds() {
        janus.silent("attach");
        CompletableFuture<JanusSipPlugin> attached = session.attach(JanusSipPlugin.TYPE);
        janus.lose(CloseReason.Kind.IDLE_TIMEOUT);
        failure(attached, JanusConnectionLostException.class);
    }

    @Test
    void anAttachGivenUpLeavesNoHandle() {
        janus.silent("attach");
        CompletableFuture<JanusSipPlugin> attached = session.attach(JanusSipPlugin.TYPE);
        FakeJanus.Frame attach = janus.lastFrame();
        assertThat(attached.cancel(true)).isTrue();
        janus.push(janus.fill("{'janus':'success','session_id':$S,'transaction':'$T','data':{'id':77}}", attach));
        assertThat(janus.sent()).containsExactly("attach", "detach");
        assertThat(janus.lastFrame().number("handle_id")).isEqualTo(77);
        assertThat(session.ticket().handles()).isEmpty();
        assertThat(session.isActive()).isTrue();
    }

    @Test
    void aPluginOfOnesOwnIsOneMoreType() {
        EventTable<Object> events = EventTable.<Object, RawJson>builder(RawJson.class, (data, jsep) -> data)
                .build();
        PluginType<Lua> type = new PluginType<>("janus.plugin.lua", Lua::new, List.of(), events, List.of());
        Lua lua = Outcome.of(session.attach(type));
        List<RawJson> heard = new ArrayList<>();
        lua.on(RawJson.class, heard::add);
        janus.event(lua, "{'anything':'goes'}");
        assertThat(heard).containsExactly(RawJson.of("{\"anything\":\"goes\"}"));
        janus.answer(
                "message:add",
                "{'janus':'success','transaction':'$T','plugindata':{'plugin':'janus.plugin.lua','data':{'sum':3}}}");
        assertThat(Outcome.of(lua.message(RawJson.of("{\"request\":\"add\",\"a\":1}"), null)))
                .hasToString("{\"sum\":3}");
        assertThatThrownBy(() -> lua.message(RawJson.of("[]"), null)).isInstanceOf(IllegalArgumentException.class);
    }

    private static final class Lua extends JanusPlugin {
        Lua(Attachment attachment) {
            super(attachment);
        }
    }
}
