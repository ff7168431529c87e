// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.netty;

import dev.janusclient.internal.transport.AddressRace;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes one TCP connection to a server, or to the proxy before it. Names are looked up on another thread, because a name
 * server that does not answer would stop the event loop. Of several addresses the next one is tried before the one before has
 * failed, and the first that answers is taken (RFC 8305). On one event loop.
 */
final class TcpConnector {
    /** What becomes of it; exactly one of the two is called, unless it was cancelled. */
    interface Listener {
        /** There is a connection, whose pipeline is to be filled; it becomes active after that. */
        void connected(ChannelPipeline pipeline);

        void failed(Throwable cause);
    }

    private final Wire wire;
    private final EventLoop loop;
    private final ByteBufAllocator allocator;
    private final Listener listener;
    private final Deque<InetAddress> addresses = new ArrayDeque<>();
    private final Set<Channel> attempts = new HashSet<>();
    private Throwable lastFailure = new IOException("there is no address");
    private @Nullable ScheduledFuture<?> next;
    private boolean done;

    TcpConnector(Wire wire, EventLoop loop, ByteBufAllocator allocator, Listener listener) {
        this.wire = wire;
        this.loop = loop;
        this.allocator = allocator;
        this.listener = listener;
    }

    /** Begins; called once. */
    void connect() {
        wire.addresses().whenComplete((found, failure) -> {
            if (loop.inEventLoop()) {
                found(found, failure);
                return;
            }
            try {
                loop.execute(() -> found(found, failure));
            } catch (RejectedExecutionException e) {
                // The loop has ended, and with it whatever waited for the connection.
            }
        });
    }

    /** Ends what is under way; does nothing once there is a connection. */
    void cancel() {
        finish(null);
    }

    private void found(@Nullable List<InetAddress> found, @Nullable Throwable failure) {
        if (found == null) {
            fail(failure == null ? lastFailure : failure);
        } else {
            addresses.addAll(found);
            attempt();
        }
    }

    private void attempt() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
        InetAddress address = addresses.poll();
        if (done) {
            return;
        }
        if (address == null) {
            if (attempts.isEmpty()) {
                fail(lastFailure);
            }
            return;
        }
        ChannelFuture connecting = bootstrap(address).connect(wire.destination(address));
        Channel channel = connecting.channel();
        attempts.add(channel);
        connecting.addListener(connected -> {
            if (!connected.isSuccess()) {
                lastFailure = connected.cause();
                attempts.remove(channel);
                attempt();
            }
        });
        if (!addresses.isEmpty() && !done) {
            next = loop.schedule(this::attempt, AddressRace.NEXT_AFTER.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private Bootstrap bootstrap(InetAddress address) {
        return new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .resolver(NoopAddressResolverGroup.INSTANCE)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, wire.connectMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOCATOR, allocator)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        wire.addProxy(channel.pipeline(), address);
                        channel.pipeline().addLast(new Finish(address));
                    }
                });
    }

    private void fail(Throwable cause) {
        if (finish(null)) {
            listener.failed(cause);
        }
    }

    /** False if it was done already. */
    private boolean finish(@Nullable Channel winner) {
        if (done) {
            return false;
        }
        done = true;
        if (next != null) {
            next.cancel(false);
        }
        // A copy: what is closed here fails at once, and is taken out of the set.
        for (Channel channel : List.copyOf(attempts)) {
            if (channel != winner) {
                channel.close();
            }
        }
        attempts.clear();
        return true;
    }

    /** Waits for the connection. With a proxy, the handlers that follow write through it before it has agreed; it keeps that. */
    private final class Finish extends ChannelInboundHandlerAdapter {
        private final InetAddress address;

        Finish(InetAddress address) {
            this.address = address;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            if (!finish(context.channel())) {
                context.close();
                return;
            }
            wire.answered(address);
            wire.addTls(context.pipeline());
            listener.connected(context.pipeline());
            context.fireChannelActive();
            context.pipeline().remove(this);
        }
    }
}
