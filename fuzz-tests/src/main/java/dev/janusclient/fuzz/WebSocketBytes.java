// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.fuzz;

import dev.janusclient.netty.NettyWebSocketFactory;
import dev.janusclient.okhttp.OkHttpTransportFactory;
import dev.janusclient.transport.TransportFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * Any bytes from a WebSocket server. The lowest bit of the first byte says whether a handshake comes before the rest, the next
 * one which transport reads it.
 */
public final class WebSocketBytes {
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    static {
        ErrorLines.collect();
    }

    private static final RawServer SERVER = new RawServer();
    private static final TransportFactory NETTY = new NettyWebSocketFactory();
    private static final TransportFactory OKHTTP = new OkHttpTransportFactory();

    private WebSocketBytes() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        boolean handshake = (input[0] & 1) == 0;
        byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
        SERVER.script((client, in) -> serve(client, in, handshake, bytes));
        SocketRun.against(SERVER, "ws", (input[0] & 2) == 0 ? NETTY : OKHTTP);
    }

    private static void serve(Socket client, InputStream in, boolean handshake, byte[] bytes) throws IOException {
        String head = RawServer.readRequest(in);
        OutputStream out = client.getOutputStream();
        if (handshake) {
            out.write(
                    RawServer.latin1("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Protocol: janus-protocol\r\nSec-WebSocket-Accept: "
                            + accept(RawServer.header(head, "sec-websocket-key")) + "\r\n\r\n"));
            // The request that the client sends then, or at least its first bytes.
            in.read(new byte[4096]);
        }
        out.write(bytes);
        out.flush();
        client.shutdownOutput();
    }

    private static String accept(String key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(RawServer.latin1(key + MAGIC)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
