// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.transport.UriParts;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of secrets and tokens that anybody on the way can read. */
final class PlainText {
    private static final Logger log = LoggerFactory.getLogger(PlainText.class);
    private static final List<String> SCHEMES = List.of("ws", "http", "amqp", "mqtt");

    private PlainText() {}

    /** Warns once if one of the addresses is on another machine and is talked to without TLS. */
    static void warn(List<URI> addresses) {
        for (URI uri : addresses) {
            if (SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT)) && !isLoopback(UriParts.host(uri))) {
                LogBudget.warnOnce(
                        log,
                        "a secret or a token is sent to {} without TLS: whoever is on the way can read it",
                        UriParts.printable(uri));
                return;
            }
        }
    }

    /** By its name alone: nothing is looked up. */
    static boolean isLoopback(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.equals("localhost")
                || lower.endsWith(".localhost")
                || lower.matches("127(\\.[0-9]{1,3}){3}")
                || lower.matches("(0*:)*:?0*1");
    }
}
