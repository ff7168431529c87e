// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.util.List;
import java.util.Map;

/** The steps of an established call, the same for both ends: answers whatever comes, and acts when the test says so. */
final class SipDialogue {
    private static final Map<String, String> ANSWERED_DIRECTION =
            Map.of("sendonly", "recvonly", "recvonly", "sendonly", "inactive", "inactive");

    private final String user;
    private final String local;
    private final SipMedia media;

    /** @param local the value of the From header of requests in the dialogue */
    SipDialogue(String user, String local, SipMedia media) {
        this.user = user;
        this.local = local;
        this.media = media;
    }

    String contact() {
        return "<sip:" + user + "@[local_ip]:[local_port]>";
    }

    /** A request inside the dialogue. */
    String request(String method, String headers, String body) {
        return request("[next_url]", "[$remote]", method, headers, body);
    }

    /** A request to an address of one's choice. */
    String request(String target, String remote, String method, String headers, String body) {
        return method + " " + target
                + " SIP/2.0\nVia: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]\n[routes]\nFrom: "
                + local + "\nTo: " + remote + "\nCall-ID: [call_id]\nCSeq: [cseq] " + method
                + "\nMax-Forwards: 70\nContact: "
                + contact() + "\n" + headers + SipScenario.content(body);
    }

    /** Appends the steps, which end at the label {@code end}. */
    void append(SipScenario steps) {
        steps.label("talk")
                .when("BYE", "bye")
                .when("INFO", "ok")
                .when("MESSAGE", "ok")
                .when("NOTIFY", "ok")
                .when("OPTIONS", "ok")
                .when("UPDATE", "ok")
                .whenReinvited("reinvited")
                .when("REFER", "referred")
                .whenCommanded("X-BYE", "do-bye")
                .whenCommanded("X-DTMF", "do-dtmf")
                .whenCommanded("X-MESSAGE", "do-message")
                .whenCommanded("X-HOLD", "do-hold")
                .whenCommanded("X-RESUME", "do-resume")
                .whenCommanded("X-REFER", "do-refer")
                .awaitCommand("X-END")
                .goTo("end");
        steps.label("ok")
                .send(SipScenario.response(200, "OK", "", contact(), ""))
                .goTo("talk");
        steps.label("bye")
                .send(SipScenario.response(200, "OK", "", contact(), ""))
                .goTo("end");
        reinvited(steps);
        referred(steps);
        act(steps, "do-bye", "BYE", "", "").receive(200).goTo("end");
        act(steps, "do-dtmf", "INFO", "", "application/dtmf-relay\nSignal=[$arg]\nDuration=160\n")
                .receive(200)
                .goTo("talk");
        act(steps, "do-message", "MESSAGE", "", "text/plain\n[$arg]")
                .receive(200)
                .goTo("talk");
        act(steps, "do-refer", "REFER", "Refer-To: <[$arg]>\n", "").receive(202).goTo("talk");
        reinvite(steps, "do-hold", "sendonly");
        reinvite(steps, "do-resume", "sendrecv");
    }

    private void reinvited(SipScenario steps) {
        steps.label("reinvited");
        List<String> directions = List.of("sendonly", "recvonly", "inactive");
        directions.forEach(direction -> steps.ifDirection(direction, "answer-" + direction));
        answer(steps, "sendrecv");
        directions.forEach(direction -> {
            steps.label("answer-" + direction);
            answer(steps, ANSWERED_DIRECTION.getOrDefault(direction, direction));
        });
    }

    private void answer(SipScenario steps, String direction) {
        steps.sendReliably(SipScenario.response(200, "OK", "", contact(), media.sdp(direction)))
                .receive("ACK")
                .goTo("talk");
    }

    /** A REFER is accepted, and said to have succeeded at once; the call to its target is another peer's business. */
    private void referred(SipScenario steps) {
        steps.label("referred").send(SipScenario.response(202, "Accepted", "", contact(), ""));
        for (String[] report :
                new String[][] {{"active;expires=60", "100 Trying"}, {"terminated;reason=noresource", "200 OK"}}) {
            steps.sendReliably(request(
                            "NOTIFY",
                            "Event: refer\nSubscription-State: " + report[0] + "\n",
                            "message/sipfrag\nSIP/2.0 " + report[1] + "\n"))
                    .receive(200);
        }
        steps.goTo("talk");
    }

    private SipScenario act(SipScenario steps, String label, String method, String headers, String body) {
        return steps.label(label).sendReliably(request(method, headers, body));
    }

    private void reinvite(SipScenario steps, String label, String direction) {
        act(steps, label, "INVITE", "", media.sdp(direction))
                .pass(100)
                .receive(200)
                .send(request("ACK", "", ""))
                .goTo("talk");
    }
}
