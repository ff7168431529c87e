// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and the WebSocket of a real Janus (the Janus API or the admin API), writes down what passes, and
 * does to the connection what networks do.
 *
 * <pre>{@code
 * FaultProxy proxy = FaultProxy.to(janus.uri());
 * JanusClient client = JanusClient.create(proxy.uri().toString());
 * proxy.whenAnswer("ack", request -> request.request().equals("register")).thenCut();
 * proxy.when(Direction.FROM_JANUS, message -> message.event().equals("incomingcall")).before(HalfOpen.both());
 * proxy.inflict(new LinkFault.Reset());
 * }</pre>
 *
 * <p>Any other server can be behind it, too, for example a database: then a message is whatever has come at once, as text of ISO 8859-1.
 *
 * <p>May be used from any thread. Predicates are called on the proxy's thread and must not block.
 */
public final class FaultProxy implements AutoCloseable {
    /** Which way a message goes. */
    public enum Direction {
        TO_JANUS,
        FROM_JANUS
    }

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("fault-proxy", true), NioIoHandler.newFactory());
    private final URI janus;
    private final int port;
    private final List<FaultTrigger> triggers = new CopyOnWriteArrayList<>();
    private final List<ProxyLink> links = new CopyOnWriteArrayList<>();
    private final List<ProxiedMessage> messages = new ArrayList<>();
    private final AtomicInteger opened = new AtomicInteger();
    private @Nullable Channel server;

    private FaultProxy(URI janus) {
        this.janus = janus;
        server = listen(0);
        port = ((InetSocketAddress) server.localAddress()).getPort();
    }

    /**
     * Starts a proxy on a free port of 127.0.0.1.
     *
     * @param server the server behind it: {@code ws://} for a Janus, for example {@code tcp://127.0.0.1:5432} for others
     */
    public static FaultProxy to(URI server) {
        return new FaultProxy(server);
    }

    /** Where clients connect to. */
    public URI uri() {
        return URI.create(janus.getScheme() + "://127.0.0.1:" + port + janus.getPath());
    }

    boolean isWebSocket() {
        return "ws".equals(janus.getScheme());
    }

    /** Waits for a message in one direction, of any connection; the trigger that is returned has to be armed. */
    public FaultTrigger when(Direction direction, Predicate<ProxiedMessage> wanted) {
        FaultTrigger trigger = new FaultTrigger(direction, wanted);
        triggers.add(trigger);
        return trigger;
    }

    /**
     * Waits for an answer to a request that went through before.
     *
     * @param word what the answer has in {@code janus}: ack, event, success, error
     */
    public FaultTrigger whenAnswer(String word, Predicate<ProxiedMessage> toRequest) {
        return when(
                Direction.FROM_JANUS,
                answer -> word.equals(answer.janus())
                        && !answer.transaction().isEmpty()
                        && sent(answer.transaction()).stream().anyMatch(toRequest));
    }

    /** Forgets the triggers that have not fired. */
    public void disarm() {
        triggers.clear();
    }

    /** Does this to every connection, now. */
    public void inflict(LinkFault fault) {
        onLoop(() -> links.forEach(link -> link.inflict(fault)));
    }

    /** Stops listening: new connections are refused, those that are open stay. */
    public synchronized void refuse() {
        Channel current = server;
        server = null;
        if (current != null) {
            current.close().syncUninterruptibly();
        }
    }

    /** Listens again, on the same port. */
    public synchronized void accept() {
        if (server == null) {
            server = listen(port);
        }
    }

    /** How many connections of clients are open. */
    public int connections() {
        return (int) links.stream().filter(ProxyLink::isOpen).count();
    }

    /** How many connections there have been. */
    public int opened() {
        return opened.get();
    }

    /** Every message that came, in its order, also those that were not let through. */
    public List<ProxiedMessage> messages() {
        synchronized (messages) {
            return List.copyOf(messages);
        }
    }

    /** Gives every message that came since the last time, and keeps them no longer; for runs with very many. */
    public List<ProxiedMessage> takeMessages() {
        synchronized (messages) {
            List<ProxiedMessage> taken = List.copyOf(messages);
            messages.clear();
            return taken;
        }
    }

    /** The messages of one direction that fit. */
    public List<ProxiedMessage> messages(Direction direction, Predicate<ProxiedMessage> wanted) {
        return messages().stream()
                .filter(message -> message.direction() == direction && wanted.test(message))
                .toList();
    }

    /**
     * The requests that came twice: with a transaction that came before, or, unless they may be repeated, asking for the
     * same as one before.
     */
    public List<ProxiedMessage> sentTwice(Predicate<ProxiedMessage> repeatable) {
        Set<String> transactions = new HashSet<>();
        Set<String> contents = new HashSet<>();
        return messages(Direction.TO_JANUS, request -> true).stream()
                .filter(request -> {
                    boolean knownTransaction = !transactions.add(request.transaction());
                    boolean knownContent = !contents.add(request.withoutTransaction());
                    return knownTransaction || (knownContent && !repeatable.test(request));
                })
                .toList();
    }

    /** Waits for a message, also one that came already. */
    public ProxiedMessage await(Direction direction, Predicate<ProxiedMessage> wanted, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        synchronized (messages) {
            while (true) {
                List<ProxiedMessage> found = messages(direction, wanted);
                if (!found.isEmpty()) {
                    return found.get(0);
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError("the expected message did not come; these did: " + messages);
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(messages, Math.max(left, 1_000_000));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError("interrupted while waiting for a message", e);
                }
            }
        }
    }

    @Override
    public void close() {
        refuse();
        onLoop(() -> links.forEach(ProxyLink::close));
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Nullable FaultTrigger triggerFor(ProxiedMessage message) {
        for (FaultTrigger trigger : triggers) {
            if (trigger.fits(message)) {
                return trigger;
            }
        }
        return null;
    }

    void log(ProxiedMessage message) {
        synchronized (messages) {
            messages.add(message);
            messages.notifyAll();
        }
    }

    void forget(ProxyLink link) {
        links.remove(link);
    }

    private List<ProxiedMessage> sent(String transaction) {
        return messages(Direction.TO_JANUS, request -> request.transaction().equals(transaction));
    }

    private Channel listen(int onPort) {
        return new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                // Nothing is read before there is a receiver for it.
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                        connect(client);
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort))
                .syncUninterruptibly()
                .channel();
    }

    private void connect(SocketChannel client) {
        new Bootstrap()
                .group(client.eventLoop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(janus.getHost(), janus.getPort())
                .addListener((ChannelFuture done) -> {
                    if (done.isSuccess()) {
                        links.add(
                                new ProxyLink(this, opened.incrementAndGet(), client, (SocketChannel) done.channel()));
                    } else {
                        // As near as an accepted connection comes to one that was refused.
                        client.config().setOption(ChannelOption.SO_LINGER, 0);
                        client.close();
                    }
                });
    }

    private void onLoop(Runnable task) {
        loops.next().submit(task).syncUninterruptibly();
    }
}
