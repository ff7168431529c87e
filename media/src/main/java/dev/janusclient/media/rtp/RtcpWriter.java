// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.rtp;

/**
 * Writes a compound RTCP packet (RFC 3550 section 6): one packet after the other, a report first. The buffer is the caller's,
 * and has room enough: 28 bytes for a sender report, 8 for another, 24 for each block, 14 and the name for a description, 8 for
 * a bye.
 */
public final class RtcpWriter {
    private static final int VERSION_2 = 0x80;

    private byte[] buffer = new byte[0];
    private int start;
    private int part;
    private int at;

    /** Makes a writer that is used again for each packet. */
    public RtcpWriter() {}

    /** Begins a packet. */
    public void begin(byte[] buffer, int offset) {
        this.buffer = buffer;
        this.start = offset;
        this.part = offset;
        this.at = offset;
    }

    /** How many bytes have been written. */
    public int length() {
        return at - start;
    }

    /** A report of a source that sends; the parameters are those of {@link RtcpListener#senderReport}. */
    public void senderReport(int ssrc, long ntp, int timestamp, int packets, int octets) {
        beginPart(RtcpReader.SENDER_REPORT, ssrc);
        put((int) (ntp >> 32));
        put((int) ntp);
        put(timestamp);
        put(packets);
        put(octets);
        endPart();
    }

    /** A report of a source that has not sent since its last report. */
    public void receiverReport(int ssrc) {
        beginPart(RtcpReader.RECEIVER_REPORT, ssrc);
        endPart();
    }

    /** Adds to the report before, 31 times at most; the parameters are those of {@link RtcpListener#reportBlock}. */
    public void reportBlock(
            int source, int fractionLost, int lost, int highest, int jitter, int lastReport, int sinceLastReport) {
        put(source);
        put((fractionLost << 24) | (lost & 0xFF_FFFF));
        put(highest);
        put(jitter);
        put(lastReport);
        put(sinceLastReport);
        buffer[part]++;
        endPart();
    }

    /** The canonical name of a source, 1 to 255 bytes of UTF-8. */
    public void canonicalName(int ssrc, byte[] name) {
        beginPart(RtcpReader.SOURCE_DESCRIPTION, ssrc);
        buffer[part]++;
        buffer[at++] = RtcpReader.CANONICAL_NAME;
        buffer[at++] = (byte) name.length;
        System.arraycopy(name, 0, buffer, at, name.length);
        at += name.length;
        do {
            buffer[at++] = 0;
        } while ((at - part) % 4 != 0);
        endPart();
    }

    /** Says that a source has ended. */
    public void bye(int ssrc) {
        beginPart(RtcpReader.BYE, ssrc);
        buffer[part]++;
        endPart();
    }

    private void beginPart(int type, int ssrc) {
        part = at;
        buffer[at] = (byte) VERSION_2;
        buffer[at + 1] = (byte) type;
        at += RtcpReader.HEADER;
        put(ssrc);
    }

    private void endPart() {
        RtpHeader.putUint16(buffer, part + 2, (at - part) / 4 - 1);
    }

    private void put(int value) {
        RtpHeader.putInt32(buffer, at, value);
        at += 4;
    }
}
