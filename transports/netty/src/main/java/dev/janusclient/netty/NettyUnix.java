// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.netty;

import static dev.janusclient.internal.transport.UriParts.printable;

import dev.janusclient.error.JanusConnectException;
import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.message.MessageKind;
import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One Unix datagram socket: each message is one datagram.
 *
 * <p>Linux keeps few datagrams for a reader, ten unless {@code net.unix.max_dgram_qlen} was raised, and Janus throws away
 * what does not fit. So only few requests are under way at once: their answers fit.
 */
final class NettyUnix extends SimpleChannelInboundHandler<DomainDatagramPacket> implements JanusTransport {
    /** Janus reads requests into a buffer of this size, and cuts off what does not fit. */
    static final int MAX_REQUEST = 8192;

    // More than Linux allows in one datagram, as long as net.core.wmem_default is not raised to that.
    private static final int MAX_DATAGRAM = 1 << 20;
    private static final String PING_ID = "unix-ping";
    private static final byte[] PING =
            ("{\"janus\":\"ping\",\"transaction\":\"" + PING_ID + "\"}").getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_PONG = 128;

    private static final int AT_ONCE = 4;
    private static final long ANSWER_LOST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final URI uri;
    private final Path own;
    private final TransportOptions options;
    private final TransportListener listener;
    private final CompletableFuture<JanusTransport> opened;
    private final Runnable onEnd;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable Channel channel;

    // Touched by the event loop only.
    private @Nullable ScheduledFuture<?> watch;
    private long lastHeard = System.nanoTime();
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int underWay;

    NettyUnix(
            URI uri,
            Path own,
            TransportOptions options,
            TransportListener listener,
            CompletableFuture<JanusTransport> opened,
            Runnable onEnd) {
        this.uri = uri;
        this.own = own;
        this.options = options;
        this.listener = listener;
        this.opened = opened;
        this.onEnd = onEnd;
    }

    static int receiveBuffer(TransportOptions options) {
        return Math.min(options.maxMessageBytes(), MAX_DATAGRAM) + 1;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
    }

    /** Finds out whether Janus answers. */
    void greet() {
        write(PING);
    }

    /** The connection could not be made. Does nothing once it is open. */
    void fail(String what, @Nullable Throwable cause) {
        if (opened.completeExceptionally(new JanusConnectException(what, cause))) {
            ended.set(true);
            release();
        }
    }

    @Override
    public void send(byte[] json) {
        if (ended.get()) {
            throw new IllegalStateException("the socket to " + printable(uri) + " is closed");
        }
        if (json.length > MAX_REQUEST) {
            throw new IllegalArgumentException("a request of " + json.length + " bytes is too large for "
                    + printable(uri) + ": Janus takes " + MAX_REQUEST + " over a Unix socket");
        }
        Channel open = channel;
        if (open != null) {
            try {
                open.eventLoop().execute(() -> {
                    waiting.addLast(json);
                    pump();
                });
            } catch (RejectedExecutionException e) {
                throw new IllegalStateException("the socket to " + printable(uri) + " is closed", e);
            }
        }
    }

    private void pump() {
        while (underWay < AT_ONCE && !waiting.isEmpty() && !ended.get()) {
            underWay++;
            write(waiting.removeFirst());
        }
    }

    /** The first answer of a request makes room for the next one. */
    private void answered(JanusMessage message) {
        if (message.transaction() != null && message.kind() != MessageKind.EVENT && underWay > 0) {
            underWay--;
            pump();
        }
    }

    private void write(byte[] json) {
        Channel open = channel;
        if (open == null) {
            return;
        }
        open.writeAndFlush(Unpooled.wrappedBuffer(json)).addListener(written -> {
            if (!written.isSuccess()) {
                end(CloseReason.Kind.IO_ERROR, "a message could not be written: " + written.cause(), written.cause());
            }
        });
    }

    @Override
    public void close() {
        end(CloseReason.Kind.CLIENT_CLOSED, "the client was closed", null);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DomainDatagramPacket packet) {
        lastHeard = System.nanoTime();
        ByteBuf content = packet.content();
        if (content.readableBytes() >= receiveBuffer(options)) {
            end(
                    CloseReason.Kind.PROTOCOL_ERROR,
                    "a message is larger than " + (receiveBuffer(options) - 1) + " bytes",
                    null);
            return;
        }
        byte[] json = ByteBufUtil.getBytes(content);
        if (isPong(json)) {
            if (opened.complete(this)) {
                startWatch(context.channel());
            }
        } else if (!ended.get()) {
            deliver(json);
        }
    }

    private void deliver(byte[] json) {
        JanusMessage message;
        try {
            message = JanusMessage.parse(json, Integer.MAX_VALUE);
        } catch (JanusProtocolException e) {
            end(CloseReason.Kind.PROTOCOL_ERROR, String.valueOf(e.getMessage()), e);
            return;
        }
        answered(message);
        listener.onMessage(json);
    }

    private static boolean isPong(byte[] json) {
        return json.length < MAX_PONG && new String(json, StandardCharsets.US_ASCII).contains(PING_ID);
    }

    private void startWatch(Channel open) {
        long period = NettyWebSocket.quietPeriod(options).toMillis();
        if (period > 0) {
            watch = open.eventLoop()
                    .scheduleAtFixedRate(this::watch, period, Math.max(1, period / 4), TimeUnit.MILLISECONDS);
        }
    }

    private void watch() {
        Duration quiet = Duration.ofNanos(System.nanoTime() - lastHeard);
        if (!waiting.isEmpty() && quiet.toNanos() > ANSWER_LOST_NANOS) {
            // What they wait behind was not answered: an answer may have been thrown away after all.
            underWay = 0;
            pump();
        }
        Duration limit = options.idleTimeout();
        if (!limit.isZero() && quiet.compareTo(limit) >= 0) {
            end(CloseReason.Kind.IDLE_TIMEOUT, "nothing was heard for " + limit.toMillis() + " ms", null);
        } else if (!options.pingInterval().isZero() && quiet.compareTo(options.pingInterval()) >= 0) {
            write(PING);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end(CloseReason.Kind.IO_ERROR, "the socket was closed", null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        end(CloseReason.Kind.IO_ERROR, String.valueOf(cause.getMessage()), cause);
    }

    private void end(CloseReason.Kind kind, String detail, @Nullable Throwable cause) {
        if (!opened.isDone()) {
            fail("no connection to " + printable(uri) + ": " + detail, cause);
            return;
        }
        Channel open = channel;
        if (open == null || !ended.compareAndSet(false, true)) {
            return;
        }
        UnixPaths.delete(own);
        Runnable tell = () -> {
            listener.onClosed(new CloseReason(kind, detail, cause));
            release();
        };
        try {
            open.eventLoop().execute(tell);
        } catch (RejectedExecutionException e) {
            tell.run();
        }
    }

    private void release() {
        if (watch != null) {
            watch.cancel(false);
        }
        Channel open = channel;
        if (open != null) {
            open.close();
        }
        UnixPaths.delete(own);
        onEnd.run();
    }
}
