// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The test vectors of RFC 5769, and what is no STUN message. */
class StunMessageTest {
    private static final IceCredentials SIGNER = new IceCredentials("evtj", "VOkJxbRl1RmTxUk/WvJxBt");
    private static final String ID = "2112a442b7e7a701bc34d686fa87dfae";
    private static final byte[] REQUEST = HexFormat.of()
            .parseHex("00010058" + ID + "802200105354554e207465737420636c69656e74" + "002400046e0001ff"
                    + "80290008932ff9b151263b36" + "000600096576746a3a68367659202020"
                    + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2" + "80280004e57a3bcf");
    private static final byte[] RESPONSE = HexFormat.of()
            .parseHex("0101003c" + ID + "8022000b7465737420766563746f7220" + "002000080001a147e112a643"
                    + "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7" + "80280004c07d4c96");
    private static final byte[] RESPONSE_OVER_IPV6 = HexFormat.of()
            .parseHex("01010048" + ID + "8022000b7465737420766563746f7220"
                    + "002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9"
                    + "00080014a382954e4be67bf11784c97c8292c275bfe3ed41" + "80280004c8fb0b4c");

    private static StunMessage read(byte[] bytes) {
        return Objects.requireNonNull(StunMessage.parse(bytes, 0, bytes.length));
    }

    @Test
    void readsTheRequestOfRfc5769() {
        StunMessage request = read(REQUEST);

        assertThat(request.type()).isEqualTo(StunMessage.REQUEST);
        assertThat(request.username()).isEqualTo("evtj:h6vY");
        assertThat(request.priority()).isEqualTo(0x6E0001FF);
        assertThat(request.tieBreaker(StunMessage.CONTROLLED)).isEqualTo(0x932FF9B151263B36L);
        assertThat(request.has(StunMessage.USE_CANDIDATE)).isFalse();
        assertThat(request.isSignedWith(SIGNER)).isTrue();
        assertThat(request.isSignedWith(new IceCredentials("evtj", "VOkJxbRl1RmTxUk/WvJxBu")))
                .isFalse();
    }

    @Test
    void readsTheResponsesOfRfc5769() {
        assertThat(read(RESPONSE).isSignedWith(SIGNER)).isTrue();
        assertThat(read(RESPONSE).mappedAddress()).isEqualTo(new InetSocketAddress("192.0.2.1", 32_853));
        assertThat(read(RESPONSE_OVER_IPV6).isSignedWith(SIGNER)).isTrue();
        assertThat(read(RESPONSE_OVER_IPV6).mappedAddress())
                .isEqualTo(new InetSocketAddress("2001:db8:1234:5678:11:2233:4455:6677", 32_853));
    }

    @Test
    void readsWhatItWrites() {
        byte[] id = HexFormat.of().parseHex("000102030405060708090a0b");
        for (String address : new String[] {"192.0.2.7", "2001:db8::7"}) {
            StunMessage message = read(new StunWriter(StunMessage.SUCCESS, id)
                    .text(StunMessage.USERNAME, "abc:d")
                    .number(StunMessage.PRIORITY, 7)
                    .number(StunMessage.CONTROLLING, -2L)
                    .attribute(StunMessage.USE_CANDIDATE, new byte[0])
                    .mappedAddress(new InetSocketAddress(address, 65_535))
                    .sign(SIGNER));

            assertThat(message.answers(id)).isTrue();
            assertThat(message.username()).isEqualTo("abc:d");
            assertThat(message.priority()).isEqualTo(7);
            assertThat(message.tieBreaker(StunMessage.CONTROLLING)).isEqualTo(-2);
            assertThat(message.has(StunMessage.USE_CANDIDATE)).isTrue();
            assertThat(message.mappedAddress()).isEqualTo(new InetSocketAddress(address, 65_535));
            assertThat(message.isSignedWith(SIGNER)).isTrue();
        }
        StunMessage error = read(new StunWriter(StunMessage.ERROR, id)
                .error(487, "Role Conflict")
                .sign(SIGNER));
        assertThat(error.errorCode()).isEqualTo(487);
    }

    @Test
    void refusesWhatWasAlteredOrCutAnywhere() {
        for (int i = 0; i < REQUEST.length; i++) {
            byte[] altered = REQUEST.clone();
            altered[i] ^= 1;
            StunMessage message = StunMessage.parse(altered, 0, altered.length);
            // An attribute that is not the fingerprint any more changes nothing: what counts is signed.
            assertThat(message == null || (i >= REQUEST.length - 8 && message.isSignedWith(SIGNER)))
                    .as("byte %d", i)
                    .isTrue();
            assertThat(StunMessage.parse(REQUEST, 0, i)).as("%d bytes", i).isNull();
        }
        byte[] longer = Arrays.copyOf(REQUEST, REQUEST.length + 4);
        assertThat(StunMessage.parse(longer, 0, longer.length)).isNull();
    }

    @Test
    void doesNotSeeAttributesBehindTheIntegrity() {
        byte[] id = new byte[StunMessage.TRANSACTION];
        byte[] signed = new StunWriter(StunMessage.REQUEST, id).sign(SIGNER);
        // An attacker appends an attribute to a message without a fingerprint.
        int length = signed.length - 8;
        byte[] extended = Arrays.copyOf(signed, length + 4);
        StunMessage.putUint16(extended, length, StunMessage.USE_CANDIDATE);
        StunMessage.putUint16(extended, length + 2, 0);
        StunMessage.putUint16(extended, 2, extended.length - StunMessage.HEADER);
        StunMessage message = read(extended);

        assertThat(message.isSignedWith(SIGNER)).isTrue();
        assertThat(message.has(StunMessage.USE_CANDIDATE)).isFalse();
    }
}
