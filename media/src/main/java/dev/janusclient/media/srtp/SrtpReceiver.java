// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.srtp;

import dev.janusclient.media.rtp.RtpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Checks and decrypts what is received, from up to eight sources. What is not authentic, or came before, changes nothing.
 *
 * <p>Results are the new length, or {@link #MALFORMED}, {@link #FORGED} or {@link #REPLAYED}, which are negative.
 */
public final class SrtpReceiver {
    /** No packet of its kind, or too short. */
    public static final int MALFORMED = -1;

    /** The tag does not fit: altered, or encrypted with another key. */
    public static final int FORGED = -2;

    /** It came already, or is more than {@value ReceivedStream#WINDOW} packets old. */
    public static final int REPLAYED = -3;

    private static final int RTCP_HEADER = 8;
    private static final int ENCRYPTED = 0x8000_0000;

    /** How many forged packets may cost more than one check, before further rollover counters are no longer tried. */
    private static final int MAX_SEARCHES = 100;

    private final boolean wordIsLast;
    private final PacketCipher rtp;
    private final PacketCipher rtcp;
    private final int maxRollovers;
    private final ReceivedStreams rtpStreams = new ReceivedStreams();
    private final ReceivedStreams rtcpStreams = new ReceivedStreams();
    private int failedSearches;

    /** Derives the keys; the master key may be wiped afterwards. Each source is received from its first packet on. */
    public SrtpReceiver(SrtpKey master) {
        this(master, 0);
    }

    /**
     * Derives the keys of streams that may have begun long ago.
     *
     * @param maxRollovers how often a sequence number may have begun again before the first packet that is received: the
     *     counter is not sent, so each is tried, and the tag says which one is right
     */
    public SrtpReceiver(SrtpKey master, int maxRollovers) {
        this(
                master.profile(),
                SessionKeys.forRtp(master).cipher(master.profile(), false),
                SessionKeys.forRtcp(master).cipher(master.profile(), true),
                maxRollovers);
    }

    SrtpReceiver(SrtpProfile profile, PacketCipher rtp, PacketCipher rtcp, int maxRollovers) {
        this.wordIsLast = profile == SrtpProfile.AEAD_AES_128_GCM;
        this.rtp = rtp;
        this.rtcp = rtcp;
        this.maxRollovers = maxRollovers;
    }

    /** Checks and decrypts an RTP packet. */
    public int unprotect(byte[] packet, int offset, int length) {
        int plain = length - rtp.tagLength();
        int header = RtpHeader.length(packet, offset, plain);
        if (header < 0) {
            return MALFORMED;
        }
        int sequence = RtpHeader.sequence(packet, offset);
        int ssrc = RtpHeader.ssrc(packet, offset);
        ReceivedStream stream = rtpStreams.find(ssrc);
        if (stream == null) {
            long index = search(packet, offset, header, plain, ssrc, sequence);
            if (index < 0) {
                return FORGED;
            }
            rtpStreams.add(ssrc).received(index);
            return plain;
        }
        long index = stream.index(sequence);
        if (stream.replayed(index)) {
            return REPLAYED;
        }
        if (!open(packet, offset, header, plain, ssrc, index)) {
            return FORGED;
        }
        stream.received(index);
        return plain;
    }

    /** The index of a source's first packet, or -1 if it is of none that may be. */
    private long search(byte[] packet, int offset, int header, int plain, int ssrc, int sequence) {
        int last = failedSearches < MAX_SEARCHES ? maxRollovers : 0;
        for (long rollovers = 0; rollovers <= last; rollovers++) {
            long index = rollovers << 16 | sequence;
            if (open(packet, offset, header, plain, ssrc, index)) {
                return index;
            }
        }
        failedSearches++;
        return -1;
    }

    private boolean open(byte[] packet, int offset, int header, int plain, int ssrc, long index) {
        int end = offset + plain;
        return rtp.open(packet, offset, offset + header, end, end, ssrc, index, (int) (index >> 16));
    }

    /** Checks and decrypts a compound RTCP packet. One that is authenticated only is refused: Janus always encrypts. */
    public int unprotectRtcp(byte[] packet, int offset, int length) {
        int plain = length - rtcp.tagLength() - 4;
        if (plain < RTCP_HEADER) {
            return MALFORMED;
        }
        int end = offset + plain;
        int tagAt = wordIsLast ? end : end + 4;
        int wordAt = wordIsLast ? end + rtcp.tagLength() : end;
        int word = word(packet, wordAt);
        if ((word & ENCRYPTED) == 0) {
            return MALFORMED;
        }
        int index = word & ~ENCRYPTED;
        int ssrc = SrtpSender.rtcpSsrc(packet, offset);
        @Nullable ReceivedStream stream = rtcpStreams.find(ssrc);
        if (stream != null && stream.replayed(index)) {
            return REPLAYED;
        }
        if (!rtcp.open(packet, offset, offset + RTCP_HEADER, end, tagAt, ssrc, index, word)) {
            return FORGED;
        }
        if (stream == null) {
            stream = rtcpStreams.add(ssrc);
        }
        stream.received(index);
        return plain;
    }

    private static int word(byte[] packet, int at) {
        return (packet[at] & 0xFF) << 24
                | (packet[at + 1] & 0xFF) << 16
                | (packet[at + 2] & 0xFF) << 8
                | (packet[at + 3] & 0xFF);
    }

    /** Overwrites the keys. */
    public void wipe() {
        rtp.wipe();
        rtcp.wipe();
    }
}
