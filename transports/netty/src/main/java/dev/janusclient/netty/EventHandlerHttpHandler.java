// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.netty;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.janusclient.admin.EventHandlerReceiver;
import dev.janusclient.error.JanusProtocolException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Takes what Janus's event handler {@code sampleevh} posts, for the HTTP server of the JDK:
 *
 * <pre>{@code
 * HttpServer http = HttpServer.create(new InetSocketAddress("127.0.0.1", 8080), 0);
 * http.createContext("/janus-events", new EventHandlerHttpHandler(receiver));
 * http.start();
 * }</pre>
 *
 * <p>Answers with 200 if the events were taken, 400 if there are none in the body, 401 without the receiver's name and
 * password, 405 for anything but a POST, and 413 for a body that is larger than the receiver takes, of which no more is read.
 *
 * <p>It stands here, and not beside the receiver, because Android has no {@code jdk.httpserver}; a program of Java modules that
 * uses it requires that module itself.
 *
 * <p>Threading: listeners of the receiver run on the server's thread. The server has one, unless it is given an executor with
 * several; then events of one Janus come in its order all the same, because it waits for the answer before it posts again.
 */
public final class EventHandlerHttpHandler implements HttpHandler {
    private final EventHandlerReceiver receiver;

    public EventHandlerHttpHandler(EventHandlerReceiver receiver) {
        this.receiver = receiver;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status(exchange), -1);
        }
    }

    private int status(HttpExchange exchange) throws IOException {
        if (!receiver.isAuthorized(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"janus-events\"");
            return 401;
        } else if (!exchange.getRequestMethod().equals("POST")) {
            return 405;
        }
        byte[] body;
        try (InputStream in = exchange.getRequestBody()) {
            body = in.readNBytes(receiver.maxBodyBytes());
            if (in.read() >= 0) {
                // What is left is not read; the server closes the connection.
                exchange.getResponseHeaders().set("Connection", "close");
                return 413;
            }
        }
        try {
            receiver.receive(body);
            return 200;
        } catch (JanusProtocolException e) {
            return 400;
        }
    }
}
