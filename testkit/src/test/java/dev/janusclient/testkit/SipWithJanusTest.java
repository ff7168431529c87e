// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The SIP peers and the SIP plugin of the real Janus; signalling only. */
@Tag("sip-tester")
class SipWithJanusTest {
    @RegisterExtension
    static final JanusExtension JANUS =
            JanusExtension.with(JanusServer.builder().plugins("sip"));

    private static final SipMedia MEDIA = SipMedia.none("127.0.0.1");

    private RawClient client;
    private long session;
    private long handle;

    @BeforeEach
    void attach() {
        client = new RawClient(JANUS.server().uri());
        session = client.created("{'janus':'create'}");
        handle = client.created("{'janus':'attach','plugin':'janus.plugin.sip','session_id':" + session + "}");
    }

    @AfterEach
    void destroy() {
        client.request("{'janus':'destroy','session_id':" + session + "}");
        client.close();
    }

    @Test
    void aRegisteredUserIsCalledAndDeclines() {
        try (SipRegistrar registrar = SipRegistrar.start()) {
            register(registrar.proxy(), "alice", "any");
            client.awaitSip("registered");
            try (SipCaller caller =
                    SipCaller.call(registrar.awaitContact("alice"), "Carol", "carol", MEDIA, "X-Test: yes\n")) {
                Map<String, Object> call = client.awaitSip("incomingcall");
                assertThat(call.toString()).contains("Carol", "sip:carol@", "type=offer");
                body("{'request':'decline','code':486}");
                assertThat(caller.awaitFinalStatus()).isEqualTo(486);
                client.awaitSip("hangup");
            }
        }
    }

    @Test
    void aCallerWhoGivesUpIsReported() {
        try (SipRegistrar registrar = SipRegistrar.start()) {
            register(registrar.proxy(), "alice", "any");
            try (SipCaller caller = SipCaller.call(registrar.awaitContact("alice"), MEDIA)) {
                client.awaitSip("incomingcall");
                caller.cancel();
                client.awaitSip("hangup");
            }
        }
    }

    @Test
    void aMessageReachesARegisteredUser() {
        try (SipRegistrar registrar = SipRegistrar.start();
                SipResponder friend = SipResponder.accepting("MESSAGE", "127.0.0.1")) {
            register(registrar.proxy(), "alice", "any");
            client.awaitSip("registered");
            try (SipSender sender = SipSender.message(registrar.awaitContact("alice"), "hello alice", "127.0.0.1")) {
                assertThat(sender.awaitFinalStatus()).isEqualTo(200);
                assertThat(client.awaitSip("message").toString()).contains("hello alice");
            }
            body("{'request':'message','uri':'" + friend.uri("bob") + "','content':'hello bob'}");
            assertThat(friend.awaitRequest("MESSAGE").body()).isEqualTo("hello bob");
        }
    }

    @Test
    void aSubscriptionIsNotified() {
        try (SipRegistrar registrar = SipRegistrar.start();
                SipResponder notifier = SipResponder.notifier(
                        "message-summary",
                        "application/simple-message-summary",
                        "Messages-Waiting: yes",
                        "127.0.0.1")) {
            register(registrar.proxy(), "alice", "any");
            client.awaitSip("registered");
            body("{'request':'subscribe','to':'" + notifier.uri("bob") + "','event':'message-summary','accept':"
                    + "'application/simple-message-summary'}");
            assertThat(client.awaitSip("notify").toString()).contains("Messages-Waiting: yes");
            notifier.publish("Messages-Waiting: no");
            client.await(message -> message.toString().contains("Messages-Waiting: no"));
        }
    }

    @Tag("kamailio")
    @Test
    void kamailioAcceptsTheRightPasswordOnly() {
        try (Kamailio kamailio = Kamailio.start("testers", Map.of("alice", "secret", "bob", "hidden"))) {
            register(kamailio.proxy(), "alice", "wrong");
            client.awaitSip("registration_failed");
            register(kamailio.proxy(), "alice", "secret");
            client.awaitSip("registered");

            try (SipCallee bob = SipCallee.ringing(MEDIA);
                    SipSender registration =
                            SipSender.register(kamailio.hostAndPort(), "bob", "hidden", bob.uri("bob"), "127.0.0.1")) {
                assertThat(registration.awaitFinalStatus()).isEqualTo(200);
                try (SipCaller caller = SipCaller.callThrough(kamailio.hostAndPort(), kamailio.uri("bob"), MEDIA)) {
                    caller.awaitRinging();
                    bob.answer();
                    assertThat(caller.awaitFinalStatus()).isEqualTo(200);
                    bob.hangUp();
                    caller.awaitHungUp();
                }
            }
            try (SipCaller caller = SipCaller.callThrough(kamailio.hostAndPort(), kamailio.uri("alice"), MEDIA)) {
                client.awaitSip("incomingcall");
                body("{'request':'decline','code':603}");
                assertThat(caller.awaitFinalStatus()).isEqualTo(603);
            }
        }
    }

    private void register(String proxy, String user, String secret) {
        String host = proxy.substring("sip:".length());
        body("{'request':'register','username':'sip:" + user + "@" + host + "','secret':'" + secret + "','proxy':'"
                + proxy + "'}");
    }

    private void body(String body) {
        client.request(
                "{'janus':'message','session_id':" + session + ",'handle_id':" + handle + ",'body':" + body + "}");
    }
}
