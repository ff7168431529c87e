// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.handover.HandoverKeys;
import dev.janusclient.media.MediaTicketException.Fault;
import dev.janusclient.media.dtls.Fingerprint;
import dev.janusclient.media.ice.Candidate;
import dev.janusclient.media.ice.IceAgent;
import dev.janusclient.media.ice.IceCredentials;
import dev.janusclient.media.ice.StunMessage;
import dev.janusclient.media.rtp.AudioCodec;
import dev.janusclient.media.sdp.Direction;
import dev.janusclient.media.srtp.SrtpKey;
import dev.janusclient.media.srtp.SrtpKeys;
import dev.janusclient.media.srtp.SrtpProfile;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is in a ticket, and for whom it opens. */
class MediaTicketTest {
    private static final HandoverKeys KEYS =
            HandoverKeys.of("a key for the tests of tickets".getBytes(StandardCharsets.US_ASCII));
    private static final HandoverKeys OTHER_KEYS =
            HandoverKeys.of("another key for those tests".getBytes(StandardCharsets.US_ASCII));
    private static final MediaTicket.Scope SCOPE = new MediaTicket.Scope(11, 222_222_222, 33);
    private static final Duration AGE = Duration.ofMinutes(10);
    private static final String PASSWORD = "apasswordof24characters!";

    private static SrtpKey key(int value) {
        byte[] key = new byte[SrtpProfile.KEY_LENGTH];
        byte[] salt = new byte[SrtpProfile.AEAD_AES_128_GCM.saltLength()];
        Arrays.fill(key, (byte) value);
        Arrays.fill(salt, (byte) (value + 1));
        return SrtpKey.of(SrtpProfile.AEAD_AES_128_GCM, key, salt);
    }

    private static MediaTicket ticket(@Nullable String mid) {
        return new MediaTicket(
                new InetSocketAddress("192.0.2.1", 4_711),
                List.of(new InetSocketAddress("192.0.2.2", 4_712), new InetSocketAddress("2001:db8::2", 4_712)),
                new IceCredentials("ours", PASSWORD),
                new IceCredentials("theirs", PASSWORD + "2"),
                99,
                new SrtpKeys(key(7), key(9)),
                new MediaFormat(AudioCodec.OPUS, 111, 110),
                Direction.SENDRECV,
                mid,
                4,
                new Fingerprint("sha-256", "AB:".repeat(31) + "AB"),
                5,
                6,
                "cname",
                System.currentTimeMillis());
    }

    private static Fault fault(String text, HandoverKeys keys, MediaTicket.Scope scope, Duration maxAge) {
        return Assertions.catchThrowableOfType(
                        MediaTicketException.class, () -> MediaTicket.open(text, keys, scope, maxAge))
                .fault();
    }

    @Test
    void opensAsWhatWasSealed() {
        for (String mid : new String[] {null, "", "audio"}) {
            MediaTicket before = ticket(mid);
            MediaTicket after = MediaTicket.open(before.seal(KEYS, SCOPE), KEYS, SCOPE, AGE);

            assertThat(after).usingRecursiveComparison().isEqualTo(before);
        }
    }

    /** One check is enough: Janus gives way, and does not answer with a role conflict. */
    @Test
    void whoeverContinuesControlsWhateverTieBreakerJanusDrew() {
        InetSocketAddress here = new InetSocketAddress("192.0.2.2", 4_712);
        InetSocketAddress there = new InetSocketAddress("192.0.2.1", 4_711);
        IceCredentials theirs = new IceCredentials("theirs", PASSWORD + "2");
        List<byte[]> sent = new ArrayList<>();
        IceAgent agent = ticket("a").agent((datagram, to) -> sent.add(datagram));
        IceAgent janus = new IceAgent((datagram, to) -> sent.add(datagram), theirs, true, 1, -2);

        agent.remote(theirs, 0);
        agent.add(Candidate.host(0, there), 0);
        janus.receive(Objects.requireNonNull(StunMessage.parse(sent.get(0), 0, sent.get(0).length)), here, 0);
        agent.receive(Objects.requireNonNull(StunMessage.parse(sent.get(1), 0, sent.get(1).length)), there, 0);

        assertThat(agent.isConnected()).isTrue();
    }

    @Test
    void olderKeysOpenAndTheTextShowsNothing() {
        String sealed = ticket("a").seal(KEYS, SCOPE);
        HandoverKeys changed =
                HandoverKeys.of(new byte[16], "a key for the tests of tickets".getBytes(StandardCharsets.US_ASCII));

        assertThat(MediaTicket.open(sealed, changed, SCOPE, AGE)).hasToString("MediaTicket[OPUS]");
        assertThat(sealed).doesNotContain("222222222").doesNotContain("theirs").matches("[\\w.-]+");
        assertThat(ticket("a").seal(KEYS, SCOPE))
                .as("each is encrypted otherwise")
                .isNotEqualTo(sealed);
    }

    @Test
    void whatCannotBeUsedSaysWhy() {
        String sealed = ticket("a").seal(KEYS, SCOPE);

        assertThat(fault(sealed, OTHER_KEYS, SCOPE, AGE)).isEqualTo(Fault.UNKNOWN_KEY);
        assertThat(fault(sealed, KEYS, new MediaTicket.Scope(12, 222_222_222, 33), AGE))
                .isEqualTo(Fault.NOT_AUTHENTIC);
        assertThat(fault(sealed, KEYS, new MediaTicket.Scope(11, 222_222_223, 33), AGE))
                .isEqualTo(Fault.NOT_AUTHENTIC);
        assertThat(fault(sealed, KEYS, new MediaTicket.Scope(11, 222_222_222, 34), AGE))
                .isEqualTo(Fault.OTHER_EPOCH);
        assertThat(fault(sealed, KEYS, SCOPE, Duration.ofMillis(-1))).isEqualTo(Fault.EXPIRED);
        assertThat(fault("", KEYS, SCOPE, AGE)).isEqualTo(Fault.MALFORMED);
        assertThat(fault("m2" + sealed.substring(2), KEYS, SCOPE, AGE)).isEqualTo(Fault.MALFORMED);
        for (int length = 0; length < sealed.length(); length += 7) {
            assertThat(fault(sealed.substring(0, length), KEYS, SCOPE, AGE)).isIn(Fault.MALFORMED, Fault.NOT_AUTHENTIC);
        }
    }

    @Test
    void noCharacterCanBeAltered() {
        String sealed = ticket("a").seal(KEYS, SCOPE);
        // The last character has two bits that mean nothing.
        for (int i = 0; i < sealed.length() - 1; i++) {
            char other = sealed.charAt(i) == 'A' ? 'B' : 'A';
            String altered = sealed.substring(0, i) + other + sealed.substring(i + 1);
            assertThat(fault(altered, KEYS, SCOPE, AGE))
                    .as("character %d", i)
                    .isNotIn(Fault.EXPIRED, Fault.OTHER_EPOCH);
        }
    }

    @Test
    void wipingOverwritesTheKeys() {
        MediaTicket ticket = ticket("a");
        ticket.wipe();
        assertThat(ticket.originalKeys().local().key()).containsOnly(0);
        assertThat(ticket.originalKeys().remote().salt()).containsOnly(0);
    }
}
