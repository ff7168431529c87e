// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.srtp;

import dev.janusclient.media.rtp.RtpHeader;

/**
 * Protects what one source sends. Sequence numbers must go up by one with each RTP packet; an RTCP packet gets its index here.
 * Neither may begin again with the same key and source: that would reveal what was sent.
 */
public final class SrtpSender {
    /** Bytes that a packet may grow by. */
    public static final int MAX_OVERHEAD = 20;

    private static final int RTCP_HEADER = 8;
    private static final int ENCRYPTED = 0x8000_0000;
    private static final int HALF = 1 << 15;

    private final boolean wordIsLast;
    private final PacketCipher rtp;
    private final PacketCipher rtcp;
    private int rollovers;
    private int lastSequence = -1;
    private int rtcpIndex;

    /** Derives the keys; the master key may be wiped afterwards. */
    public SrtpSender(SrtpKey master) {
        this(
                master.profile(),
                SessionKeys.forRtp(master).cipher(master.profile(), false),
                SessionKeys.forRtcp(master).cipher(master.profile(), true));
    }

    SrtpSender(SrtpProfile profile, PacketCipher rtp, PacketCipher rtcp) {
        this.wordIsLast = profile == SrtpProfile.AEAD_AES_128_GCM;
        this.rtp = rtp;
        this.rtcp = rtcp;
    }

    /**
     * Encrypts an RTP packet, and appends the tag.
     *
     * @param packet has room for {@link #MAX_OVERHEAD} more bytes
     * @return the new length
     * @throws IllegalArgumentException if it has no whole header
     */
    public int protect(byte[] packet, int offset, int length) {
        int header = RtpHeader.length(packet, offset, length);
        if (header < 0) {
            throw new IllegalArgumentException("not an RTP packet");
        }
        int sequence = RtpHeader.sequence(packet, offset);
        if (lastSequence - sequence > HALF) {
            rollovers++;
        }
        lastSequence = sequence;
        long index = (rollovers & 0xFFFF_FFFFL) << 16 | sequence;
        int end = offset + length;
        rtp.seal(packet, offset, offset + header, end, end, RtpHeader.ssrc(packet, offset), index, rollovers);
        return length + rtp.tagLength();
    }

    /**
     * Encrypts a compound RTCP packet, and appends index and tag.
     *
     * @param packet has room for {@link #MAX_OVERHEAD} more bytes
     * @return the new length
     * @throws IllegalArgumentException if it has no whole header
     */
    public int protectRtcp(byte[] packet, int offset, int length) {
        if (length < RTCP_HEADER) {
            throw new IllegalArgumentException("not an RTCP packet");
        }
        rtcpIndex++;
        int word = ENCRYPTED | rtcpIndex;
        int end = offset + length;
        int tagAt = wordIsLast ? end : end + 4;
        int wordAt = wordIsLast ? end + rtcp.tagLength() : end;
        rtcp.seal(packet, offset, offset + RTCP_HEADER, end, tagAt, rtcpSsrc(packet, offset), rtcpIndex, word);
        packet[wordAt] = (byte) (word >> 24);
        packet[wordAt + 1] = (byte) (word >> 16);
        packet[wordAt + 2] = (byte) (word >> 8);
        packet[wordAt + 3] = (byte) word;
        return length + rtcp.tagLength() + 4;
    }

    static int rtcpSsrc(byte[] packet, int offset) {
        // The sender's SSRC is where an RTP packet has its timestamp.
        return RtpHeader.timestamp(packet, offset);
    }

    /** Overwrites the keys. */
    public void wipe() {
        rtp.wipe();
        rtcp.wipe();
    }
}
