// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

/** A SIP peer that sends one request outside a call and waits for its answer. */
public final class SipSender extends SipPeer {
    private SipSender(SipScenario scenario, String address, int port, String to) {
        super(scenario, address, port, to, true);
    }

    /** Sends a MESSAGE with a line of text, for example to a {@linkplain SipRegistrar#awaitContact contact} of Janus. */
    public static SipSender message(String uri, String line, String address) {
        int port = FreePort.udp(address);
        SipDialogue dialogue = new SipDialogue(
                "bob", "<sip:bob@" + address + ":" + port + ">;tag=msg-" + port, new SipMedia(address, port));
        SipScenario steps = new SipScenario("message")
                .sendReliably(dialogue.request(uri, "<" + uri + ">", "MESSAGE", "", "text/plain\n" + line))
                .receive(200);
        return new SipSender(steps, address, port, SipCaller.hostAndPort(uri));
    }

    /**
     * Registers a user at a registrar that asks for a password. Another peer, a {@link SipCallee} say, takes the calls.
     *
     * @param registrar {@code host:port}
     * @param contact where calls to the user shall go
     */
    public static SipSender register(String registrar, String user, String password, String contact, String address) {
        int port = FreePort.udp(address);
        String uri = "sip:" + user + "@" + registrar;
        String head = "REGISTER sip:" + registrar
                + " SIP/2.0\nVia: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]\nFrom: <" + uri
                + ">;tag=reg-" + port
                + "\nTo: <" + uri + ">\nCall-ID: [call_id]\nCSeq: [cseq] REGISTER\nMax-Forwards: 70\nContact: <"
                + contact
                + ">\nExpires: 600\n";
        SipScenario steps = new SipScenario("register")
                .sendReliably(head + SipScenario.content(""))
                .receiveChallenge(401)
                .sendReliably(head + "[authentication username=" + user + " password=" + password + "]\n"
                        + SipScenario.content(""))
                .receive(200);
        return new SipSender(steps, address, port, registrar);
    }

    /** Waits for the final answer and returns its status. */
    public int awaitFinalStatus() {
        return awaitMessage(message -> !message.sent() && message.status() >= 200 && message.status() != 401, TIMEOUT)
                .status();
    }
}
