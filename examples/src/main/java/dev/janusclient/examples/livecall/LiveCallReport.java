// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.livecall;

import dev.janusclient.examples.rescue.RescueFailed;
import dev.janusclient.examples.rescue.Step;
import dev.janusclient.testkit.HeardPacket;
import dev.janusclient.testkit.SipMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was seen of one call.
 *
 * @param killed when process A was gone
 * @param continued what process B says it has done
 * @param hears when process B received its first packet
 * @param heard the packets that the far end received, in their order
 * @param messages the SIP messages that the far end sent and received while the process changed
 */
record LiveCallReport(Step killed, Step continued, Step hears, List<HeardPacket> heard, List<SipMessage> messages) {
    private static final double NANOS_PER_MILLI = 1e6;

    /** The index of the first packet that is process B's. */
    int change() {
        for (int i = 0; i < heard.size(); i++) {
            if (heard.get(i).hasTone(LiveCall.TONE_OF_B)) {
                return i;
            }
        }
        throw new RescueFailed("the far end has not heard process B");
    }

    /** The milliseconds from the last packet of process A to the first one of process B at the far end. */
    double gapMillis() {
        int first = change();
        if (first == 0) {
            throw new RescueFailed("the far end has not heard process A");
        }
        return (heard.get(first).nanos() - heard.get(first - 1).nanos()) / NANOS_PER_MILLI;
    }

    /** How many packets of process A came after the first one of process B. */
    long mixed() {
        return heard.subList(change(), heard.size()).stream()
                .filter(packet -> packet.hasTone(LiveCall.TONE_OF_A))
                .count();
    }

    /** How many sources of RTP the far end has seen. */
    long sources() {
        return heard.stream().map(HeardPacket::ssrc).distinct().count();
    }

    /** The spans that are measured, in milliseconds. */
    Map<String, Double> millis() {
        Map<String, Double> millis = new LinkedHashMap<>();
        millis.put("far end: gap", gapMillis());
        millis.put("B hears", (hears.nanos() - killed.nanos()) / NANOS_PER_MILLI);
        millis.put("session taken", (continued.nanos() - killed.nanos()) / NANOS_PER_MILLI);
        return millis;
    }
}
