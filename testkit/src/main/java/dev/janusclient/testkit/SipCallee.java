// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.util.Map;
import java.util.TreeMap;

/** A SIP peer that is called: rings, and then does what the test says. One object takes one call, if it is not
 * made to take all. */
public final class SipCallee extends SipParty {
    private static final Map<Integer, String> REFUSALS = new TreeMap<>(Map.of(
            403,
            "Forbidden",
            404,
            "Not Found",
            480,
            "Temporarily Unavailable",
            486,
            "Busy Here",
            488,
            "Not Acceptable Here",
            500,
            "Server Internal Error",
            503,
            "Service Unavailable",
            600,
            "Busy Everywhere",
            603,
            "Decline"));

    private SipCallee(SipScenario scenario, SipMedia media, boolean once) {
        super(scenario, media.address(), FreePort.udp(media.address()), null, once);
    }

    /** Rings until the test answers, declines or the caller gives up. The media's address is where the callee is. */
    public static SipCallee ringing(SipMedia media) {
        return new SipCallee(scenario(media, false), media, true);
    }

    /** Rings and answers at once. */
    public static SipCallee answering(SipMedia media) {
        return new SipCallee(scenario(media, true), media, true);
    }

    /** As {@link #answering}, any number of calls, one beside the other, until it is closed. */
    public static SipCallee answeringAll(SipMedia media) {
        return new SipCallee(scenario(media, true), media, false);
    }

    /** Waits for an INVITE. */
    public SipMessage awaitCall() {
        return awaitMessage(message -> message.isRequest("INVITE"), TIMEOUT);
    }

    /** Answers the ringing call and waits until that is acknowledged. */
    public void answer() {
        awaitRinging();
        command("X-ANSWER", "");
        awaitAnswered();
    }

    /** Sends 183 with SDP: early media. */
    public void progress() {
        awaitRinging();
        command("X-PROGRESS", "");
        awaitMessage(message -> message.sent() && message.status() == 183, TIMEOUT);
    }

    /** Refuses the ringing call with one of 403, 404, 480, 486, 488, 500, 503, 600, 603. */
    public void refuse(int status) {
        if (!REFUSALS.containsKey(status)) {
            throw new IllegalArgumentException("not among " + REFUSALS + ": " + status);
        }
        awaitRinging();
        command("X-REFUSE-" + status, "");
        awaitMessage(message -> message.isRequest("ACK"), TIMEOUT);
    }

    /** Waits until the caller gave up (CANCEL). */
    public void awaitCancelled() {
        awaitMessage(message -> message.isRequest("CANCEL"), TIMEOUT);
    }

    private void awaitRinging() {
        awaitMessage(message -> message.sent() && message.status() == 180, TIMEOUT);
    }

    private static SipScenario scenario(SipMedia media, boolean answerAtOnce) {
        String tag = "uas-" + Long.toHexString(System.nanoTime());
        SipDialogue dialogue = new SipDialogue("bob", "[$local];tag=" + tag, media);
        String contact = dialogue.contact();
        SipScenario steps = new SipScenario("callee")
                .receiveOpening("INVITE")
                .send(SipScenario.response(180, "Ringing", tag, contact, ""));
        if (!answerAtOnce) {
            steps.label("ring").when("CANCEL", "cancelled");
            REFUSALS.keySet().forEach(status -> steps.whenCommanded("X-REFUSE-" + status, "refuse-" + status));
            steps.whenCommanded("X-PROGRESS", "progress").awaitCommand("X-ANSWER");
        }
        steps.sendReliably(SipScenario.response(200, "OK", tag, contact, media.sdp("sendrecv")))
                .receive("ACK");
        dialogue.append(steps);
        if (!answerAtOnce) {
            steps.label("progress")
                    .send(SipScenario.response(183, "Session Progress", tag, contact, media.sdp("sendrecv")))
                    .goTo("ring");
            // sipp wants to know every status code beforehand, so each has steps of its own.
            REFUSALS.forEach((status, reason) -> steps.label("refuse-" + status)
                    .sendReliably(SipScenario.response(status, reason, tag, "", ""))
                    .receive("ACK")
                    .goTo("end"));
            steps.label("cancelled")
                    .send(SipScenario.response(200, "OK", tag, "", ""))
                    // Same branch as the INVITE, so only the method in CSeq has to be put back.
                    .sendReliably("SIP/2.0 487 Request Terminated\n[last_Via:]\n[last_From:]\n[last_To:];tag=" + tag
                            + "\n[last_Call-ID:]\nCSeq: [$number] INVITE\n" + SipScenario.content(""))
                    .receive("ACK");
        }
        return steps.label("end");
    }
}
