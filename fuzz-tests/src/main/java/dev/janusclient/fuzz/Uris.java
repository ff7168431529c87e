// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.fuzz;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.RecoveryOptions;
import dev.janusclient.error.JanusException;
import dev.janusclient.internal.transport.UriParts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Addresses: a client is made or refused with the documented exception, a connection fails with one of the library's, and no
 * message shows the user or the password. The first byte chooses the scheme; the rest is any text for a client that is never
 * connected, and the path and query of an address of this machine where nothing listens.
 */
public final class Uris {
    private static final String SECRET = "hunter2hunter2";
    private static final List<String> SCHEMES = List.of("ws", "wss", "http", "https", "amqp", "amqps", "mqtt", "unix");
    private static final JanusClientOptions OPTIONS = JanusClientOptions.builder()
            .connectTimeout(Duration.ofSeconds(2))
            .recovery(RecoveryOptions.disabled())
            .build();

    static {
        ErrorLines.collect();
    }

    private Uris() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        String scheme = SCHEMES.get((input[0] & 0xFF) % SCHEMES.size());
        String text = withoutSecret(new String(input, 1, input.length - 1, StandardCharsets.UTF_8));
        make(text);
        make(scheme + "://user:" + SECRET + "@" + text);
        connect(scheme + "://user:" + SECRET + "@127.0.0.1:1/" + text);
        shown(UriParts.printable("ws://user:" + SECRET + "@" + text));
        shown(UriParts.printable("ws://janus.test/?token=" + SECRET + text));
        ErrorLines.assertNone();
    }

    /** A fuzzer that finds the password out may put it where it is none; what is left when it is taken out may be one again. */
    private static String withoutSecret(String text) {
        String without = text;
        while (without.contains(SECRET)) {
            without = without.replace(SECRET, "");
        }
        return without;
    }

    private static void make(String uri) {
        try (JanusClient client = JanusClient.create(uri, OPTIONS)) {
            shown(client.toString());
        } catch (IllegalArgumentException documented) {
            shown(documented);
        }
    }

    private static void connect(String uri) {
        try (JanusClient client = JanusClient.create(uri, OPTIONS)) {
            client.createSession().orTimeout(10, TimeUnit.SECONDS).join();
            throw new AssertionError("a session where nothing listens");
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof JanusException) && !(e.getCause() instanceof IllegalArgumentException)) {
                throw e;
            }
            shown(e);
        } catch (IllegalArgumentException documented) {
            shown(documented);
        }
    }

    private static void shown(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            shown(String.valueOf(at.getMessage()));
        }
    }

    private static void shown(String text) {
        if (text.contains(SECRET)) {
            throw new AssertionError("it shows the password: " + text);
        }
    }
}
