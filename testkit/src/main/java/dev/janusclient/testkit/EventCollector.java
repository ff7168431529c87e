// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.janusclient.admin.EventHandlerEvent;
import dev.janusclient.admin.EventHandlerReceiver;
import dev.janusclient.error.JanusProtocolException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Predicate;

/**
 * Where a {@link JanusServer} sends its events: a small HTTP server on loopback, started before Janus, for its sample event
 * handler.
 *
 * <pre>{@code
 * EventCollector events = EventCollector.start();
 * JanusServer server = JanusServer.builder().eventHandler("sample", events.config()).start();
 * }</pre>
 *
 * <p>Methods may be called from any thread. Every event is kept until the end.
 */
public final class EventCollector implements AutoCloseable {
    /** Sees what every collector of this JVM takes; found with {@link ServiceLoader}. */
    public interface Tap {
        /** On the server's thread. */
        void received(EventHandlerEvent event);
    }

    private static final List<Tap> TAPS = ServiceLoader.load(Tap.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();

    private final EventHandlerReceiver receiver = new EventHandlerReceiver();
    private final List<EventHandlerEvent> events = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final HttpServer http;

    private EventCollector(HttpServer http) {
        this.http = http;
        http.createContext("/", this::handle);
        http.start();
    }

    /** Starts to listen, on a free port. */
    public static EventCollector start() {
        try {
            return new EventCollector(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sample event handler's whole configuration: all events, in groups. */
    public String config() {
        return "general: {\n\tenabled = true\n\tevents = \"all\"\n\tgrouping = true\n\tbackend = \"" + url()
                + "\"\n}\n";
    }

    /** Where events are to be sent. */
    public String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/";
    }

    /** Takes what arrives, for listeners of one's own; they run on the server's thread. */
    public EventHandlerReceiver receiver() {
        return receiver;
    }

    /** What has arrived so far, in order. */
    public synchronized List<EventHandlerEvent> events() {
        return List.copyOf(events);
    }

    /** What has arrived so far, of one kind. */
    public <E extends EventHandlerEvent> List<E> events(Class<E> type) {
        return events().stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The first event of a kind that fits, as soon as it is there. */
    public synchronized <E extends EventHandlerEvent> E await(
            Class<E> type, Predicate<? super E> fits, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            for (EventHandlerEvent event : events) {
                if (type.isInstance(event) && fits.test(type.cast(event))) {
                    return type.cast(event);
                }
            }
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("no " + type.getSimpleName() + " that fits within " + atMost.toMillis()
                        + " ms; told were " + events + ", refused " + refused);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }

    /** The first event of a kind, as soon as it is there. */
    public <E extends EventHandlerEvent> E await(Class<E> type) {
        return await(type, event -> true, Duration.ofSeconds(10));
    }

    /** Bodies that were no events; none, with a Janus that this library knows. */
    public synchronized List<String> refused() {
        return List.copyOf(refused);
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            try {
                List<EventHandlerEvent> received = receiver.receive(body);
                TAPS.forEach(tap -> received.forEach(tap::received));
                synchronized (this) {
                    events.addAll(received);
                    notifyAll();
                }
            } catch (JanusProtocolException e) {
                synchronized (this) {
                    refused.add(e.getMessage());
                }
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }
}
