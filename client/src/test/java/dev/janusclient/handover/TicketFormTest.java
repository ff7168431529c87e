// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.handover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.error.JanusHandoverTicketException;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Signed and encrypted tickets: what they show, who may use them, and that nothing else passes for one. */
class TicketFormTest {
    private static final byte[] KEY = "0123456789abcdef".getBytes(UTF_8);
    private static final byte[] NEWER = "fedcba9876543210".getBytes(UTF_8);
    private static final HandoverTicket TICKET = HandoverTicket.of(
                    new ServerIdentity(
                            "secret-server",
                            "1.1.2",
                            "ws://user:hunter2@secret.host:8188/path?apisecret=hunter3#hunter4"),
                    9007199254740993L,
                    Instant.ofEpochMilli(1_700_000_000_123L),
                    List.of(new HandleTicket(
                            8007199254740993L,
                            "janus.plugin.sip",
                            "secret-opaque",
                            Jsep.offer("v=0\r\na=ice-pwd:secret-ice\r\n"),
                            RawJson.of("{\"peer\":\"sip:secret@peer\"}"),
                            List.of(new HandleTicket.EventFingerprint("webrtcup", 1_700_000_000_100L, 77)),
                            List.of())))
            .withInFlight(List.of(new InFlightRequest(8007199254740993L, "start", "secret-transaction")))
            .withForwarding("secret-forwarding");

    static Stream<TicketForm> forms() {
        HandoverKeys keys = HandoverKeys.of(KEY);
        return Stream.of(new TicketSigner(keys), new TicketCipher(keys));
    }

    private static void refused(TicketForm form, String text, TicketRecipient by, String why) {
        assertThatThrownBy(() -> form.read(text, by))
                .isInstanceOf(JanusHandoverTicketException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aTicketPrintsNothingThatItHolds() {
        for (Object part : List.of(
                TICKET,
                TICKET.server(),
                TICKET.handles().get(0),
                TICKET.inFlight().get(0),
                List.of(TICKET))) {
            assertThat(part.toString())
                    .doesNotContain("secret", "hunter", "ice", "sip:", "7199254740993", "1700000000");
        }
    }

    @Test
    void theServersAddressHoldsNoSecret() {
        assertThat(TICKET.server().uri()).isEqualTo("ws://secret.host:8188/path");
        for (String[] uri : new String[][] {
            {"ws://localhost:8188", "ws://localhost:8188"},
            {"unix:///run/janus/api.sock", "unix:///run/janus/api.sock"},
            {"amqps://u:p@broker/vhost?to=a&password=b", "amqps://broker/vhost"},
            {"amqp://u:p/w@broker", "amqp://broker"},
            {"mqtt://broker:1883/#secret", "mqtt://broker:1883/"},
            {"u:p@broker", "broker"},
            {"http://[::1]:8088/janus;token=x", "http://[::1]:8088/janus"},
            {"", ""}
        }) {
            assertThat(new ServerIdentity("s", "1", uri[0]).uri()).isEqualTo(uri[1]);
        }
        String older = TICKET.toJson().replace("ws://secret.host", "ws://u:hunter2@secret.host");
        assertThat(HandoverTicket.fromJson(older).server().uri()).isEqualTo("ws://secret.host:8188/path");
    }

    @Test
    void anEncryptedTicketShowsNothing() {
        TicketCipher cipher = new TicketCipher(HandoverKeys.of(KEY));
        String text = cipher.encrypt(TICKET);
        assertThat(text).doesNotContain("secret", "900719", "plugin.sip");
        assertThat(cipher.encrypt(TICKET)).as("another initialization vector").isNotEqualTo(text);
        assertThat(cipher.decrypt(text)).isEqualTo(TICKET);
        assertThatThrownBy(() -> HandoverTicket.fromJson(text))
                .isInstanceOf(JanusHandoverTicketException.class)
                .hasMessageContaining("encrypted");
        refused(new TicketSigner(KEY), text, TicketRecipient.ANYONE, "not signed");
        refused(cipher, new TicketSigner(KEY).sign(TICKET), TicketRecipient.ANYONE, "not encrypted");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aTicketExpires(TicketForm form) {
        String text = form.write(TICKET, TicketTerms.NONE.withLifetime(Duration.ofMinutes(1)));
        assertThat(form.read(text, TicketRecipient.ANYONE)).isEqualTo(TICKET);
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(2));
        refused(form, text, TicketRecipient.ANYONE.by(later), "has expired");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aTicketIsForItsAudience(TicketForm form) {
        String text = form.write(TICKET, TicketTerms.NONE.forAudience("node-b"));
        assertThat(form.read(text, TicketRecipient.named("node-b"))).isEqualTo(TICKET);
        refused(form, text, TicketRecipient.named("node-c"), "another recipient");
        refused(form, text, TicketRecipient.ANYONE, "another recipient");
        assertThat(form.read(form.write(TICKET, TicketTerms.NONE), TicketRecipient.named("node-c")))
                .isEqualTo(TICKET);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aTicketIsUsedOnce(TicketForm form) {
        TicketTerms once = TicketTerms.NONE.withLifetime(Duration.ofMinutes(1)).usableOnce();
        String text = form.write(TICKET, once.forAudience("node-b"));
        TicketRecipient recipient = TicketRecipient.named("node-b").remembering(UsedTickets.inMemory());
        refused(form, text, TicketRecipient.named("node-b"), "does not remember");
        refused(form, text, TicketRecipient.named("x").remembering(UsedTickets.inMemory()), "another recipient");
        assertThat(form.read(text, recipient)).isEqualTo(TICKET);
        refused(form, text, recipient, "was used already");
        assertThat(form.read(form.write(TICKET, once.forAudience("node-b")), recipient))
                .isEqualTo(TICKET);
    }

    @Test
    void termsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> TicketTerms.NONE.usableOnce()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TicketTerms.NONE.withLifetime(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TicketTerms.NONE.withLifetime(Duration.ofSeconds(Long.MAX_VALUE)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TicketTerms.NONE.forAudience("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void termsAreSigned() {
        TicketSigner signer = new TicketSigner(KEY);
        String text = signer.write(TICKET, TicketTerms.NONE.forAudience("node-b"));
        refused(signer, text.replace("node-b", "node-c"), TicketRecipient.named("node-c"), "does not fit");
        String without = text.replaceFirst(",\"terms\":\\{[^}]*\\}", "");
        assertThat(without).isNotEqualTo(text);
        refused(signer, without, TicketRecipient.ANYONE, "does not fit");
        String plain = signer.sign(TICKET);
        refused(
                signer,
                plain.replace(",\"signature\"", ",\"terms\":{\"expires\":99999999999999},\"signature\""),
                TicketRecipient.ANYONE,
                "does not fit");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void keysAreChangedInTwoSteps(TicketForm old) {
        HandoverKeys both = HandoverKeys.of(NEWER, KEY);
        TicketForm now = old instanceof TicketSigner ? new TicketSigner(both) : new TicketCipher(both);
        HandoverKeys alone = HandoverKeys.of(NEWER);
        TicketForm last = old instanceof TicketSigner ? new TicketSigner(alone) : new TicketCipher(alone);
        String before = old.write(TICKET, TicketTerms.NONE);
        String after = now.write(TICKET, TicketTerms.NONE);
        assertThat(now.read(before, TicketRecipient.ANYONE)).isEqualTo(TICKET);
        assertThat(last.read(after, TicketRecipient.ANYONE)).isEqualTo(TICKET);
        assertThatThrownBy(() -> last.read(before, TicketRecipient.ANYONE))
                .isInstanceOf(JanusHandoverTicketException.class);
        assertThatThrownBy(() -> old.read(after, TicketRecipient.ANYONE))
                .isInstanceOf(JanusHandoverTicketException.class);
    }

    @Test
    void aTicketThatAnOlderLibrarySignedIsRead() {
        String body = TICKET.toJson();
        String signature =
                Base64.getUrlEncoder().withoutPadding().encodeToString(HandoverKeys.hmac(KEY, body.getBytes(UTF_8)));
        String older = "{\"ticket\":" + body + ",\"signature\":\"" + signature + "\"}";
        assertThat(new TicketSigner(HandoverKeys.of(NEWER, KEY)).verify(older)).isEqualTo(TICKET);
    }

    @Test
    void keysPrintNothing() {
        HandoverKeys keys = HandoverKeys.of(KEY);
        assertThat(keys.toString()).isEqualTo("HandoverKeys[1]");
        assertThat(keys.currentId()).matches("[A-Za-z0-9_-]{8}");
        assertThat(keys.mac("other", "x", KEY)).isNull();
    }

    /** Whatever the text, and also if it is signed: a documented exception or a ticket. */
    @ParameterizedTest
    @MethodSource("forms")
    void anyTextIsReadOrRefused(TicketForm form) {
        Random random = new Random(20_240_607);
        String good = form.write(
                TICKET, TicketTerms.NONE.withLifetime(Duration.ofDays(1)).forAudience("b"));
        for (int i = 0; i < 4_000; i++) {
            readOrRefuse(form, mutated(good, random));
            readOrRefuse(form, noise(random));
            // Correctly signed, and all the same no ticket.
            String body = mutated(TICKET.toJson(), random);
            String signature = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(HandoverKeys.hmac(KEY, body.getBytes(UTF_8)));
            readOrRefuse(form, "{\"ticket\":" + body + ",\"signature\":\"" + signature + "\"}");
        }
    }

    private static void readOrRefuse(TicketForm form, String text) {
        try {
            assertThat(form.read(text, TicketRecipient.named("b"))).isNotNull();
        } catch (JanusHandoverTicketException e) {
            assertThat(e.getMessage()).doesNotContain("secret", "hunter");
        }
    }

    private static String mutated(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int changes = 1 + random.nextInt(3); changes > 0 && mutated.length() > 0; changes--) {
            int at = random.nextInt(mutated.length());
            switch (random.nextInt(5)) {
                case 0 -> mutated.deleteCharAt(at);
                case 1 -> mutated.insert(at, character(random));
                case 2 -> mutated.setCharAt(at, character(random));
                case 3 -> mutated.setLength(at + 1);
                default -> mutated.insert(at, mutated.substring(at, Math.min(mutated.length(), at + 20)));
            }
        }
        return mutated.toString();
    }

    private static char character(Random random) {
        String likely = "{}[]\":,\\0123456789-eE.tfnu \u0000\ud800\u2028";
        return likely.charAt(random.nextInt(likely.length()));
    }

    private static String noise(Random random) {
        StringBuilder noise = new StringBuilder();
        for (int length = random.nextInt(60); length > 0; length--) {
            noise.append(character(random));
        }
        return noise.toString();
    }
}
