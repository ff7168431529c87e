// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.okhttp;

import dev.janusclient.transport.TransportOptions;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.regex.Pattern;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okio.Sink;
import okio.Socket;
import okio.Source;

/**
 * Stands between OkHttp and what it is used for, and before every interceptor of a user's client: compression is not offered,
 * what comes over a WebSocket is bounded, and an answer that OkHttp can't cope with is a failure of its call. Otherwise OkHttp
 * throws again on its own thread, which on Android ends the program.
 */
final class Guard implements Interceptor {
    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final int SWITCHING_PROTOCOLS = 101;

    private final TransportOptions options;

    Guard(TransportOptions options) {
        this.options = options;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        try {
            // A compressed message of a megabyte may be a gigabyte.
            Response response =
                    chain.proceed(request.newBuilder().removeHeader(EXTENSIONS).build());
            if (!hasLength(response)) {
                discard(chain, response);
                throw new ProtocolException("the length of the answer is no number");
            }
            if (response.code() == SWITCHING_PROTOCOLS) {
                return bounded(response);
            }
            if (request.header("Sec-WebSocket-Key") != null) {
                discard(chain, response);
                throw new ProtocolException("no WebSocket, but HTTP status " + response.code());
            }
            return response;
        } catch (RuntimeException | StackOverflowError e) {
            chain.call().cancel();
            throw new IOException("the answer can't be understood", e);
        }
    }

    /**
     * Ends the connection, and only then the response: OkHttp would read what is left of the body for a while, and the lines before
     * chunks without a limit.
     */
    private static void discard(Chain chain, Response response) {
        chain.call().cancel();
        try {
            response.close();
        } catch (RuntimeException e) {
            // What was read before the end makes no sense to OkHttp; the call fails anyway.
        }
    }

    /** Whether the length is one that a body may have, if it has one (RFC 9110, 8.6). */
    private static boolean hasLength(Response response) {
        String length = response.header("Content-Length");
        return length == null || LENGTH.matcher(length).matches();
    }

    private Response bounded(Response response) throws IOException {
        Socket socket = response.socket();
        if (socket == null) {
            return response;
        }
        if (response.header(EXTENSIONS) != null) {
            socket.cancel();
            throw new ProtocolException("the server uses a WebSocket extension that was not offered");
        }
        return response.newBuilder().socket(new Bounded(socket)).build();
    }

    private final class Bounded implements Socket {
        private final Socket socket;
        private final Source source;

        Bounded(Socket socket) {
            this.socket = socket;
            this.source = new BoundedFrames(socket.getSource(), options.maxFrameBytes(), options.maxMessageBytes());
        }

        @Override
        public Source getSource() {
            return source;
        }

        @Override
        public Sink getSink() {
            return socket.getSink();
        }

        @Override
        public void cancel() {
            socket.cancel();
        }
    }
}
