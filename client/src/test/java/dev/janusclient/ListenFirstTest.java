// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listeners that are registered before anything is delivered. */
class ListenFirstTest {
    private final FakeJanus janus = new FakeJanus();
    private final List<Object> log = new ArrayList<>();
    private final List<SipEvent.IncomingCall> calls = new ArrayList<>();
    private final List<SipEvent.Hangup> hangups = new ArrayList<>();

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private void listen(JanusSipPlugin sip) {
        sip.on(SipEvent.class, log::add);
        sip.on(SipEvent.Hangup.class, hangups::add);
        sip.on(SipEvent.IncomingCall.class, calls::add);
    }

    private void ring(long session, long handle) {
        String sip = "{'janus':'event','session_id':" + session + ",'sender':" + handle
                + ",'plugindata':{'plugin':'janus.plugin.sip','data':{'sip':'event','result':";
        janus.push(sip + "{'event':'incomingcall','username':'sip:b@c'}}}}");
        janus.push(sip + "{'event':'hangup','code':200,'reason':'bye'}}}}");
    }

    private void assertAllHeardAllInOrder() {
        assertThat(log).hasExactlyElementsOfTypes(SipEvent.IncomingCall.class, SipEvent.Hangup.class);
        assertThat(calls).hasSize(1);
        assertThat(hangups).hasSize(1);
    }

    @Test
    void whatCameForAClaimedHandleGoesToAllThatListenFromTheBeginning() {
        List<CoreEvent> ofSession = new ArrayList<>();
        JanusSession session =
                Outcome.of(janus.client().claimSession(1000, claimed -> claimed.on(CoreEvent.class, ofSession::add)));
        ring(1000, 77);
        Outcome.of(session.attach(JanusSipPlugin.TYPE, AttachOptions.existingHandle(77L), this::listen));
        assertAllHeardAllInOrder();
        janus.push("{'janus':'timeout','session_id':1000}");
        assertThat(ofSession).hasExactlyElementsOfTypes(CoreEvent.Timeout.class);
    }

    @Test
    void aNewHandleIsPassedToItsListenersOnce() {
        List<JanusSipPlugin> made = new ArrayList<>();
        JanusSession session = Outcome.of(janus.client().createSession(created -> log.add(created)));
        assertThat(log).containsExactly(session);
        log.clear();
        JanusSipPlugin sip = Outcome.of(session.attach(JanusSipPlugin.TYPE, AttachOptions.NONE, handle -> {
            made.add(handle);
            listen(handle);
        }));
        assertThat(made).containsExactly(sip);
        ring(session.id(), sip.handleId());
        assertAllHeardAllInOrder();
        Outcome.of(session.attach(JanusSipPlugin.TYPE, AttachOptions.existingHandle(sip.handleId()), made::add));
        assertThat(made).containsExactly(sip, sip);
    }

    @Test
    void whatASessionSaysBeforeItsListenersAreThereGoesToAllOfThem() {
        List<CoreEvent> first = new ArrayList<>();
        List<CoreEvent> second = new ArrayList<>();
        JanusSession session = Outcome.of(janus.client().claimSession(1000, claimed -> {
            janus.push("{'janus':'media','session_id':1000,'type':'audio','receiving':true}");
            claimed.on(CoreEvent.class, event -> {
                first.add(event);
                assertThat(second).as("the next event goes to none before").hasSizeLessThan(first.size());
            });
            janus.push("{'janus':'timeout','session_id':1000}");
            assertThat(first).as("it is not delivered in the middle").isEmpty();
            claimed.on(CoreEvent.class, second::add);
        }));
        assertThat(session.isActive()).isFalse();
        assertThat(first).hasExactlyElementsOfTypes(CoreEvent.Media.class, CoreEvent.Timeout.class);
        assertThat(second).isEqualTo(first);
    }

    @Test
    void whatANewSessionSaysAtOnceGoesToAllOfItsListeners() {
        List<CoreEvent> first = new ArrayList<>();
        List<CoreEvent> second = new ArrayList<>();
        Outcome.of(janus.client().createSession(created -> {
            created.on(CoreEvent.class, first::add);
            janus.push("{'janus':'media','session_id':" + created.id() + ",'type':'audio','receiving':true}");
            assertThat(first).as("it is not delivered in the middle").isEmpty();
            created.on(CoreEvent.class, second::add);
        }));
        assertThat(first).hasExactlyElementsOfTypes(CoreEvent.Media.class);
        assertThat(second).isEqualTo(first);
    }
}
