// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

/** A SIP peer that answers requests outside calls, any number of them. */
public final class SipResponder extends SipPeer {
    private SipResponder(SipScenario scenario, String address) {
        super(scenario, address);
    }

    /** Answers 200 to every request of one method, for example MESSAGE or OPTIONS. */
    public static SipResponder accepting(String method, String address) {
        return answering(method, 200, "OK", address);
    }

    /** Answers every request of one method with one final status. */
    public static SipResponder answering(String method, int status, String reason, String address) {
        SipScenario steps = new SipScenario("answer-" + method)
                .receive(method)
                .send(SipScenario.response(
                        status, reason, "srv-[call_number]", "<sip:srv@[local_ip]:[local_port]>", ""));
        return new SipResponder(steps, address);
    }

    /**
     * Accepts SUBSCRIBE and its refreshes and end, and sends a NOTIFY after each and on {@link #publish}.
     *
     * @param event the event package, for example {@code message-summary}
     * @param contentType of what is notified
     * @param line the first body
     */
    public static SipResponder notifier(String event, String contentType, String line, String address) {
        String contact = "<sip:srv@[local_ip]:[local_port]>";
        SipDialogue dialogue = new SipDialogue("srv", "[$local];tag=srv-[call_number]", SipMedia.none(address));
        String headers = "Event: " + event + "\nSubscription-State: active;expires=600\n";
        String accepted = "SIP/2.0 200 OK\n" + SipScenario.responseHeaders("srv-[call_number]", contact)
                + "Expires: 600\n" + SipScenario.content("");
        String refreshed = "SIP/2.0 200 OK\n" + SipScenario.responseHeaders("", contact) + "Expires: 600\n"
                + SipScenario.content("");
        SipScenario steps = new SipScenario("notifier")
                .receiveOpening("SUBSCRIBE")
                .send(accepted)
                .label("first")
                .sendReliably(dialogue.request("NOTIFY", headers, contentType + "\n" + line + "\n"))
                .receive(200)
                .label("subscribed")
                .when("SUBSCRIBE", "again")
                .awaitCommand("X-PUBLISH")
                .sendReliably(dialogue.request("NOTIFY", headers, contentType + "\n[$arg]\n"))
                .receive(200)
                .goTo("subscribed")
                .label("again")
                .send(refreshed)
                .goTo("first");
        return new SipResponder(steps, address);
    }

    /** Sends one more NOTIFY to whoever subscribed, and waits for its answer. */
    public void publish(String line) {
        awaitMessage(message -> message.method().equals("NOTIFY") && message.status() == 200, TIMEOUT);
        long before = notified();
        command("X-PUBLISH", line);
        awaitMessage(message -> notified() > before, TIMEOUT);
    }

    /** Waits for a request from outside. */
    public SipMessage awaitRequest(String method) {
        return awaitMessage(message -> message.isRequest(method) && !message.sent(), TIMEOUT);
    }

    private long notified() {
        return messages().stream()
                .filter(message -> message.method().equals("NOTIFY") && message.status() == 200)
                .count();
    }
}
