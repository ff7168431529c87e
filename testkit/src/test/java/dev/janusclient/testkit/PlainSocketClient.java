// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A WebSocket over a plain socket, which sees how a connection ends. Sends frames of up to 125 bytes. */
final class PlainSocketClient implements AutoCloseable {
    private static final int SILENCE_MILLIS = 500;

    private final Socket socket;

    PlainSocketClient(URI uri) {
        try {
            socket = new Socket(uri.getHost(), uri.getPort());
            socket.setSoTimeout(SILENCE_MILLIS);
            List<String> head = List.of(
                    "GET / HTTP/1.1",
                    "Host: localhost",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Protocol: janus-protocol",
                    "",
                    "");
            socket.getOutputStream().write(String.join("\r\n", head).getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            StringBuilder answer = new StringBuilder();
            while (answer.indexOf("\r\n\r\n") < 0) {
                answer.append((char) in.read());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(String text) {
        byte[] request = text.getBytes(StandardCharsets.US_ASCII);
        try {
            socket.getOutputStream()
                    .write(ByteBuffer.allocate(6 + request.length)
                            .put((byte) 0x81)
                            .put((byte) (0x80 | request.length))
                            .putInt(0) // a mask of zeros
                            .put(request)
                            .array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next frame, a short one. */
    String text() {
        try {
            byte[] head = socket.getInputStream().readNBytes(2);
            int length = head[1] == 126
                    ? ByteBuffer.wrap(socket.getInputStream().readNBytes(2)).getShort()
                    : head[1];
            return new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What comes next, and after it: for example {@code frame 0x81, cut}. */
    String outcome() {
        try {
            InputStream in = socket.getInputStream();
            int first = in.read();
            if (first < 0) {
                return "end";
            }
            int length = in.read();
            String frame = "frame 0x" + Integer.toHexString(first);
            if (in.readNBytes(length).length < length) {
                return frame + ", cut";
            }
            return frame + (in.read() < 0 ? ", end" : ", more");
        } catch (SocketTimeoutException e) {
            return "silence";
        } catch (EOFException | SocketException e) {
            return "reset";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
