// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.transport;

import dev.janusclient.internal.worker.BlockingCalls;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds the address of a name that answers, for drivers that try one only: of several, the next one is tried before the one
 * before has failed, so that a dead one does not use up the time of the others (RFC 8305). What was opened is closed again.
 */
public final class AddressRace {
    /** How long the next address waits for the one before (RFC 8305, 5). */
    public static final Duration NEXT_AFTER = Duration.ofMillis(250);

    private AddressRace() {}

    /**
     * The address to connect to, with the name. A single one is not tried.
     *
     * @param timeout for the connections; look-ups take as long as the system lets them
     * @return completes on a thread of its own
     */
    public static CompletableFuture<InetSocketAddress> winner(String host, int port, Duration timeout) {
        return NameLookup.of(host)
                .thenCompose(addresses -> addresses.size() == 1
                        ? CompletableFuture.completedFuture(new InetSocketAddress(addresses.get(0), port))
                        : BlockingCalls.start("janus-client-race", () -> race(addresses, port, timeout)));
    }

    private static InetSocketAddress race(List<InetAddress> addresses, int port, Duration timeout) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        IOException last = new ConnectException("no address answers in time");
        try (Selector selector = Selector.open()) {
            try {
                int begun = 0;
                long nextAt = System.nanoTime();
                while (System.nanoTime() - deadline < 0) {
                    if (begun < addresses.size()
                            && (System.nanoTime() - nextAt >= 0
                                    || selector.keys().isEmpty())) {
                        IOException failure = begin(selector, new InetSocketAddress(addresses.get(begun++), port));
                        last = failure == null ? last : failure;
                        nextAt = System.nanoTime() + NEXT_AFTER.toNanos();
                    } else if (begun == addresses.size() && selector.keys().isEmpty()) {
                        throw last;
                    }
                    long until = begun < addresses.size() ? Math.min(nextAt, deadline) : deadline;
                    selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())));
                    for (SelectionKey key : selector.selectedKeys()) {
                        IOException failure = finish(key);
                        if (failure == null) {
                            return (InetSocketAddress) key.attachment();
                        }
                        last = failure;
                    }
                    selector.selectedKeys().clear();
                    // Takes away the keys of what has been closed.
                    selector.selectNow();
                }
                throw last;
            } finally {
                for (SelectionKey key : selector.keys()) {
                    key.channel().close();
                }
            }
        }
    }

    /** Null if it is under way. */
    private static @Nullable IOException begin(Selector selector, InetSocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_CONNECT, address);
            channel.connect(address);
            return null;
        } catch (IOException | RuntimeException e) {
            channel.close();
            return e instanceof IOException known ? known : new IOException(e);
        }
    }

    /** Null if it is connected. */
    private static @Nullable IOException finish(SelectionKey key) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        try {
            return channel.finishConnect() ? null : new ConnectException("not connected");
        } catch (IOException e) {
            channel.close();
            return e;
        }
    }
}
