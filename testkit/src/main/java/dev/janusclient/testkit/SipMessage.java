// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One SIP message a peer sent or received.
 *
 * @param sent true if the peer sent it, false if it received it
 * @param startLine the request or status line
 * @param headers the header lines in their order, unparsed
 * @param body what follows the headers, or an empty string
 */
public record SipMessage(boolean sent, String startLine, List<String> headers, String body) {
    static SipMessage parse(boolean sent, String text) {
        String unix = text.replace("\r\n", "\n").replaceFirst("^\\s+", "");
        int blank = unix.indexOf("\n\n");
        String head = blank < 0 ? unix : unix.substring(0, blank);
        String body = blank < 0 ? "" : unix.substring(blank + 2);
        List<String> lines = new ArrayList<>(head.lines().toList());
        String startLine = lines.isEmpty() ? "" : lines.remove(0);
        return new SipMessage(sent, startLine, List.copyOf(lines), body);
    }

    /** The method of a request; for a response the method it answers. */
    public String method() {
        if (status() == 0) {
            return startLine.substring(0, Math.max(0, startLine.indexOf(' ')));
        }
        String cseq = header("CSeq");
        return cseq == null ? "" : cseq.substring(cseq.lastIndexOf(' ') + 1);
    }

    /** The status code of a response; 0 for a request. */
    public int status() {
        return startLine.matches("SIP/2\\.0 \\d{3}.*") ? Integer.parseInt(startLine.substring(8, 11)) : 0;
    }

    /** True for a request of this method. */
    public boolean isRequest(String method) {
        return status() == 0 && method().equals(method);
    }

    /** The value of the first header of this name, or null. Case does not matter, compact forms are not known. */
    public @Nullable String header(String name) {
        return headers(name).stream().findFirst().orElse(null);
    }

    /** The values of all headers of this name. */
    public List<String> headers(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return headers.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).trim())
                .toList();
    }
}
