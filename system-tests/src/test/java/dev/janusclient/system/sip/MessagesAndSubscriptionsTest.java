// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.sip;

import static dev.janusclient.system.sip.SipLine.done;
import static dev.janusclient.system.sip.SipLine.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.SipMessage;
import dev.janusclient.testkit.SipResponder;
import dev.janusclient.testkit.SipSender;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What needs no call: messages, and being told of somebody's state. */
@Tag("sip-tester")
class MessagesAndSubscriptionsTest {
    private static final String EVENT = "message-summary";
    private static final String CONTENT_TYPE = "application/simple-message-summary";

    @RegisterExtension
    static final JanusExtension JANUS = SipFixture.server();

    @RegisterExtension
    final SipFixture fixture = new SipFixture(JANUS);

    @Test
    void aMessageOfOursIsDelivered() {
        SipLine alice = fixture.registered("alice");
        SipResponder friend = fixture.keep(SipResponder.accepting("MESSAGE", SipFixture.ADDRESS));
        SipEvent.MessageSent sent = done(alice.sip()
                .message(SipRequest.Message.builder()
                        .uri(friend.uri("bob"))
                        .content("hello bob")
                        .callId("message-of-ours")
                        .headers(Map.of("X-Note", "1"))
                        .build()));
        assertThat(sent.callId()).isEqualTo("message-of-ours");
        alice.await(SipEvent.MessageSent.class);
        SipEvent.MessageDelivery delivery = alice.await(SipEvent.MessageDelivery.class);
        assertThat(delivery.code()).isEqualTo(200);
        assertThat(delivery.reason()).isEqualTo("OK");
        assertThat(delivery.callId()).isEqualTo("message-of-ours");
        SipMessage message = friend.awaitRequest("MESSAGE");
        assertThat(message.body()).isEqualTo("hello bob");
        assertThat(message.header("Content-Type")).isEqualTo("text/plain");
        assertThat(message.header("X-Note")).isEqualTo("1");
    }

    @Test
    void aMessageThatIsRefusedIsDeliveredWithItsCode() {
        SipLine alice = fixture.registered("alice");
        SipResponder away =
                fixture.keep(SipResponder.answering("MESSAGE", 480, "Temporarily Unavailable", SipFixture.ADDRESS));
        SipEvent.MessageSent sent = done(alice.sip().message(message(away.uri("bob"))));
        SipEvent.MessageDelivery delivery = alice.await(SipEvent.MessageDelivery.class);
        assertThat(delivery.code()).isEqualTo(480);
        assertThat(delivery.reason()).isEqualTo("Temporarily Unavailable");
        assertThat(delivery.callId()).isEqualTo(sent.callId());
    }

    @Test
    void aMessageToUsIsDelivered() {
        SipLine alice = fixture.registered("alice");
        SipSender bob = fixture.keep(SipSender.message(fixture.contact("alice"), "hello alice", SipFixture.ADDRESS));
        assertThat(bob.awaitFinalStatus()).isEqualTo(200);
        SipEvent.Message message = alice.await(SipEvent.Message.class);
        assertThat(message.sender()).isEqualTo(bob.uri("bob"));
        assertThat(message.displayname()).isNull();
        assertThat(message.content()).isEqualTo("hello alice");
        assertThat(message.contentType()).isEqualTo("text/plain");
        assertThat(alice.state().call()).isNull();
    }

    @Test
    void aMessageToNoAddressOrWithoutAnAccountIsRefused() {
        refused("message", 447, "WRONG_STATE", fixture.line().sip().message(message("sip:bob@example.org")));
        refused("message", 446, "INVALID_ADDRESS", fixture.guest("alice").sip().message(message("nonsense")));
    }

    @Test
    void aSubscriptionTellsOfEveryChangeUntilItIsEnded() {
        SipLine alice = fixture.registered("alice");
        SipResponder mailbox =
                fixture.keep(SipResponder.notifier(EVENT, CONTENT_TYPE, "Messages-Waiting: yes", SipFixture.ADDRESS));
        SipRequest.Subscribe subscription = SipRequest.Subscribe.builder()
                .to(mailbox.uri("bob"))
                .event(EVENT)
                .accept(CONTENT_TYPE)
                .subscribeTtl(60)
                .headers(Map.of("X-Box", "4"))
                .build();

        done(alice.sip().subscribe(subscription));
        alice.await(SipEvent.Subscribing.class);
        SipEvent.SubscribeSucceeded succeeded = alice.await(SipEvent.SubscribeSucceeded.class);
        assertThat(succeeded.code()).isEqualTo(200);
        assertThat(succeeded.expires()).isEqualTo(600);
        SipMessage subscribe = mailbox.awaitRequest("SUBSCRIBE");
        assertThat(subscribe.header("Event")).isEqualTo(EVENT);
        assertThat(subscribe.header("Accept")).isEqualTo(CONTENT_TYPE);
        assertThat(subscribe.header("Expires")).isEqualTo("60");
        assertThat(subscribe.header("X-Box")).isEqualTo("4");

        SipEvent.Notify first = alice.await(SipEvent.Notify.class);
        assertThat(first.eventPackage()).isEqualTo(EVENT);
        assertThat(first.substate()).isEqualTo("active");
        assertThat(first.contentType()).isEqualTo(CONTENT_TYPE);
        assertThat(first.content()).contains("Messages-Waiting: yes");
        assertThat(first.callId()).isEqualTo(succeeded.callId());
        mailbox.publish("Messages-Waiting: no");
        assertThat(alice.await(SipEvent.Notify.class).content()).contains("Messages-Waiting: no");

        done(alice.sip().unsubscribe(subscription));
        alice.await(SipEvent.Unsubscribing.class);
        mailbox.awaitMessage(
                message -> message.isRequest("SUBSCRIBE")
                        && message.headers("Expires").contains("0"),
                Duration.ofSeconds(20));
        // The notifier says once more how things are.
        alice.await(SipEvent.Notify.class);
    }

    @Test
    void aRefusedSubscriptionIsDeliveredWithItsCode() {
        SipLine alice = fixture.registered("alice");
        SipResponder other = fixture.keep(SipResponder.answering("SUBSCRIBE", 489, "Bad Event", SipFixture.ADDRESS));
        done(alice.sip().subscribe(subscription(other.uri("bob"))));
        SipEvent.SubscribeFailed failed = alice.await(SipEvent.SubscribeFailed.class);
        assertThat(failed.code()).isEqualTo(489);
        assertThat(failed.reason()).isEqualTo("Bad Event");
    }

    @Test
    void aSubscriptionWithoutAnAccountIsRefused() {
        SipLine nobody = fixture.line();
        refused("subscribe", 447, "WRONG_STATE", nobody.sip().subscribe(subscription("sip:bob@example.org")));
        refused("unsubscribe", 447, "WRONG_STATE", nobody.sip().unsubscribe(subscription("sip:bob@example.org")));
    }

    @Test
    void onlyASubscriptionThatThereIsCanBeEnded() {
        SipLine alice = fixture.registered("alice");
        assertThat(refused(
                                "unsubscribe",
                                447,
                                "WRONG_STATE",
                                alice.sip().unsubscribe(subscription("sip:bob@example.org")))
                        .reason())
                .contains("not subscribed");
    }

    private static SipRequest.Message message(String uri) {
        return SipRequest.Message.builder().uri(uri).content("hello").build();
    }

    private static SipRequest.Subscribe subscription(String to) {
        return SipRequest.Subscribe.builder().to(to).event(EVENT).build();
    }
}
