// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.fuzz;

import dev.janusclient.netty.NettyHttpFactory;
import dev.janusclient.okhttp.OkHttpTransportFactory;
import dev.janusclient.transport.TransportFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Any bytes from an HTTP server. The lowest bit of the first byte says which transport reads them. The rest is what answers
 * the requests in their order, one answer behind each line {@code ==}; after the last one connections are closed.
 */
public final class LongPolls {
    static {
        ErrorLines.collect();
    }

    private static final RawServer SERVER = new RawServer();
    private static final TransportFactory NETTY = new NettyHttpFactory();
    private static final TransportFactory OKHTTP = new OkHttpTransportFactory();

    private LongPolls() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        String[] answers = new String(input, 1, input.length - 1, StandardCharsets.ISO_8859_1).split("\n==\n", 16);
        AtomicInteger next = new AtomicInteger();
        SERVER.script((client, in) -> serve(client, in, answers, next));
        SocketRun.against(SERVER, "http", (input[0] & 1) == 0 ? NETTY : OKHTTP);
    }

    private static void serve(Socket client, InputStream in, String[] answers, AtomicInteger next) throws IOException {
        while (next.get() < answers.length) {
            String request = RawServer.readRequest(in);
            int at = next.getAndIncrement();
            if (at >= answers.length) {
                return;
            }
            client.getOutputStream().write(RawServer.latin1(answers[at].replace("$T", transaction(request))));
            client.getOutputStream().flush();
        }
    }

    /** The transaction in the request's body; empty in a poll. */
    private static String transaction(String request) {
        int at = request.indexOf("\"transaction\":\"");
        return at < 0 ? "" : request.substring(at + 15, request.indexOf('"', at + 15));
    }
}
