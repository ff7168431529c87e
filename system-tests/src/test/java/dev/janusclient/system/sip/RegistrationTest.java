// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.sip;

import static dev.janusclient.system.sip.SipLine.done;
import static dev.janusclient.system.sip.SipLine.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.message.Secret;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.plugin.sip.SipState;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.SipMessage;
import dev.janusclient.testkit.SipRegistrar;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Accounts, with a registrar that asks for no password and without one. See {@link KamailioTest} for passwords. */
@Tag("sip-tester")
class RegistrationTest {
    @RegisterExtension
    static final JanusExtension JANUS = SipFixture.server();

    @RegisterExtension
    final SipFixture fixture = new SipFixture(JANUS);

    @Test
    void anAccountIsRegisteredWithEverythingThatWasAskedFor() {
        SipLine alice = fixture.line();
        SipRegistrar registrar = fixture.registrar();
        SipRequest.Register account = SipRequest.Register.builder()
                .username(fixture.account("alice").username())
                .secret(Secret.of("not asked for"))
                .proxy(registrar.proxy())
                .userAgent("tester/1")
                .registerTtl(77)
                .headers(Map.of("X-Desk", "12"))
                .contactParams(Map.of("shift", "night"))
                .build();

        assertThat(done(alice.sip().register(account))).isInstanceOf(SipEvent.Registering.class);
        SipEvent.Registered registered = alice.await(SipEvent.Registered.class);

        assertThat(registered.username()).isEqualTo("alice");
        assertThat(registered.registerSent()).isTrue();
        assertThat(registered.helper()).isFalse();
        assertThat(alice.state())
                .isEqualTo(new SipState(account.username(), null, registered.masterId(), null, null, null));
        SipMessage register = registrar.awaitMessage(message -> message.isRequest("REGISTER"), Duration.ofSeconds(20));
        assertThat(register.header("User-Agent")).isEqualTo("tester/1");
        assertThat(register.header("Expires")).isEqualTo("77");
        assertThat(register.header("X-Desk")).isEqualTo("12");
        assertThat(register.header("Contact")).contains("shift=night");
    }

    @Test
    void aRefreshRegistersTheSameAccountAgain() {
        SipLine alice = fixture.registered("alice");
        Long masterId = alice.state().masterId();
        SipRequest.Register account = fixture.account("alice");

        done(alice.sip()
                .register(SipRequest.Register.builder()
                        .username(account.username())
                        .secret(account.secret())
                        .proxy(account.proxy())
                        .headers(Map.of("X-Refresh", "yes"))
                        .refresh(true)
                        .build()));

        assertThat(alice.await(SipEvent.Registered.class).masterId()).isEqualTo(masterId);
        fixture.registrar()
                .awaitMessage(
                        message -> message.isRequest("REGISTER")
                                && message.headers("X-Refresh").contains("yes"),
                        Duration.ofSeconds(20));
    }

    @Test
    void anAccountIsTakenOffItsRegistrar() {
        SipLine alice = fixture.registered("alice");
        done(alice.sip().unregister());
        alice.await(SipEvent.Unregistering.class);
        assertThat(alice.await(SipEvent.Unregistered.class).username()).isEqualTo("alice");
        assertThat(alice.state()).isEqualTo(SipState.EMPTY);
        fixture.registrar()
                .awaitMessage(
                        message -> message.isRequest("REGISTER")
                                && message.headers("Expires").contains("0"),
                        Duration.ofSeconds(20));
    }

    @Test
    void aGuestIsRegisteredAtOnceAndNowhere() {
        SipLine guest = fixture.line();
        SipEvent.RegisterReply reply = done(guest.sip()
                .register(SipRequest.Register.builder()
                        .type(SipRequest.Register.Type.GUEST)
                        .username("sip:guest@" + SipFixture.ADDRESS)
                        .build()));
        assertThat(reply).isInstanceOfSatisfying(SipEvent.Registered.class, registered -> {
            assertThat(registered.registerSent()).isFalse();
            assertThat(registered.helper()).isFalse();
        });
        assertThat(guest.state().account()).isEqualTo("sip:guest@" + SipFixture.ADDRESS);
    }

    @Test
    void anAccountMayDoWithoutRegister() {
        SipLine alice = fixture.line();
        SipRequest.Register account = fixture.account("alice");
        SipEvent.RegisterReply reply = done(alice.sip()
                .register(SipRequest.Register.builder()
                        .username(account.username())
                        .secret(account.secret())
                        .proxy(account.proxy())
                        .sendRegister(false)
                        .build()));
        assertThat(reply)
                .isInstanceOfSatisfying(SipEvent.Registered.class, registered -> assertThat(registered.registerSent())
                        .isFalse());
        assertThat(fixture.registrar().contacts("alice")).isEmpty();
    }

    @Test
    void aHelperJoinsAnAccountByItsMasterId() {
        SipLine alice = fixture.registered("alice");
        String contact = fixture.contact("alice");
        SipLine helper = fixture.line();
        SipRequest.Register join = helper(fixture.account("alice").username(), masterId(alice));

        assertThat(done(helper.sip().register(join))).isInstanceOfSatisfying(SipEvent.Registered.class, registered -> {
            assertThat(registered.helper()).isTrue();
            assertThat(registered.registerSent()).isFalse();
            assertThat(registered.masterId()).isEqualTo(masterId(alice));
        });
        assertThat(helper.state().helper()).isTrue();
        assertThat(helper.state().masterId()).isEqualTo(masterId(alice));
        assertThat(fixture.registrar().contacts("alice"))
                .as("the account alone is registered")
                .containsOnly(contact);
    }

    @Test
    void aHelperOfNobodyIsRefused() {
        SipLine helper = fixture.line();
        refused("register", 453, "HELPER_ERROR", helper.sip().register(helper("sip:alice@example.org", 4711)));
        assertThat(helper.state().account()).isNull();
        assertThat(helper.await(SipEvent.Refused.class).errorCode()).isEqualTo(453);
    }

    @Test
    void whatCanNotBeRegisteredIsRefusedAndTheStateStaysAsItWas() {
        SipLine alice = fixture.line();
        SipRequest.Register account = fixture.account("alice");
        refused(
                "register",
                443,
                "MISSING_ELEMENT",
                alice.sip()
                        .register(SipRequest.Register.builder()
                                .username(account.username())
                                .proxy(account.proxy())
                                .build()));
        refused(
                "register",
                446,
                "INVALID_ADDRESS",
                alice.sip()
                        .register(SipRequest.Register.builder()
                                .username("nonsense")
                                .secret(account.secret())
                                .build()));
        refused("unregister", 447, "WRONG_STATE", alice.sip().unregister());
        assertThat(alice.state()).isEqualTo(SipState.EMPTY);

        fixture.register(alice, account);
        SipState registered = alice.state();
        refused("register", 445, "ALREADY_REGISTERED", alice.sip().register(fixture.account("somebody-else")));
        assertThat(alice.state()).isEqualTo(registered);
    }

    @Test
    void aResetHandleBeginsAnew() {
        SipLine alice = fixture.guest("alice");
        assertThat(done(alice.sip().reset()).callId()).isNull();
        alice.await(SipEvent.Reset.class);
        assertThat(alice.state()).isEqualTo(SipState.EMPTY);
        refused("unregister", 447, "WRONG_STATE", alice.sip().unregister());
        fixture.register(alice, fixture.account("alice"));
    }

    private static SipRequest.Register helper(String username, long masterId) {
        return SipRequest.Register.builder()
                .type(SipRequest.Register.Type.HELPER)
                .username(username)
                .masterId(masterId)
                .build();
    }

    private static long masterId(SipLine line) {
        return Objects.requireNonNull(line.state().masterId());
    }
}
