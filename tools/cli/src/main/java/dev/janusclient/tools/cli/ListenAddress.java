// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.tools.model.ProblemException;
import dev.janusclient.tools.model.ProblemException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** What {@code --listen} or {@code --bind} names. */
final class ListenAddress {
    private ListenAddress() {}

    /** Reads {@code HOST:PORT}, or {@code [HOST]:PORT} for IPv6. */
    static InetSocketAddress of(String listen) {
        int colon = listen.lastIndexOf(':');
        String port = listen.substring(colon + 1);
        if (colon < 1 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
            throw new ProblemException(Kind.BAD_INPUT, "--listen: '" + listen + "' is no HOST:PORT.");
        }
        String host = listen.substring(0, colon).replaceAll("^\\[|]$", "");
        try {
            return new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(port));
        } catch (UnknownHostException e) {
            throw new ProblemException(Kind.BAD_INPUT, "--listen: the host '" + host + "' is unknown.");
        }
    }

    /** Reads {@code HOST} as well, which is {@code HOST:PORT} with a port that is known. */
    static InetSocketAddress of(String listen, int port) {
        boolean hostAlone = listen.matches("[^:]*|\\[[^]]*]");
        boolean addressAlone = listen.matches("[^\\[]*:[^\\[]*:[^\\[]*");
        return of(hostAlone ? listen + ":" + port : addressAlone ? "[" + listen + "]:" + port : listen);
    }

    static ProblemException isTaken(String listen, IOException why) {
        return new ProblemException(
                Kind.UNREACHABLE, "Can't listen at " + listen + ": " + why.getMessage() + ". Choose another --listen.");
    }
}
