// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A sipp scenario, written step by step. Requests whose method begins with {@code X-} never come from a SIP program: the
 * test sends them to steer a running scenario, see {@link SipPeer#command}.
 *
 * <p>Most tests need no scenario of their own: {@link SipRegistrar}, {@link SipCaller}, {@link SipCallee} and {@link
 * SipResponder} bring theirs.
 */
public final class SipScenario {
    private final StringBuilder steps = new StringBuilder();
    private final Set<String> variables = new LinkedHashSet<>();
    private final String name;

    /** An empty scenario. */
    public SipScenario(String name) {
        this.name = name;
    }

    /** Waits for a request; anything else ends the scenario with an error. */
    public SipScenario receive(String method) {
        return step("<recv request=\"" + method + "\"/>");
    }

    /** Waits for a response; anything else ends the scenario with an error. */
    public SipScenario receive(int status) {
        return step("<recv response=\"" + status + "\"/>");
    }

    /** Waits for a request that opens a dialogue, and keeps its parties as {@code [$remote]} and {@code [$local]} and its CSeq as {@code [$number]}. */
    public SipScenario receiveOpening(String method) {
        variable("remote").variable("local").variable("number");
        return step("<recv request=\"" + method + "\" rrs=\"true\"><action>" + keepHeader("From:", "remote")
                + keepHeader("To:", "local")
                + "<ereg regexp=\"[0-9]+\" search_in=\"hdr\" header=\"CSeq:\" check_it=\"true\" assign_to=\"number\"/>"
                + "</action></recv>");
    }

    /** Waits for the response that establishes a dialogue, and keeps the other party as {@code [$remote]}. */
    public SipScenario receiveEstablishing(int status) {
        variable("remote");
        return step("<recv response=\"" + status + "\" rrs=\"true\"><action>" + keepHeader("To:", "remote")
                + "</action></recv>");
    }

    /** Waits for the response that asks for a password, for {@code [authentication ...]} in the next request. */
    public SipScenario receiveChallenge(int status) {
        return step("<recv response=\"" + status + "\" auth=\"true\"/>");
    }

    /** If the next message is this request, goes to a label. Must be followed by other choices and one {@code receive}. */
    public SipScenario when(String method, String label) {
        return step("<recv request=\"" + method + "\" optional=\"true\" next=\"" + label + "\"/>");
    }

    /** If the next message is this response, goes to a label. */
    public SipScenario when(int status, String label) {
        return step("<recv response=\"" + status + "\" optional=\"true\" next=\"" + label + "\"/>");
    }

    /** Lets this response pass, if it comes. */
    public SipScenario pass(int status) {
        return step("<recv response=\"" + status + "\" optional=\"true\"/>");
    }

    /** If the next message is this command of the test, keeps its argument as {@code [$arg]} and goes to a label. */
    public SipScenario whenCommanded(String command, String label) {
        return step("<recv request=\"" + command + "\" optional=\"true\" next=\"" + label + "\">" + keepArgument()
                + "</recv>");
    }

    /** Waits for a command of the test and keeps its argument as {@code [$arg]}. */
    public SipScenario awaitCommand(String command) {
        return step("<recv request=\"" + command + "\">" + keepArgument() + "</recv>");
    }

    /** If the next message is a re-INVITE, keeps the direction in its SDP, if it says one, and goes to a label. */
    public SipScenario whenReinvited(String label) {
        variable("media").variable("direction");
        return step("<recv request=\"INVITE\" optional=\"true\" next=\"" + label + "\"><action>"
                // An expression that does not match leaves its variable as it was: the last direction is overwritten
                // first.
                + "<ereg regexp=\"INVITE\" search_in=\"msg\" check_it=\"true\" assign_to=\"direction\"/>"
                + "<ereg regexp=\"a=(sendrecv|sendonly|recvonly|inactive)\" search_in=\"msg\" check_it=\"false\""
                + " assign_to=\"media,direction\"/></action></recv>");
    }

    /** Goes to a label if the direction of the last re-INVITE was this one. */
    public SipScenario ifDirection(String direction, String label) {
        String flag = "is_" + direction;
        variable("compared").variable(flag);
        return step("<nop><action><strcmp assign_to=\"compared\" variable=\"direction\" value=\"" + direction + "\"/>"
                        + "<test assign_to=\"" + flag
                        + "\" variable=\"compared\" compare=\"equal\" value=\"0\"/></action></nop>")
                .step("<nop next=\"" + label + "\" test=\"" + flag + "\"/>");
    }

    /** Sends a message once. */
    public SipScenario send(String message) {
        return send(message, "");
    }

    /** Sends a request, or the final answer to an INVITE, again and again until it is answered. */
    public SipScenario sendReliably(String message) {
        return send(message, " retrans=\"500\"");
    }

    /** Names this place. */
    public SipScenario label(String label) {
        return step("<label id=\"" + label + "\"/>");
    }

    /** After the step before, which must be a message, goes on at a label. */
    public SipScenario goTo(String label) {
        // Part of that step, not one of its own: between two steps sipp takes any message for an unexpected one.
        int tag = Math.max(steps.lastIndexOf("<recv"), steps.lastIndexOf("<send"));
        steps.insert(tag + "<recv".length(), " next=\"" + label + "\"");
        return this;
    }

    /** The scenario as sipp reads it. */
    public String xml() {
        String reference =
                variables.isEmpty() ? "" : "<Reference variables=\"" + String.join(",", variables) + "\"/>\n";
        return "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<!DOCTYPE scenario SYSTEM \"sipp.dtd\">\n<scenario name=\""
                + name + "\">\n" + steps + reference + "</scenario>\n";
    }

    /** A response to the message received last. */
    static String response(int status, String reason, String toTag, String contact, String body) {
        return "SIP/2.0 " + status + " " + reason + "\n" + responseHeaders(toTag, contact) + content(body);
    }

    static String responseHeaders(String toTag, String contact) {
        String tag = toTag.isEmpty() ? "" : ";tag=" + toTag;
        String contactLine = contact.isEmpty() ? "" : "Contact: " + contact + "\n";
        return "[last_Via:]\n[last_Record-Route:]\n[last_From:]\n[last_To:]" + tag + "\n[last_Call-ID:]\n[last_CSeq:]\n"
                + contactLine;
    }

    /** A body, if there is one, and the headers that tell of it. A body begins with its content type on a line. */
    static String content(String body) {
        if (body.isEmpty()) {
            return "Content-Length: 0\n\n";
        }
        int firstLine = body.indexOf('\n');
        return "Content-Type: " + body.substring(0, firstLine) + "\nContent-Length: [len]\n\n"
                + body.substring(firstLine + 1);
    }

    private SipScenario send(String message, String attributes) {
        return step("<send" + attributes + "><![CDATA[\n" + message + "]]></send>");
    }

    private String keepArgument() {
        variable("arg");
        return "<action><ereg regexp=\"[^ ].*\" search_in=\"hdr\" header=\"X-Arg:\" check_it=\"false\" assign_to=\"arg\"/></action>";
    }

    private static String keepHeader(String header, String variable) {
        return "<ereg regexp=\"[^ ].*\" search_in=\"hdr\" header=\"" + header + "\" check_it=\"true\" assign_to=\""
                + variable + "\"/>";
    }

    private SipScenario variable(String variable) {
        variables.add(variable);
        return this;
    }

    private SipScenario step(String xml) {
        steps.append("  ").append(xml).append('\n');
        return this;
    }
}
