// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.livecall;

import dev.janusclient.examples.rescue.RescueFailed;
import dev.janusclient.examples.rescue.Step;
import dev.janusclient.examples.rescue.Worker;
import dev.janusclient.testkit.HeardPacket;
import dev.janusclient.testkit.SipMessage;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** One call whose process is killed: a far end, process A that talks with it, and process B that stands by. */
final class LiveCall {
    static final double FAR_END_HERTZ = 1000;
    static final double TONE_OF_A = 440;
    static final double TONE_OF_B = 700;

    /** So many packets are heard of each process: a second and a half. */
    static final int ENOUGH = 75;

    private static final int STEP_SECONDS = 60;
    private static final int POLL_MILLIS = 20;

    private LiveCall() {}

    /**
     * Runs one.
     *
     * @param how how process B goes on
     * @param planned whether process A hands its session off, and is killed when process B talks
     * @param janus the URI of the Janus to use
     * @param address an IPv4 address of this machine that Janus can send SIP and RTP to
     * @throws RescueFailed if a step was not seen
     */
    static LiveCallReport run(CallKind kind, CallMethod how, boolean planned, String janus, String address)
            throws IOException {
        try (CallFolder folder = CallFolder.create();
                FarEnd farEnd = FarEnd.of(kind, janus, address);
                Worker b = Worker.start(
                        "B", CallHeir.class, janus, String.valueOf(TONE_OF_B), folder.toString(), how.name());
                Worker a = Worker.start(
                        "A",
                        CallOwner.class,
                        janus,
                        kind.name(),
                        farEnd.place(),
                        String.valueOf(TONE_OF_A),
                        folder.toString(),
                        how.name())) {
            return change(kind, how, planned, folder, farEnd, a, b);
        } catch (IllegalStateException | CompletionException e) {
            // The peers say it this way when something did not come.
            throw new RescueFailed(String.valueOf(e.getMessage()));
        }
    }

    private static LiveCallReport change(
            CallKind kind, CallMethod how, boolean planned, CallFolder folder, FarEnd farEnd, Worker a, Worker b)
            throws IOException {
        b.await("ready");
        farEnd.meet(a.await("there").detail());
        a.await("talking");
        awaitSound(kind, farEnd, TONE_OF_A, a);
        int messages = farEnd.messages().size();

        long begun = System.nanoTime();
        if (planned) {
            a.say("hand off");
            a.await("released");
        } else {
            a.kill();
        }
        b.say("take");
        if (how == CallMethod.REFER) {
            farEnd.callAsAsked();
        }
        Step continued = b.await("continued");
        awaitSound(kind, farEnd, TONE_OF_B, b);
        if (planned) {
            a.kill();
        }
        // A peer of libwebrtc does not say when packets came.
        long lastPacket = how == CallMethod.REFER ? begun : folder.lastPacket().getLong(0);
        List<SipMessage> seen = farEnd.messages();
        List<HeardPacket> heard = farEnd.packets();

        b.say("hang up");
        farEnd.awaitEnd();
        if (b.awaitEnd() != 0) {
            throw new RescueFailed("process B has failed" + b.tail());
        }
        return new LiveCallReport(
                kind,
                how,
                begun,
                b.await("takes").nanos(),
                b.await("connected").nanos(),
                continued,
                lastPacket,
                kind.hears ? b.await("hears").nanos() : 0,
                heard,
                seen.subList(messages, seen.size()));
    }

    private static void awaitSound(CallKind kind, FarEnd farEnd, double tone, Worker process) {
        if (kind.hears) {
            process.await("heard");
        }
        if (kind.speaks) {
            awaitTone(farEnd, tone);
        }
    }

    private static void awaitTone(FarEnd farEnd, double hertz) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STEP_SECONDS);
        while (farEnd.packets().stream().filter(packet -> packet.hasTone(hertz)).count() < ENOUGH) {
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
