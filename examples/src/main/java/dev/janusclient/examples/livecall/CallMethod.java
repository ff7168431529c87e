// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.livecall;

import java.util.Locale;
import java.util.Set;

/** How process B goes on with the call. */
enum CallMethod {
    OTHER_ADDRESS(1),
    ICE_RESTART(1),
    /** Process A has a PeerConnection of libwebrtc, which no other process can continue: the far end is asked to call process B. */
    REFER(2);

    /** How many sources of RTP the far end hears, one after the other. */
    final int sources;

    CallMethod(int sources) {
        this.sources = sources;
    }

    /** The methods of SIP messages that the far end may see. */
    Set<String> messages() {
        return switch (this) {
            case OTHER_ADDRESS -> Set.of();
            case ICE_RESTART -> Set.of("INVITE", "ACK");
            case REFER -> Set.of("REFER", "NOTIFY", "INVITE", "ACK", "BYE");
        };
    }

    /** Whether a call of this kind can go on in this way. */
    boolean fits(CallKind kind) {
        return switch (this) {
            case OTHER_ADDRESS -> true;
            case ICE_RESTART -> kind != CallKind.SUBSCRIBER && kind != CallKind.VIDEOCALL;
            case REFER -> kind == CallKind.SIP_IN || kind == CallKind.SIP_OUT;
        };
    }

    /** The option's word. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
