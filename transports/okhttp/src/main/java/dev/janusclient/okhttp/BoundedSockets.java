// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.okhttp;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;
import okhttp3.OkHttpClient;

/**
 * Sockets on which so much can be read after something was written, and no more. OkHttp bounds an answer's headers and we bound its
 * body, but the line before a chunk has no limit in OkHttp: it is buffered until its end comes, hundreds of megabytes a second.
 */
final class BoundedSockets extends SocketFactory {
    /** Twice what OkHttp takes of headers. */
    private static final long HEADERS = 512 * 1024L;

    /** A chunk of one byte takes six, and TLS adds to that. */
    private static final long CHUNKED = 8;

    private final long limit;

    private BoundedSockets(int maxMessageBytes) {
        limit = HEADERS + CHUNKED * maxMessageBytes;
    }

    /**
     * The same client with such sockets, unless its sockets are a user's own. Behind a SOCKS proxy OkHttp makes them itself.
     *
     * @param maxMessageBytes the largest body
     */
    static OkHttpClient of(OkHttpClient client, int maxMessageBytes) {
        return client.socketFactory() == SocketFactory.getDefault()
                ? client.newBuilder()
                        .socketFactory(new BoundedSockets(maxMessageBytes))
                        .build()
                : client;
    }

    @Override
    public Socket createSocket() {
        return new Bounded(limit);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw connected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw connected();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw connected();
    }

    private static UnsupportedOperationException connected() {
        return new UnsupportedOperationException("OkHttp connects its sockets itself");
    }

    private static final class Bounded extends Socket {
        private final long limit;
        private final AtomicLong left;

        Bounded(long limit) {
            this.limit = limit;
            this.left = new AtomicLong(limit);
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    int next = super.read();
                    took(next < 0 ? 0 : 1);
                    return next;
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    int read = super.read(bytes, offset, length);
                    took(Math.max(0, read));
                    return read;
                }
            };
        }

        private void took(int bytes) throws IOException {
            if (left.addAndGet(-bytes) < 0) {
                throw new ProtocolException("an answer is larger than " + limit + " bytes");
            }
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(int value) throws IOException {
                    left.set(limit);
                    out.write(value);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    left.set(limit);
                    out.write(bytes, offset, length);
                }
            };
        }
    }
}
