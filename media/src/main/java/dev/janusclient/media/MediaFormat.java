// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

import dev.janusclient.media.rtp.AudioCodec;

/**
 * What the two sides of a leg agreed on.
 *
 * @param codec what is in the packets
 * @param payloadType the RTP payload type of the codec, both ways
 * @param telephoneEventType the RTP payload type of DTMF (RFC 4733) at the codec's clock rate; -1 if the other side takes none
 */
public record MediaFormat(AudioCodec codec, int payloadType, int telephoneEventType) {
    /** Whether DTMF can be sent as RTP. */
    public boolean hasTelephoneEvents() {
        return telephoneEventType >= 0;
    }
}
