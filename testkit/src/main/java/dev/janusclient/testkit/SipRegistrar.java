// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import dev.janusclient.message.Secret;
import dev.janusclient.plugin.sip.SipRequest;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Accepts every REGISTER, without asking for a password, and remembers who registered. See {@link Kamailio} for passwords. */
public final class SipRegistrar extends SipPeer {
    private static final Pattern URI = Pattern.compile("sips?:[^;> ]+");

    private SipRegistrar(String address) {
        super(scenario(), address);
    }

    /** Starts a registrar on 127.0.0.1. */
    public static SipRegistrar start() {
        return start("127.0.0.1");
    }

    /** Starts a registrar on an address of this machine. */
    public static SipRegistrar start(String address) {
        return new SipRegistrar(address);
    }

    /** The {@code sip:host:port} of this registrar, for {@code proxy} in a register request. */
    public String proxy() {
        return "sip:" + address() + ":" + port();
    }

    /** An account at this registrar, which any password fits. */
    public SipRequest.Register account(String user) {
        return SipRequest.Register.builder()
                .username("sip:" + user + "@" + address() + ":" + port())
                .secret(Secret.of("any"))
                .proxy(proxy())
                .build();
    }

    /** Waits until a user has registered, and returns where: an address a {@link SipCaller} can call. */
    public String awaitContact(String user) {
        return contactIn(awaitMessage(message -> registers(message, user), TIMEOUT));
    }

    /** The contacts a user registered, oldest first, refreshes and unregistrations included. */
    public List<String> contacts(String user) {
        return messages().stream()
                .filter(message -> registers(message, user))
                .map(SipRegistrar::contactIn)
                .toList();
    }

    private static boolean registers(SipMessage message, String user) {
        String to = message.header("To");
        return message.isRequest("REGISTER") && to != null && to.contains(":" + user + "@");
    }

    private static String contactIn(SipMessage register) {
        String contact = register.header("Contact");
        Matcher uri = URI.matcher(contact == null ? "" : contact);
        return uri.find() ? uri.group() : "";
    }

    private static SipScenario scenario() {
        return new SipScenario("registrar")
                .receive("REGISTER")
                .send("SIP/2.0 200 OK\n" + SipScenario.responseHeaders("reg-[call_number]", "")
                        + "[last_Contact:]\n[last_Expires:]\n" + SipScenario.content(""));
    }
}
