// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.livecall;

import dev.janusclient.testkit.HeardPacket;
import dev.janusclient.testkit.SipMessage;
import java.util.List;

/** Whom the processes talk with. It sends a tone, and keeps what it has heard. */
interface FarEnd extends AutoCloseable {
    /**
     * Makes one.
     *
     * @param janus the URI of the Janus to use
     * @param address an IPv4 address of this machine that Janus can send SIP and RTP to
     */
    static FarEnd of(CallKind kind, String janus, String address) {
        return switch (kind) {
            case SIP_OUT -> SipFarEnd.called(address);
            case SIP_IN -> SipFarEnd.calling(address);
            case AUDIOBRIDGE, PUBLISHER, SUBSCRIBER, VIDEOCALL -> new RoomFarEnd(kind, janus);
        };
    }

    /** Where process A finds it. */
    String place();

    /**
     * Process A is there: whoever has waited for that comes now.
     *
     * @param owner what process A said, which is how to find it
     */
    void meet(String owner);

    /** Waits until it receives REFER, and calls as that says. */
    void callAsAsked();

    /** The packets that it has received, in their order. */
    List<HeardPacket> packets();

    /** The SIP messages that it has sent and received; none in calls without SIP. */
    List<SipMessage> messages();

    /** Waits for the end of the call, if the far end of this kind receives one. */
    void awaitEnd();

    @Override
    void close();
}
