// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.ice;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** A STUN message that was received: where its attributes are in its bytes. */
public final class StunMessage {
    static final int HEADER = 20;
    static final int ATTRIBUTE_HEADER = 4;
    static final int COOKIE = 0x2112_A442;
    static final int TRANSACTION = 12;
    static final int INTEGRITY_LENGTH = 20;
    static final int FINGERPRINT_MASK = 0x5354_554E;

    static final int REQUEST = 0x0001;
    static final int INDICATION = 0x0011;
    static final int SUCCESS = 0x0101;
    static final int ERROR = 0x0111;

    static final int USERNAME = 0x0006;
    static final int INTEGRITY = 0x0008;
    static final int ERROR_CODE = 0x0009;
    static final int XOR_MAPPED_ADDRESS = 0x0020;
    static final int PRIORITY = 0x0024;
    static final int USE_CANDIDATE = 0x0025;
    static final int FINGERPRINT = 0x8028;
    static final int CONTROLLED = 0x8029;
    static final int CONTROLLING = 0x802A;

    private static final int IPV4 = 1;
    private static final int IPV6 = 2;
    private static final int XOR_ADDRESS = 4;

    private final byte[] bytes;

    private StunMessage(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Whether a datagram is STUN and not DTLS, RTP or RTCP (RFC 7983). */
    public static boolean isStun(byte[] datagram, int offset, int length) {
        return length >= HEADER && datagram[offset] >= 0 && datagram[offset] <= 3;
    }

    /**
     * Reads a message, which is copied.
     *
     * @return null if it is none: wrong lengths or magic cookie, or a fingerprint that does not fit
     */
    public static @Nullable StunMessage parse(byte[] datagram, int offset, int length) {
        if (!isStun(datagram, offset, length)) {
            return null;
        }
        StunMessage message = new StunMessage(Arrays.copyOfRange(datagram, offset, offset + length));
        return message.isWhole() ? message : null;
    }

    private boolean isWhole() {
        if (uint16(2) != bytes.length - HEADER || int32(4) != COOKIE) {
            return false;
        }
        int at = HEADER;
        while (at < bytes.length) {
            if (at + ATTRIBUTE_HEADER > bytes.length || next(at) > bytes.length) {
                return false;
            }
            if (uint16(at) == FINGERPRINT && !fingerprintFits(at)) {
                return false;
            }
            at = next(at);
        }
        return at == bytes.length;
    }

    private boolean fingerprintFits(int at) {
        if (uint16(at + 2) != 4 || next(at) != bytes.length) {
            return false;
        }
        return int32(at + ATTRIBUTE_HEADER) == fingerprint(bytes, at);
    }

    static int fingerprint(byte[] message, int length) {
        CRC32 crc = new CRC32();
        crc.update(message, 0, length);
        return (int) crc.getValue() ^ FINGERPRINT_MASK;
    }

    /** Class and method: {@link #REQUEST}, {@link #SUCCESS}, {@link #ERROR}, or something else. */
    int type() {
        return uint16(0);
    }

    /** Whether this answers the request with this id. */
    boolean answers(byte[] transaction) {
        return Arrays.equals(bytes, 8, HEADER, transaction, 0, TRANSACTION);
    }

    byte[] transaction() {
        return Arrays.copyOfRange(bytes, 8, HEADER);
    }

    boolean has(int attribute) {
        return find(attribute) >= 0;
    }

    /** {@code USERNAME}; empty if there is none. */
    String username() {
        int at = find(USERNAME);
        return at < 0 ? "" : new String(bytes, at + ATTRIBUTE_HEADER, uint16(at + 2), StandardCharsets.UTF_8);
    }

    /** {@code PRIORITY}; 0 if there is none. */
    int priority() {
        int at = find(PRIORITY);
        return at < 0 || uint16(at + 2) != 4 ? 0 : int32(at + ATTRIBUTE_HEADER);
    }

    /** The value of {@code ICE-CONTROLLING} or {@code ICE-CONTROLLED}, to be read as unsigned; 0 if there is none. */
    long tieBreaker(int attribute) {
        int at = find(attribute);
        if (at < 0 || uint16(at + 2) != 8) {
            return 0;
        }
        return (long) int32(at + ATTRIBUTE_HEADER) << 32 | (int32(at + ATTRIBUTE_HEADER + 4) & 0xFFFF_FFFFL);
    }

    /** {@code ERROR-CODE}, 300 to 699; 0 if there is none. */
    int errorCode() {
        int at = find(ERROR_CODE);
        return at < 0 || uint16(at + 2) < 4
                ? 0
                : (bytes[at + ATTRIBUTE_HEADER + 2] & 7) * 100 + (bytes[at + ATTRIBUTE_HEADER + 3] & 0xFF);
    }

    /** {@code XOR-MAPPED-ADDRESS}: where the other side sees us. */
    @Nullable InetSocketAddress mappedAddress() {
        int at = find(XOR_MAPPED_ADDRESS);
        if (at < 0) {
            return null;
        }
        int value = at + ATTRIBUTE_HEADER;
        int length = uint16(at + 2) - XOR_ADDRESS;
        int family = length < 0 ? 0 : bytes[value + 1];
        if (!(family == IPV4 && length == 4) && !(family == IPV6 && length == 16)) {
            return null;
        }
        byte[] address = Arrays.copyOfRange(bytes, value + XOR_ADDRESS, value + XOR_ADDRESS + length);
        xor(address, bytes);
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), uint16(value + 2) ^ (COOKIE >>> 16));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }

    /** The value of {@code XOR-MAPPED-ADDRESS} for a message whose header is written. */
    static byte[] xorAddress(InetSocketAddress from, byte[] message) {
        byte[] address = from.getAddress().getAddress();
        xor(address, message);
        int port = from.getPort() ^ (COOKIE >>> 16);
        byte[] value = new byte[XOR_ADDRESS + address.length];
        value[1] = (byte) (from.getAddress() instanceof Inet4Address ? IPV4 : IPV6);
        value[2] = (byte) (port >> 8);
        value[3] = (byte) port;
        System.arraycopy(address, 0, value, XOR_ADDRESS, address.length);
        return value;
    }

    /** Addresses are combined with the cookie and the transaction, which follow one another in the header. */
    private static void xor(byte[] address, byte[] message) {
        for (int i = 0; i < address.length; i++) {
            address[i] ^= message[4 + i];
        }
    }

    /** Whether the message was signed with this password and not altered since, up to its integrity attribute. */
    boolean isSignedWith(IceCredentials credentials) {
        int at = find(INTEGRITY);
        if (at < 0 || uint16(at + 2) != INTEGRITY_LENGTH) {
            return false;
        }
        byte[] signed = Arrays.copyOf(bytes, at);
        putUint16(signed, 2, at + ATTRIBUTE_HEADER + INTEGRITY_LENGTH - HEADER);
        byte[] claimed = Arrays.copyOfRange(bytes, at + ATTRIBUTE_HEADER, at + ATTRIBUTE_HEADER + INTEGRITY_LENGTH);
        return MessageDigest.isEqual(StunWriter.hmac(credentials, signed, at), claimed);
    }

    /** Where an attribute begins; -1 if there is none before the integrity, behind which only a fingerprint counts. */
    private int find(int attribute) {
        for (int at = HEADER; at < bytes.length; at = next(at)) {
            int type = uint16(at);
            if (type == attribute) {
                return at;
            } else if (type == INTEGRITY && attribute != FINGERPRINT) {
                return -1;
            }
        }
        return -1;
    }

    private int next(int at) {
        return at + ATTRIBUTE_HEADER + ((uint16(at + 2) + 3) & ~3);
    }

    private int uint16(int at) {
        return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }

    private int int32(int at) {
        return uint16(at) << 16 | uint16(at + 2);
    }

    static void putUint16(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }
}
