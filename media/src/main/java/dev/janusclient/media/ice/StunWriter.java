// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.ice;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Writes a STUN message, attribute by attribute. */
final class StunWriter {
    private static final int MAX_LENGTH = 700;
    private static final String HMAC = "HmacSHA1";

    private final byte[] bytes = new byte[MAX_LENGTH];
    private int length = StunMessage.HEADER;

    StunWriter(int type, byte[] transaction) {
        StunMessage.putUint16(bytes, 0, type);
        putInt(4, StunMessage.COOKIE);
        System.arraycopy(transaction, 0, bytes, 8, StunMessage.TRANSACTION);
    }

    StunWriter attribute(int type, byte[] value) {
        StunMessage.putUint16(bytes, length, type);
        StunMessage.putUint16(bytes, length + 2, value.length);
        System.arraycopy(value, 0, bytes, length + StunMessage.ATTRIBUTE_HEADER, value.length);
        length += StunMessage.ATTRIBUTE_HEADER + ((value.length + 3) & ~3);
        return this;
    }

    StunWriter text(int type, String value) {
        return attribute(type, value.getBytes(StandardCharsets.UTF_8));
    }

    StunWriter number(int type, int value) {
        attribute(type, new byte[4]);
        putInt(length - 4, value);
        return this;
    }

    StunWriter number(int type, long value) {
        attribute(type, new byte[8]);
        putInt(length - 8, (int) (value >> 32));
        putInt(length - 4, (int) value);
        return this;
    }

    StunWriter error(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        byte[] value = new byte[4 + text.length];
        value[2] = (byte) (code / 100);
        value[3] = (byte) (code % 100);
        System.arraycopy(text, 0, value, 4, text.length);
        return attribute(StunMessage.ERROR_CODE, value);
    }

    StunWriter mappedAddress(InetSocketAddress address) {
        return attribute(StunMessage.XOR_MAPPED_ADDRESS, StunMessage.xorAddress(address, bytes));
    }

    /** Appends integrity and fingerprint. */
    byte[] sign(IceCredentials credentials) {
        int at = length;
        writeLength(at + StunMessage.ATTRIBUTE_HEADER + StunMessage.INTEGRITY_LENGTH);
        attribute(StunMessage.INTEGRITY, hmac(credentials, bytes, at));
        at = length;
        writeLength(at + StunMessage.ATTRIBUTE_HEADER + 4);
        number(StunMessage.FINGERPRINT, StunMessage.fingerprint(bytes, at));
        return Arrays.copyOf(bytes, length);
    }

    static byte[] hmac(IceCredentials credentials, byte[] message, int length) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(credentials.key(), HMAC));
            mac.update(message, 0, length);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(HMAC + " is part of every Java", e);
        }
    }

    private void writeLength(int total) {
        StunMessage.putUint16(bytes, 2, total - StunMessage.HEADER);
    }

    private void putInt(int at, int value) {
        StunMessage.putUint16(bytes, at, value >>> 16);
        StunMessage.putUint16(bytes, at + 2, value);
    }
}
