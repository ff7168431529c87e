// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.console;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
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
import org.jspecify.annotations.Nullable;

/**
 * A console that listens until it is closed. Its page has the state of the server pushed to it every two seconds, and asks
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

    private Console(HttpServer server, Names names, View view) {
        this.server = server;
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        uri = URI.create(names.first() + "/#token=" + token);
        publisher = new Publisher(view, INTERVAL);
        threads = new ThreadPoolExecutor(0, MAX_REQUESTS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = new Thread(work, "janus-console");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", new Requests(view, publisher, new Gate(names, Secret.of(token))));
    }

    /**
     * Starts a console.
     *
     * @param address where it listens; port 0 for any that is free. Of an address that others can reach everything, the token too, can
     *     be read on the way unless there is an identity
     * @param identity what it shows to browsers, which then reach it with {@code https}; null for {@code http}
     * @throws IOException if it can't listen there
     */
    public static Console start(InetSocketAddress address, @Nullable ServerIdentity identity, View view)
            throws IOException {
        HttpServer server;
        if (identity == null) {
            server = HttpServer.create(address, 0);
        } else {
            HttpsServer encrypted = HttpsServer.create(address, 0);
            encrypted.setHttpsConfigurator(new HttpsConfigurator(identity.context()));
            server = encrypted;
        }
        Names names = Names.of(address, server.getAddress().getPort(), identity);
        Console console = new Console(server, names, view);
        server.start();
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
