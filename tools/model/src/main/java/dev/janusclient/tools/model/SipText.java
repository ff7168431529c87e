// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A SIP message as Janus reports it to event handlers, as far as a time line shows it (RFC 3261, section 7).
 *
 * @param incoming whether Janus received it
 * @param startLine the request line or the status line
 * @param callId empty if there is none
 * @param sequence the {@code CSeq}: a number and a method
 * @param from the URI of who began the dialogue; empty if there is none
 * @param to the URI of whom it was meant for; empty if there is none
 */
record SipText(boolean incoming, String startLine, String callId, String sequence, String from, String to) {
    private static final String STATUS = "SIP/2.0 ";

    /** The compact forms of the names that matter here (RFC 3261, section 7.3.3). */
    private static final Map<String, String> COMPACT = Map.of("i", "call-id", "f", "from", "t", "to");

    static SipText of(boolean incoming, String text) {
        String[] lines = text.split("\r?\n", -1);
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                String name = lines[i].substring(0, colon).trim().toLowerCase(Locale.ROOT);
                headers.putIfAbsent(
                        COMPACT.getOrDefault(name, name),
                        lines[i].substring(colon + 1).trim());
            }
        }
        return new SipText(
                incoming,
                lines[0],
                headers.getOrDefault("call-id", ""),
                headers.getOrDefault("cseq", ""),
                uri(headers.getOrDefault("from", "")),
                uri(headers.getOrDefault("to", "")));
    }

    /** {@code sip:a@b} of {@code "A" <sip:a@b>;tag=1}. */
    private static String uri(String address) {
        int open = address.indexOf('<');
        int close = address.indexOf('>', open);
        String uri = open >= 0 && close > open ? address.substring(open + 1, close) : address;
        int parameters = uri.indexOf(';');
        return SafeText.of(parameters < 0 ? uri : uri.substring(0, parameters));
    }

    boolean isResponse() {
        return startLine.startsWith(STATUS);
    }

    /** The status of a response; 0 of a request. */
    int status() {
        String digits = isResponse() ? startLine.substring(STATUS.length()) : "";
        return digits.matches("\\d{3}\\b.*") ? Integer.parseInt(digits.substring(0, 3)) : 0;
    }

    /** The words beside the status. */
    String reason() {
        return SafeText.of(startLine
                .substring(Math.min(startLine.length(), STATUS.length() + 3))
                .trim());
    }

    /** The method of a request, or of the request that a response answers. */
    String method() {
        String from = isResponse() ? sequence.substring(sequence.indexOf(' ') + 1) : startLine;
        int end = from.indexOf(' ');
        return end < 0 ? from : from.substring(0, end);
    }

    /** {@code INVITE}, or {@code 180 Ringing (INVITE)}. */
    String title() {
        return SafeText.of(
                isResponse() ? startLine.substring(STATUS.length()).trim() + " (" + method() + ")" : method());
    }
}
