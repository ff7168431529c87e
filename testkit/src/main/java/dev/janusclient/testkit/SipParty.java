// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What both ends of a call can do once it is answered. Each method waits up to ten seconds for its turn and its effect. */
public abstract class SipParty extends SipPeer {
    SipParty(SipScenario scenario, String address, int port, @Nullable String callsTo, boolean once) {
        super(scenario, address, port, callsTo, once);
    }

    /**
     * Waits until the call is answered and acknowledged.
     *
     * @throws IllegalStateException if it is not in ten seconds
     */
    public void awaitAnswered() {
        awaitMessage(message -> message.isRequest("ACK"), TIMEOUT);
    }

    /** Sends BYE and waits for its answer. */
    public void hangUp() {
        act("X-BYE", "", "BYE");
        awaitEnd(TIMEOUT);
    }

    /** Waits for a BYE of the other side. */
    public void awaitHungUp() {
        awaitMessage(message -> message.isRequest("BYE") && !message.sent(), TIMEOUT);
    }

    /** Sends a key press in an INFO (application/dtmf-relay). */
    public void sendDtmf(char digit) {
        act("X-DTMF", String.valueOf(digit), "INFO");
    }

    /** Sends a MESSAGE inside the call. */
    public void sendMessage(String line) {
        act("X-MESSAGE", line, "MESSAGE");
    }

    /** Puts the other side on hold with a re-INVITE. */
    public void hold() {
        act("X-HOLD", "", "INVITE");
    }

    /** Ends the hold, or just re-negotiates, with a re-INVITE. */
    public void resume() {
        act("X-RESUME", "", "INVITE");
    }

    /** Asks the other side with REFER to call another peer. */
    public void transfer(String uri) {
        act("X-REFER", uri, "REFER");
    }

    /** Goes silent: the call is forgotten without a BYE. */
    public void vanish() {
        awaitAnswered();
        awaitMessage(message -> settled(), TIMEOUT);
        command("X-END", "");
        awaitEnd(TIMEOUT);
    }

    private void act(String command, String argument, String method) {
        awaitAnswered();
        awaitMessage(message -> settled(), TIMEOUT);
        long before = answered(method);
        command(command, argument);
        awaitMessage(message -> answered(method) > before, TIMEOUT);
    }

    /** True if no request of either side still waits for its answer: only then does the scenario listen to commands. */
    private boolean settled() {
        List<SipMessage> messages = messages();
        long referred = count(messages, "REFER", false);
        return messages.stream().allMatch(request -> request.status() != 0 || finished(request, messages))
                && count(messages, "NOTIFY", true) == 2 * referred;
    }

    private static long count(List<SipMessage> messages, String method, boolean sent) {
        return messages.stream()
                .filter(message -> message.isRequest(method) && message.sent() == sent)
                .count();
    }

    private static boolean finished(SipMessage request, List<SipMessage> messages) {
        if (request.isRequest("ACK")) {
            return true;
        }
        boolean answered = messages.stream()
                .anyMatch(message -> message.sent() != request.sent()
                        && message.status() >= 200
                        && message.headers("CSeq").equals(request.headers("CSeq")));
        return answered && (!request.isRequest("INVITE") || acknowledged(request, messages));
    }

    private static boolean acknowledged(SipMessage invite, List<SipMessage> messages) {
        List<String> wanted = invite.headers("CSeq").stream()
                .map(cseq -> cseq.replace("INVITE", "ACK"))
                .toList();
        return messages.stream()
                .anyMatch(message -> message.isRequest("ACK")
                        && message.sent() == invite.sent()
                        && message.headers("CSeq").equals(wanted));
    }

    private long answered(String method) {
        return messages().stream()
                .filter(message -> !message.sent()
                        && message.status() >= 200
                        && message.method().equals(method))
                .count();
    }
}
