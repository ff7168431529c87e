// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.util.List;

/** A SIP peer that calls. The INVITE leaves at once; one object is one call. */
public final class SipCaller extends SipParty {
    private static final List<Integer> REFUSALS = List.of(
            400, 401, 403, 404, 405, 407, 408, 415, 420, 422, 480, 481, 482, 483, 484, 486, 487, 488, 491, 500, 501,
            503, 504, 600, 603, 604, 606);

    private SipCaller(SipScenario scenario, String address, int port, String callsTo) {
        super(scenario, address, port, callsTo, true);
    }

    /** Calls an address, usually a {@linkplain SipRegistrar#awaitContact contact} Janus registered, as "Bob Tester". */
    public static SipCaller call(String uri, SipMedia media) {
        return call(uri, "Bob Tester", "bob", media, "");
    }

    /**
     * Calls an address.
     *
     * @param uri {@code sip:user@host:port}
     * @param displayName the caller's name
     * @param user the caller's user name
     * @param media what the INVITE offers; its address is also where the caller is
     * @param headers more header lines of the INVITE, each ending in a line feed
     */
    public static SipCaller call(String uri, String displayName, String user, SipMedia media, String headers) {
        return call(uri, hostAndPort(uri), displayName, user, media, headers, true);
    }

    /** Calls an address with an INVITE without SDP; the media is what the ACK answers with. */
    public static SipCaller callWithoutOffer(String uri, SipMedia media) {
        return call(uri, hostAndPort(uri), "Bob Tester", "bob", media, "", false);
    }

    /** Like {@link #call(String, String, String, SipMedia, String)}, through a proxy at {@code host:port}. */
    public static SipCaller callThrough(String proxy, String uri, SipMedia media) {
        return call(uri, proxy, "Bob Tester", "bob", media, "", true);
    }

    /**
     * Makes the call that a REFER asked for, through whoever sent the REFER: as the registrar of the address would, if that is its own.
     *
     * @param refer as the party received it that was asked
     */
    public static SipCaller referred(SipMessage refer, SipMedia media) {
        String sender = String.valueOf(refer.header("Contact")).replaceAll(".*<|[;>].*", "");
        String target = String.valueOf(refer.header("Refer-To")).replaceAll("^<|>$", "");
        return callThrough(hostAndPort(sender), target, media);
    }

    private static SipCaller call(
            String uri, String next, String displayName, String user, SipMedia media, String headers, boolean offers) {
        int port = FreePort.udp(media.address());
        String local =
                "\"" + displayName + "\" <sip:" + user + "@" + media.address() + ":" + port + ">;tag=uac-" + port;
        return new SipCaller(scenario(uri, user, local, media, headers, offers), media.address(), port, next);
    }

    /** Waits until the other side rings (180). */
    public void awaitRinging() {
        awaitMessage(message -> message.status() == 180, TIMEOUT);
    }

    /** Waits for the final answer to the INVITE and returns its status, for example 200, 486 or 603. */
    public int awaitFinalStatus() {
        return awaitMessage(
                        message -> !message.sent()
                                && message.status() >= 200
                                && message.method().equals("INVITE"),
                        TIMEOUT)
                .status();
    }

    /** Gives up while it rings (CANCEL), and waits for the end of the call. */
    public void cancel() {
        awaitRinging();
        command("X-CANCEL", "");
        awaitEnd(TIMEOUT);
    }

    private static SipScenario scenario(
            String uri, String user, String local, SipMedia media, String headers, boolean offers) {
        String offer = offers ? media.sdp("sendrecv") : "";
        String answer = offers ? "" : media.sdp("sendrecv");
        SipDialogue dialogue = new SipDialogue(user, local, media);
        SipScenario steps = new SipScenario("caller")
                .sendReliably(dialogue.request(uri, "<" + uri + ">", "INVITE", headers, offer))
                .label("early")
                .when(100, "early")
                .when(180, "early")
                .when(183, "early");
        REFUSALS.forEach(status -> steps.when(status, "refused"));
        steps.whenCommanded("X-CANCEL", "cancel").receiveEstablishing(200).send(dialogue.request("ACK", "", answer));
        dialogue.append(steps);
        steps.label("cancel")
                .sendReliably(sameTransaction("CANCEL", uri, "To: <" + uri + ">"))
                .receive(200)
                .receive(487)
                .label("refused")
                .send(sameTransaction("ACK", uri, "[last_To:]"));
        return steps.label("end");
    }

    /** CANCEL and the ACK of a refusal belong to the transaction of the INVITE: same Via, same number. */
    private static String sameTransaction(String method, String uri, String to) {
        return method + " " + uri + " SIP/2.0\n[last_Via:]\n[last_From:]\n" + to + "\n[last_Call-ID:]\nCSeq: [cseq] "
                + method + "\nMax-Forwards: 70\n" + SipScenario.content("");
    }

    static String hostAndPort(String uri) {
        String withoutUser = uri.substring(Math.max(uri.indexOf('@'), uri.indexOf(':')) + 1);
        int end = withoutUser.indexOf(';');
        String hostAndPort = end < 0 ? withoutUser : withoutUser.substring(0, end);
        return hostAndPort.contains(":") ? hostAndPort : hostAndPort + ":5060";
    }
}
