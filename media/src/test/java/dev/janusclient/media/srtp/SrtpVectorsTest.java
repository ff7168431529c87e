// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The test vectors of RFC 3711 appendix B and of RFC 7714 sections 16 and 17, and the reference packet of libsrtp. */
class SrtpVectorsTest {
    private static final SrtpKey MASTER = SrtpKey.of(
            SrtpProfile.AES_CM_128_HMAC_SHA1_80,
            hex("E1F97A0D3E018BE0D64FA32C06DE4139"),
            hex("0EC675AD498AFEEBB6960B3AABE6"));
    private static final int BLOCK = 16;

    private static final String GALLIA =
            "8040f17b8041f8d35501a0b2" + "47616c6c696120657374206f6d6e69732064697669736120696e207061727465732074726573";
    private static final String GALLIA_SEALED = "8040f17b8041f8d35501a0b2"
            + "f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833"
            + "899d7f27beb16a9152cf765ee4390cce";
    private static final String REPORT = "81c8000d4d617273"
            + "4e5450314e545032525450200000042a0000e9304c756e61deadbeefdeadbeefdeadbeefdeadbeefdeadbeef";
    private static final String REPORT_SEALED = "81c8000d4d617273"
            + "63e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda4ce09b4686303ded0bb9275b"
            + "c84aa45896cf4d2fc5abf87245d9eade800005d4";
    private static final int REPORT_INDEX = 0x5D4;

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.toLowerCase(Locale.ROOT));
    }

    private static byte[] withRoom(String digits) {
        byte[] packet = hex(digits);
        return Arrays.copyOf(packet, packet.length + SrtpSender.MAX_OVERHEAD);
    }

    @Test
    void keyStreamOfRfc3711AppendixB2() {
        CounterModeCipher cipher = new CounterModeCipher(new SessionKeys(
                hex("2B7E151628AED2A6ABF7158809CF4F3C"), new byte[20], hex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD")));
        byte[] zeros = new byte[0xFF02 * BLOCK + 10];

        cipher.seal(zeros, 0, 0, 0xFF02 * BLOCK, 0xFF02 * BLOCK, 0, 0, 0);

        assertThat(Arrays.copyOf(zeros, 3 * BLOCK))
                .isEqualTo(hex("E03EAD0935C95E80E166B16DD92B4EB4"
                        + "D23513162B02D0F72A43A2FE4A5F97AB"
                        + "41E95B3BB0A2E8DD477901E4FCA894C0"));
        assertThat(Arrays.copyOfRange(zeros, 0xFEFF * BLOCK, 0xFF02 * BLOCK))
                .isEqualTo(hex("EC8CDF7398607CB0F2D21675EA9EA1E4"
                        + "362B7C3C6773516318A077D7FC5073AE"
                        + "6A2CC3787889374FBEB4C81B17BA6C44"));
    }

    @Test
    void keyDerivationOfRfc3711AppendixB3() {
        SessionKeys keys = SessionKeys.forRtp(MASTER);

        assertThat(keys.cipherKey).isEqualTo(hex("C61E7A93744F39EE10734AFE3FF7A087"));
        assertThat(keys.salt).isEqualTo(hex("30CBBC08863D8C85D49DB34A9AE1"));
        assertThat(keys.authenticationKey).isEqualTo(hex("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4"));
    }

    @Test
    void referencePacketOfLibsrtp() {
        byte[] packet = withRoom("800f1234decafbadcafebabe" + "ab".repeat(16));
        int length = new SrtpSender(MASTER).protect(packet, 0, 28);
        byte[] sealed = Arrays.copyOf(packet, length);

        assertThat(sealed)
                .isEqualTo(hex("800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb"));
        assertThat(new SrtpReceiver(MASTER).unprotect(packet, 0, length)).isEqualTo(28);
        assertThat(Arrays.copyOfRange(packet, 12, 28)).containsOnly(0xAB);
    }

    private static SessionKeys quidProQuo() {
        return new SessionKeys(hex("000102030405060708090a0b0c0d0e0f"), new byte[20], hex("517569642070726f2071756f"));
    }

    private static PacketCipher cipher(boolean rtcp) {
        return new GcmCipher(quidProQuo(), rtcp);
    }

    @Test
    void rtpPacketOfRfc7714Section16() {
        byte[] packet = withRoom(GALLIA);
        int plain = GALLIA.length() / 2;

        int length =
                new SrtpSender(SrtpProfile.AEAD_AES_128_GCM, cipher(false), cipher(true)).protect(packet, 0, plain);
        assertThat(Arrays.copyOf(packet, length)).isEqualTo(hex(GALLIA_SEALED));

        SrtpReceiver receiver = new SrtpReceiver(SrtpProfile.AEAD_AES_128_GCM, cipher(false), cipher(true), 0);
        assertThat(receiver.unprotect(packet, 0, length)).isEqualTo(plain);
        assertThat(Arrays.copyOf(packet, plain)).isEqualTo(hex(GALLIA));
    }

    @Test
    void rtcpPacketOfRfc7714Section17() {
        SrtpSender sender = new SrtpSender(SrtpProfile.AEAD_AES_128_GCM, cipher(false), cipher(true));
        int plain = REPORT.length() / 2;
        byte[] packet = withRoom(REPORT);
        int length = 0;
        for (int index = 1; index <= REPORT_INDEX; index++) {
            packet = withRoom(REPORT);
            length = sender.protectRtcp(packet, 0, plain);
        }
        assertThat(Arrays.copyOf(packet, length)).isEqualTo(hex(REPORT_SEALED));

        SrtpReceiver receiver = new SrtpReceiver(SrtpProfile.AEAD_AES_128_GCM, cipher(false), cipher(true), 0);
        assertThat(receiver.unprotectRtcp(packet, 0, length)).isEqualTo(plain);
        assertThat(Arrays.copyOf(packet, plain)).isEqualTo(hex(REPORT));
    }
}
