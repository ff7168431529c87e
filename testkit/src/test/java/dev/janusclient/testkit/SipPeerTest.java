// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The peers against each other: no Janus takes part. */
@Tag("sip-tester")
class SipPeerTest {
    private static final SipMedia MEDIA = SipMedia.none("127.0.0.1");

    @AfterEach
    void nothingIsLeftRunning() {
        assertThat(ChildProcess.living()).isEmpty();
    }

    @Test
    void aCallIsAnsweredAndEndedByTheCaller() {
        try (SipCallee callee = SipCallee.ringing(MEDIA);
                SipCaller caller = SipCaller.call(callee.uri("alice"), MEDIA)) {
            caller.awaitRinging();
            callee.answer();
            assertThat(caller.awaitFinalStatus()).isEqualTo(200);
            caller.hangUp();
            callee.awaitHungUp();
            callee.awaitEnd(Duration.ofSeconds(5));
        }
    }

    @Test
    void everythingThatHappensInACall() {
        try (SipCallee callee = SipCallee.answering(MEDIA);
                SipCaller caller = SipCaller.call(callee.uri("alice"), MEDIA)) {
            caller.sendDtmf('5');
            callee.sendDtmf('#');
            caller.sendMessage("hello there");
            caller.hold();
            caller.resume();
            callee.hold();
            callee.resume();
            caller.transfer("sip:carol@127.0.0.1:9");
            callee.awaitMessage(
                    message -> message.isRequest("NOTIFY") && message.body().contains("200 OK"), Duration.ofSeconds(5));
            callee.hangUp();
            caller.awaitHungUp();
            caller.awaitEnd(Duration.ofSeconds(5));

            assertThat(callee.messages())
                    .anyMatch(m -> m.isRequest("INFO") && m.body().contains("Signal=5"))
                    .anyMatch(m -> m.isRequest("MESSAGE") && m.body().contains("hello there"))
                    .anyMatch(m -> m.sent() && m.status() == 200 && m.body().contains("a=recvonly"))
                    .anyMatch(m -> m.isRequest("REFER")
                            && m.headers("Refer-To").toString().contains("carol"));
            assertThat(caller.messages())
                    .anyMatch(m -> m.isRequest("INFO") && !m.sent() && m.body().contains("Signal=#"));
        }
    }

    @Test
    void aRingingCallIsCancelled() {
        try (SipCallee callee = SipCallee.ringing(MEDIA);
                SipCaller caller = SipCaller.call(callee.uri("alice"), MEDIA)) {
            caller.cancel();
            callee.awaitCancelled();
            callee.awaitEnd(Duration.ofSeconds(5));
            assertThat(caller.awaitFinalStatus()).isEqualTo(487);
        }
    }

    @Test
    void aRingingCallIsRefused() {
        try (SipCallee callee = SipCallee.ringing(MEDIA);
                SipCaller caller = SipCaller.call(callee.uri("alice"), MEDIA)) {
            callee.progress();
            callee.refuse(486);
            assertThat(caller.awaitFinalStatus()).isEqualTo(486);
            caller.awaitEnd(Duration.ofSeconds(5));
            callee.awaitEnd(Duration.ofSeconds(5));
        }
    }

    @Test
    void oneSideVanishes() {
        try (SipCallee callee = SipCallee.answering(MEDIA);
                SipCaller caller = SipCaller.call(callee.uri("alice"), MEDIA)) {
            caller.vanish();
            assertThat(callee.messages()).noneMatch(m -> m.isRequest("BYE"));
        }
    }

    @Test
    void messagesOutsideCallsAreAnswered() {
        try (SipResponder responder = SipResponder.accepting("MESSAGE", "127.0.0.1")) {
            for (String text : new String[] {"one", "two"}) {
                try (SipSender sender = SipSender.message(responder.uri("alice"), text, "127.0.0.1")) {
                    assertThat(sender.awaitFinalStatus()).isEqualTo(200);
                }
            }
            assertThat(responder.messages().stream().filter(m -> m.isRequest("MESSAGE")))
                    .extracting(SipMessage::body)
                    .containsExactly("one", "two");
        }
    }
}
