// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.livecall;

import dev.janusclient.examples.rescue.RescueFailed;
import dev.janusclient.examples.rescue.Step;
import dev.janusclient.examples.rescue.Worker;
import dev.janusclient.testkit.HeardPacket;
import dev.janusclient.testkit.RtpTonePeer;
import dev.janusclient.testkit.SipCallee;
import dev.janusclient.testkit.SipMedia;
import dev.janusclient.testkit.SipMessage;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One call whose process is killed: a far end, process A that calls it, and process B that stands by. */
final class LiveCall {
    static final double FAR_END_HERTZ = 1000;
    static final double TONE_OF_A = 440;
    static final double TONE_OF_B = 700;

    private static final int STEP_SECONDS = 60;
    private static final int POLL_MILLIS = 20;

    /** So much is heard of each process: a second and a half. */
    private static final int ENOUGH = 75;

    private final String janus;
    private final String address;

    private LiveCall(String janus, String address) {
        this.janus = janus;
        this.address = address;
    }

    /**
     * Runs one.
     *
     * @param janus the URI of the Janus to use
     * @param address an IPv4 address of this machine that Janus can send SIP and RTP to
     * @throws RescueFailed if a step was not seen
     */
    static LiveCallReport run(String janus, String address) throws IOException {
        return new LiveCall(janus, address).run();
    }

    private LiveCallReport run() throws IOException {
        try (CallFolder folder = CallFolder.create();
                RtpTonePeer phone = new RtpTonePeer(address, FAR_END_HERTZ);
                SipCallee callee = SipCallee.answering(SipMedia.of(phone));
                Worker b = Worker.start("B", CallHeir.class, janus, String.valueOf(TONE_OF_B), folder.toString());
                Worker a = Worker.start(
                        "A",
                        CallOwner.class,
                        janus,
                        "sip:alice@" + address,
                        callee.uri("bob"),
                        String.valueOf(TONE_OF_A),
                        folder.toString())) {
            b.await("ready");
            a.await("talking");
            awaitTone(phone, TONE_OF_A);
            int messages = callee.messages().size();

            Step killed = a.kill();
            b.say("take");
            Step continued = b.await("continued");
            Step hears = b.await("hears");
            awaitTone(phone, TONE_OF_B);
            List<SipMessage> seen = callee.messages();
            List<HeardPacket> heard = phone.packets();

            b.say("hang up");
            callee.awaitHungUp();
            if (b.awaitEnd() != 0) {
                throw new RescueFailed("process B has failed" + b.tail());
            }
            return new LiveCallReport(killed, continued, hears, heard, seen.subList(messages, seen.size()));
        } catch (IllegalStateException e) {
            // The peers say it this way when something did not come.
            throw new RescueFailed(String.valueOf(e.getMessage()));
        }
    }

    private static void awaitTone(RtpTonePeer phone, double hertz) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STEP_SECONDS);
        while (phone.packets().stream().filter(packet -> packet.hasTone(hertz)).count() < ENOUGH) {
            if (System.nanoTime() - deadline > 0) {
                throw new RescueFailed("the far end did not hear " + (int) hertz + " Hz within " + STEP_SECONDS + " s");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RescueFailed("interrupted");
            }
        }
    }
}
