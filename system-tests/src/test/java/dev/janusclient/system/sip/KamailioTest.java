// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.sip;

import static dev.janusclient.system.sip.SipLine.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.message.Secret;
import dev.janusclient.plugin.sip.JanusSipRegistrationException;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.Kamailio;
import dev.janusclient.testkit.SipCaller;
import dev.janusclient.webrtc.JanusPeer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A registrar and proxy that asks for passwords (digest). */
@Tag("kamailio")
@Tag("sip-tester")
class KamailioTest {
    private static final String REALM = "testers";

    @RegisterExtension
    static final JanusExtension JANUS = SipFixture.server();

    @RegisterExtension
    final SipFixture fixture = new SipFixture(JANUS);

    private Kamailio kamailio;

    @BeforeEach
    void startKamailio() {
        kamailio = fixture.keep(
                Kamailio.start(SipFixture.ADDRESS, REALM, Map.of("alice", "open sesame", "bob", "hidden")));
    }

    @Test
    void theRightPasswordRegisters() {
        SipLine alice = registered("alice", "open sesame");
        assertThat(alice.state().account()).isEqualTo(kamailio.uri("alice"));
        done(alice.sip().unregister());
        alice.await(SipEvent.Unregistered.class);
    }

    @Test
    void thePasswordMayBeGivenAsItsDigest() throws NoSuchAlgorithmException {
        byte[] md5 = MessageDigest.getInstance("MD5")
                .digest(("alice:" + REALM + ":open sesame").getBytes(StandardCharsets.UTF_8));
        fixture.register(
                fixture.line(),
                SipRequest.Register.builder()
                        .username(kamailio.uri("alice"))
                        .ha1Secret(Secret.of(HexFormat.of().formatHex(md5)))
                        .proxy(kamailio.proxy())
                        .build());
    }

    @Test
    void theWrongPasswordFailsAndTheRightOneThenRegisters() {
        SipLine alice = fixture.line();
        CompletableFuture<SipEvent.Registered> confirmed = alice.sip().registerConfirmed(account("alice", "wrong"));
        SipEvent.RegistrationFailed failed = alice.await(SipEvent.RegistrationFailed.class);
        // Sofia's own code: it answered the challenge, and was challenged again.
        assertThat(failed.code()).isEqualTo(904);
        assertThat(failed.reason()).isEqualTo("Operation has no matching challenge ");
        assertThat(confirmed)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOfSatisfying(JanusSipRegistrationException.class, refused -> assertThat(refused.status())
                        .isEqualTo(904));
        assertThat(alice.state().account()).isNull();
        assertThat(alice.state().masterId()).isNull();

        fixture.register(alice, account("alice", "open sesame"));
        assertThat(alice.state().account()).isEqualTo(kamailio.uri("alice"));
    }

    @Test
    void twoUsersOfJanusTalkThroughTheProxy() {
        SipLine alice = registered("alice", "open sesame");
        SipLine bob = registered("bob", "hidden");
        JanusPeer alicesPeer = fixture.peer();
        JanusPeer bobsPeer = fixture.peer();

        alice.dial(kamailio.uri("bob"), alicesPeer);
        alice.await(SipEvent.Ringing.class);
        SipEvent.IncomingCall call = bob.answer(bobsPeer);
        alice.awaitAnswer(alicesPeer);
        assertThat(call.username()).isEqualTo(kamailio.uri("alice"));
        assertThat(call.callId()).isEqualTo(alice.call().callId());

        done(alicesPeer.audio().sendTone(440));
        done(bobsPeer.audio().sendTone(1000));
        done(bobsPeer.receivedAudio().hears(440));
        done(alicesPeer.receivedAudio().hears(1000));

        alice.hangUp();
        assertThat(bob.await(SipEvent.Hangup.class).code()).isEqualTo(200);
    }

    @Test
    void aCallThroughTheProxyIsDeclined() {
        SipLine alice = registered("alice", "open sesame");
        SipCaller caller = fixture.keep(
                SipCaller.callThrough(kamailio.hostAndPort(), kamailio.uri("alice"), SipFixture.noMedia()));
        alice.await(SipEvent.IncomingCall.class);
        done(alice.sip().decline(603));
        assertThat(caller.awaitFinalStatus()).isEqualTo(603);
        alice.await(SipEvent.Hangup.class);
    }

    @Test
    void aCallToAnUnknownUserEndsWith404() {
        SipLine alice = registered("alice", "open sesame");
        alice.dial(kamailio.uri("carol"), fixture.peer());
        assertThat(alice.await(SipEvent.Hangup.class).code()).isEqualTo(404);
        assertThat(alice.state().call()).isNull();
    }

    private SipLine registered(String user, String password) {
        return fixture.register(fixture.line(), account(user, password));
    }

    private SipRequest.Register account(String user, String password) {
        return SipRequest.Register.builder()
                .username(kamailio.uri(user))
                .secret(Secret.of(password))
                .proxy(kamailio.proxy())
                .build();
    }
}
