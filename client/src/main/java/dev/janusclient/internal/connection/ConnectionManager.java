// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import dev.janusclient.error.JanusClosedException;
import dev.janusclient.error.JanusConnectException;
import dev.janusclient.error.JanusNotSentException;
import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.message.TransactionIds;
import dev.janusclient.internal.transport.GrowingPause;
import dev.janusclient.internal.transport.UriParts;
import dev.janusclient.internal.worker.Futures;
import dev.janusclient.internal.worker.Scheduler;
import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.TransportFactory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection of a client: made when it is first used, and again after it was lost. With several addresses each of
 * them is tried, beginning with the one that served last; and again after a pause that grows, until the connect timeout is
 * over. A single address is tried once.
 *
 * <p>Threading: any thread; futures complete on the executor of the options.
 *
 * @param <S> what the server says of itself when it is greeted
 */
public final class ConnectionManager<S> {
    private static final Logger log = LoggerFactory.getLogger(ConnectionManager.class);

    /** Where a server listens, and what leads there. */
    public record Address(URI uri, TransportFactory transports) {}

    /** A connection, where it leads, and what the server behind it said of itself. */
    public record ActiveConnection<S>(Connection connection, URI uri, S server) {}

    /** Called when the connection opens or ends. */
    public interface Listener<S> {
        /** A connection is there, and the server behind it has been greeted. */
        void up(ActiveConnection<S> live);

        /** A connection has ended, and its requests and sessions know. */
        void down(CloseReason reason);

        /** One that does nothing. */
        static <S> Listener<S> none() {
            return new Listener<>() {
                @Override
                public void up(ActiveConnection<S> live) {}

                @Override
                public void down(CloseReason reason) {}
            };
        }
    }

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long MAX_PAUSE_MILLIS = 1_000;

    private final List<Address> addresses;
    private final ConnectionOptions options;
    private final Scheduler scheduler;
    private final TransactionIds transactions = new TransactionIds();
    private final Function<Connection, CompletableFuture<S>> greeting;
    private final Listener<S> watcher;
    private final Connection.Owner owner = new Owner();
    private @Nullable CompletableFuture<ActiveConnection<S>> active;
    private @Nullable Connection newest;
    private int next;
    private boolean closed;

    /**
     * Makes a link. Nothing is connected yet.
     *
     * @param addresses at least one
     * @param greeting what is asked of the server before the connection is handed out; a failure closes it again
     */
    public ConnectionManager(
            List<Address> addresses,
            ConnectionOptions options,
            Scheduler scheduler,
            Function<Connection, CompletableFuture<S>> greeting,
            Listener<S> watcher) {
        this.addresses = List.copyOf(addresses);
        this.options = options;
        this.scheduler = scheduler;
        this.greeting = greeting;
        this.watcher = watcher;
        if (!options.credentials().isNone()) {
            PlainText.warn(addresses.stream().map(Address::uri).collect(Collectors.toList()));
        }
    }

    /** An open connection, for a request that errors call by this name. */
    public CompletableFuture<ActiveConnection<S>> active(String request) {
        return active(
                request,
                addresses.size() == 1 ? Duration.ZERO : options.transport().connectTimeout());
    }

    /** As {@link #active}, for whoever has pauses of one's own: no address is tried twice. */
    public CompletableFuture<ActiveConnection<S>> activeWithoutRetry(String request) {
        return active(request, Duration.ZERO);
    }

    private synchronized CompletableFuture<ActiveConnection<S>> active(String request, Duration retryFor) {
        if (closed) {
            return Futures.failed(new JanusClosedException(request));
        }
        CompletableFuture<ActiveConnection<S>> current = active;
        if (current == null || (current.isDone() && !isConnected())) {
            current = open(retryFor);
            active = current;
        }
        return Executions.handOut(current, options.executor());
    }

    /** Whether a connection is open right now. */
    public synchronized boolean isConnected() {
        return active != null
                && active.isDone()
                && !active.isCompletedExceptionally()
                && active.join().connection().isOpen();
    }

    /**
     * Begins with the next address when the connection is made anew.
     *
     * @return false if there is no other one
     */
    public synchronized boolean avoid(URI uri) {
        if (addresses.get(next).uri().equals(uri)) {
            next = (next + 1) % addresses.size();
        }
        return addresses.size() > 1;
    }

    /** The newest connection, open or not; null before the first. */
    public synchronized @Nullable Connection newest() {
        return newest;
    }

    /** Closes the connection and ends every future that waits for one. Repeatable. */
    public void close() {
        CompletableFuture<ActiveConnection<S>> last;
        Connection open;
        synchronized (this) {
            closed = true;
            last = active;
            active = null;
            open = newest;
        }
        if (open != null) {
            open.close();
        }
        if (last != null) {
            // A connection that is still being made is closed when it is there; nothing waits for it any more.
            onExecutor(() -> last.completeExceptionally(new JanusClosedException("connect")));
        }
    }

    private CompletableFuture<ActiveConnection<S>> open(Duration retryFor) {
        CompletableFuture<ActiveConnection<S>> opened = new CompletableFuture<>();
        rounds(0, scheduler.nanoTime() + retryFor.toNanos())
                .whenComplete((up, failure) -> onExecutor(() -> {
                    if (failure == null) {
                        watcher.up(up);
                        opened.complete(up);
                    } else {
                        // What the caller wanted to send has not been sent.
                        opened.completeExceptionally(isClosed() ? new JanusClosedException("connect") : failure);
                    }
                }));
        return opened;
    }

    /** Tries all addresses, and again as long as a pause ends before the deadline. */
    private CompletableFuture<ActiveConnection<S>> rounds(int round, long deadline) {
        return attempt(first(), addresses.size())
                .handle((up, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.completedFuture(up);
                    }
                    Duration pause =
                            Duration.ofMillis(GrowingPause.millis(round, FIRST_PAUSE_MILLIS, MAX_PAUSE_MILLIS));
                    if (isClosed() || scheduler.nanoTime() + pause.toNanos() - deadline > 0) {
                        return Futures.<ActiveConnection<S>>failed(cause(failure));
                    }
                    return after(pause)
                            .thenCompose(over -> isClosed()
                                    ? Futures.<ActiveConnection<S>>failed(cause(failure))
                                    : rounds(round + 1, deadline));
                })
                .thenCompose(Function.identity());
    }

    private CompletableFuture<Boolean> after(Duration pause) {
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        scheduler.once(pause, () -> over.complete(true));
        return over;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private CompletableFuture<ActiveConnection<S>> attempt(int index, int left) {
        Address address = addresses.get(index);
        return connect(address)
                .handle((up, failure) -> {
                    if (failure == null) {
                        served(index);
                        return CompletableFuture.completedFuture(up);
                    }
                    LogBudget.debug(
                            log,
                            "no connection to {}: {}",
                            UriParts.printable(address.uri().toString()),
                            cause(failure).getMessage());
                    return left > 1 && !isClosed()
                            ? attempt((index + 1) % addresses.size(), left - 1)
                            : Futures.<ActiveConnection<S>>failed(cause(failure));
                })
                .thenCompose(Function.identity());
    }

    private CompletableFuture<ActiveConnection<S>> connect(Address address) {
        return Connection.open(address.transports(), options.to(address.uri()), scheduler, transactions, owner)
                // Not on the transport's thread: a greeting asks the user's source of tokens, if there is one.
                .thenComposeAsync(connection -> greet(connection, address), this::onExecutor);
    }

    private CompletableFuture<ActiveConnection<S>> greet(Connection connection, Address address) {
        if (!keep(connection)) {
            connection.close();
        }
        return greet(connection).handle((server, failure) -> {
            if (failure != null) {
                connection.close();
                throw notConnected(cause(failure));
            }
            return new ActiveConnection<>(connection, address.uri(), server);
        });
    }

    private static RuntimeException notConnected(Throwable why) {
        if (why instanceof JanusNotSentException && !(why instanceof JanusClosedException)) {
            return new JanusConnectException("the connection ended as soon as it was open: " + why.getMessage(), why);
        }
        return why instanceof RuntimeException known ? known : new IllegalStateException(why);
    }

    private CompletableFuture<S> greet(Connection connection) {
        try {
            return greeting.apply(connection);
        } catch (Throwable e) {
            return Futures.failed(e);
        }
    }

    private synchronized int first() {
        return next;
    }

    private synchronized void served(int index) {
        next = index;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** False if the link was closed while the connection was being made. */
    private synchronized boolean keep(Connection connection) {
        newest = connection;
        return !closed;
    }

    /** Completes a future where the user wants it; if the executor refuses, here. */
    private void onExecutor(Runnable completion) {
        Executions.submitOrRun(options.executor(), completion);
    }

    private final class Owner implements Connection.Owner {
        @Override
        public void ending(Connection connection) {
            synchronized (ConnectionManager.this) {
                if (active != null
                        && active.isDone()
                        && !active.isCompletedExceptionally()
                        && active.join().connection() == connection) {
                    active = null;
                }
            }
        }

        @Override
        public void ended(Connection connection, CloseReason reason) {
            watcher.down(reason);
        }
    }
}
