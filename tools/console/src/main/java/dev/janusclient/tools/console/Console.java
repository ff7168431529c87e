// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.console;

import com.sun.net.httpserver.HttpServer;
import dev.janusclient.message.Secret;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A console that listens on loopback until it is closed. Its page has the state of the server pushed to it every two seconds, and asks
 * for one call or handle when it is looked at. It takes at most 64 requests at once, of which 32 pages.
 *
 * <p>Who reaches the port needs the token in the page's address, which is another one each time. Methods may be called from any thread.
 */
public final class Console implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final int MAX_REQUESTS = 64;
    private static final int TOKEN_BYTES = 24;

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final Publisher publisher;
    private final URI uri;

    private Console(HttpServer server, View view) {
        this.server = server;
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        InetSocketAddress address = server.getAddress();
        uri = URI.create("http://" + (address.getAddress().getAddress().length == 4 ? "127.0.0.1" : "[::1]") + ":"
                + address.getPort() + "/#token=" + token);
        publisher = new Publisher(view, INTERVAL);
        threads = new ThreadPoolExecutor(0, MAX_REQUESTS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = new Thread(work, "janus-console");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", new Requests(view, publisher, new Gate(address.getPort(), Secret.of(token))));
    }

    /**
     * Starts a console.
     *
     * @param address a loopback address; port 0 for any that is free
     * @throws IllegalArgumentException if others can reach the address
     * @throws IOException if it can't listen there
     */
    public static Console start(InetSocketAddress address, View view) throws IOException {
        if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("no loopback address: " + address);
        }
        Console console = new Console(HttpServer.create(address, 0), view);
        console.server.start();
        return console;
    }

    /** What to open in a browser; the token is in it. */
    public URI uri() {
        return uri;
    }

    @Override
    public void close() {
        publisher.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
