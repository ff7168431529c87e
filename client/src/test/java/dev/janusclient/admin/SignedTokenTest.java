// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.message.JanusId;
import dev.janusclient.message.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedTokenTest {
    private static final Secret KEY = Secret.of("the key");
    private static final Instant EXPIRY = Instant.ofEpochSecond(1_700_000_000);

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private static SignedToken.Verdict check(Secret token, Instant now) {
        return SignedToken.check(token, KEY, SignedToken.JANUS, at(now));
    }

    @Test
    void aTokenIsWhatItAllowsAndASignature() {
        // Computed with: printf %s '1700000000,janus,janus.plugin.sip' | openssl dgst -sha1 -hmac 'the key' -binary |
        // base64
        assertThat(SignedToken.forPlugins(EXPIRY, "janus.plugin.sip").sign(KEY).reveal())
                .isEqualTo("1700000000,janus,janus.plugin.sip:ueNr0ZJ9HRAVdT1QECmvTxn6/Mw=");
    }

    @Test
    void itIsReadAsItWasWritten() {
        SignedToken token = SignedToken.forPlugins(EXPIRY, "janus.plugin.sip", "janus.plugin.videoroom");
        assertThat(SignedToken.read(token.sign(KEY))).isEqualTo(token);
        assertThat(token.allows("janus.plugin.sip")).isTrue();
        assertThat(token.allows("janus.plugin.echotest")).isFalse();
        assertThat(SignedToken.forRoom(EXPIRY, "janus.plugin.videoroom", JanusId.of(1234)))
                .isEqualTo(new SignedToken(EXPIRY, "janus.plugin.videoroom", List.of("room=1234")));
    }

    @Test
    void itIsGoodToTheEndOfItsLastSecond() {
        Secret token = SignedToken.forPlugins(EXPIRY.plusMillis(300)).sign(KEY);
        assertThat(check(token, EXPIRY.minusSeconds(60))).isEqualTo(SignedToken.Verdict.GOOD);
        assertThat(check(token, EXPIRY.plusMillis(999))).isEqualTo(SignedToken.Verdict.GOOD);
        assertThat(check(token, EXPIRY.plusSeconds(1))).isEqualTo(SignedToken.Verdict.EXPIRED);
    }

    @Test
    void anotherKeyAnotherRealmOrAnAlteredTextIsNoticed() {
        String good =
                SignedToken.forPlugins(EXPIRY, "janus.plugin.sip").sign(KEY).reveal();
        assertThat(check(SignedToken.forPlugins(EXPIRY).sign(Secret.of("other")), EXPIRY))
                .isEqualTo(SignedToken.Verdict.FORGED);
        assertThat(check(Secret.of(good.replace("sip", "videoroom")), EXPIRY)).isEqualTo(SignedToken.Verdict.FORGED);
        assertThat(check(Secret.of(good.substring(0, good.length() - 1)), EXPIRY))
                .isEqualTo(SignedToken.Verdict.FORGED);
        assertThat(check(new SignedToken(EXPIRY, "elsewhere", List.of()).sign(KEY), EXPIRY))
                .isEqualTo(SignedToken.Verdict.OTHER_REALM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a1b2c3",
                "x,janus:sig",
                "-1,janus:sig",
                "99999999999999999999,janus:sig",
                "17,:sig",
                "17:sig",
                "9223372036854775807,janus:sig"
            })
    void whatIsNoSignedTokenIsReportedAndNotShown(String text) {
        assertThat(check(Secret.of(text), EXPIRY)).isEqualTo(SignedToken.Verdict.MALFORMED);
        assertThatThrownBy(() -> SignedToken.read(Secret.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("sig\"");
    }

    @Test
    void aRenewedTokenIsGoodWheneverItIsAskedForAndSignedNoMoreOftenThanNeeded() {
        AtomicLong seconds = new AtomicLong();
        Clock clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return EXPIRY.plusSeconds(seconds.get());
            }
        };
        Supplier<Secret> tokens = SignedToken.renewing(KEY, Duration.ofSeconds(10), clock, "janus.plugin.sip");
        Set<Secret> all = new HashSet<>();
        for (int second = 0; second < 100; second++) {
            Secret token = tokens.get();
            assertThat(check(token, clock.instant().plusSeconds(4))).isEqualTo(SignedToken.Verdict.GOOD);
            assertThat(SignedToken.read(token).allows("janus.plugin.sip")).isTrue();
            all.add(token);
            seconds.incrementAndGet();
        }
        assertThat(all).hasSize(20);
        assertThatThrownBy(() -> SignedToken.renewing(KEY, Duration.ofMillis(999), clock))
                .hasMessageContaining("life");
    }

    @Test
    void wordsWithASeparatorAreRefused() {
        assertThatThrownBy(() -> SignedToken.forPlugins(EXPIRY, "a,b")).hasMessageContaining("descriptor");
        assertThatThrownBy(() -> new SignedToken(EXPIRY, "a:b", List.of())).hasMessageContaining("realm");
    }

    @Test
    void aClockThatIsSetBackDoesNotMakeATokenLast() {
        AtomicReference<Instant> wall = new AtomicReference<>(Instant.ofEpochSecond(1_700_000_000));
        AtomicLong nanos = new AtomicLong();
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Objects.requireNonNull(wall.get());
            }
        };
        RenewedToken tokens = new RenewedToken(
                Secret.of("key"), Duration.ofHours(4), clock, nanos::get, new String[] {"janus.plugin.sip"});
        Secret first = tokens.get();
        wall.updateAndGet(now -> now.plusSeconds(5400));
        nanos.addAndGet(Duration.ofMinutes(90).toNanos());
        assertThat(tokens.get()).isEqualTo(first);
        wall.updateAndGet(now -> now.minusSeconds(3600));
        nanos.addAndGet(Duration.ofMinutes(30).toNanos());
        assertThat(tokens.get()).as("half of its life is over").isNotEqualTo(first);
    }
}
