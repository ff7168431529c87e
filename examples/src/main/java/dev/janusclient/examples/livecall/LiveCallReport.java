// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.livecall;

import dev.janusclient.examples.rescue.RescueFailed;
import dev.janusclient.examples.rescue.Step;
import dev.janusclient.testkit.HeardPacket;
import dev.janusclient.testkit.SipMessage;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was seen of one call. All times are of {@link System#nanoTime()}, which on Linux is one clock for all processes of a machine.
 *
 * @param begun when process A was sent SIGKILL, or was asked to hand its session off
 * @param takes when process B began to take the session
 * @param connected when Janus had answered process B's leg
 * @param continued what process B says it has done, once the session was taken
 * @param lastPacket when process A received its last packet; when it was killed, if it does not say
 * @param hears when process B received its first packet; 0 if it does not hear the far end
 * @param heard the packets that the far end received, in their order
 * @param messages the SIP messages that the far end sent and received while the process changed
 */
record LiveCallReport(
        CallKind kind,
        CallMethod how,
        long begun,
        long takes,
        long connected,
        Step continued,
        long lastPacket,
        long hears,
        List<HeardPacket> heard,
        List<SipMessage> messages) {
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

    /** The index of the last packet that is process A's before that: where others are mixed in, silence comes between. */
    private int lastIndexOfA() {
        for (int i = change() - 1; i >= 0; i--) {
            if (heard.get(i).hasTone(LiveCall.TONE_OF_A)) {
                return i;
            }
        }
        throw new RescueFailed("the far end has not heard process A");
    }

    /** Some packets up to the last one of process A, as many from the first one of process B on, and what is between. */
    List<HeardPacket> around(int width) {
        return heard.subList(Math.max(0, lastIndexOfA() + 1 - width), Math.min(heard.size(), change() + width));
    }

    /** When the first packet of process B came to the far end. */
    long firstOfB() {
        return heard.get(change()).nanos();
    }

    /** When the last packet of process A came there. */
    long lastOfA() {
        return heard.get(lastIndexOfA()).nanos();
    }

    /** The longer one of the two gaps, in milliseconds. */
    double gapMillis() {
        return Math.max(kind.speaks ? gapAtFarEnd() : 0, kind.hears ? gapOfFarEnd() : 0);
    }

    /** From the last packet of process A to the first one of process B, at the far end. */
    double gapAtFarEnd() {
        return millis(lastOfA(), firstOfB());
    }

    /** From the last packet that process A received to the first one that process B received. */
    double gapOfFarEnd() {
        return millis(lastPacket, hears);
    }

    private static double millis(long from, long to) {
        return (to - from) / NANOS_PER_MILLI;
    }

    /** The methods of the messages, in their order, each once. */
    Set<String> messageMethods() {
        Set<String> methods = new LinkedHashSet<>();
        messages.forEach(message -> methods.add(message.method()));
        return methods;
    }

    /** How many packets of process A came after the first one of process B. */
    private long mixed() {
        return heard.subList(change(), heard.size()).stream()
                .filter(packet -> packet.hasTone(LiveCall.TONE_OF_A))
                .count();
    }

    /**
     * Looks for what must not be.
     *
     * @param mayCross how many packets of process A may come after the first one of process B
     * @throws RescueFailed if the far end saw what it should not
     */
    void verify(int mayCross) {
        Set<String> methods = messageMethods();
        if (!how.messages().containsAll(methods)) {
            throw new RescueFailed("the far end saw " + methods);
        }
        if (!kind.speaks) {
            return;
        }
        long sources = heard.stream().map(HeardPacket::ssrc).distinct().count();
        if (mixed() > mayCross || sources != how.sources) {
            throw new RescueFailed("the far end heard " + mixed()
                    + " packets of the old process after the other's first, from " + sources + " sources");
        }
    }

    /** The spans that are measured, in milliseconds. */
    Map<String, Double> millis() {
        Map<String, Double> millis = new LinkedHashMap<>();
        if (kind.speaks) {
            millis.put("gap, it hears us", gapAtFarEnd());
        }
        if (kind.hears) {
            millis.put("gap, we hear it", gapOfFarEnd());
        }
        millis.put("detection", millis(begun, takes));
        millis.put("ICE", millis(takes, connected));
        if (kind.speaks) {
            // A process may get to say that it is connected only after its first packet.
            millis.put("first packet out", Math.max(0, millis(connected, firstOfB())));
        }
        if (kind.hears) {
            millis.put("first packet in", Math.max(0, millis(connected, hears)));
        }
        millis.put("claim", millis(takes, continued.nanos()));
        return millis;
    }
}
