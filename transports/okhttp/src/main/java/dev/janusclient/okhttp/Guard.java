// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.okhttp;

import dev.janusclient.transport.TransportOptions;
import java.io.IOException;
import java.net.ProtocolException;
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
            return response.code() == SWITCHING_PROTOCOLS ? bounded(response) : response;
        } catch (RuntimeException | StackOverflowError e) {
            throw new IOException("the answer can't be understood", e);
        }
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
