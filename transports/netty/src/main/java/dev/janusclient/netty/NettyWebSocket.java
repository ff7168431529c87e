// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.netty;

import static dev.janusclient.internal.transport.UriParts.printable;

import dev.janusclient.error.JanusConnectException;
import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One WebSocket: the last handler of its channel, and the transport that the client sees. */
final class NettyWebSocket extends ChannelInboundHandlerAdapter implements JanusTransport {
    private final EventLoop loop;
    private final Wire wire;
    private final TransportOptions options;
    private final TransportListener listener;
    private final CompletableFuture<JanusTransport> opened;
    private final Runnable onEnd;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable Channel channel;
    private volatile boolean closedByUs;
    private final Queue<byte[]> outgoing = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean writing = new AtomicBoolean();
    private final GenericFutureListener<Future<Void>> onWritten = this::written;

    // Touched by the event loop only.
    private boolean handshakeDone;
    private @Nullable ByteArrayOutputStream fragments;
    private int quietPeriods;
    private boolean readBegun;

    /** Whether a caller's own thread writes, which must not be called back here with the result. */
    private boolean quiet;

    NettyWebSocket(
            EventLoop loop,
            Wire wire,
            TransportOptions options,
            TransportListener listener,
            CompletableFuture<JanusTransport> opened,
            Runnable onEnd) {
        this.loop = loop;
        this.wire = wire;
        this.options = options;
        this.listener = listener;
        this.opened = opened;
        this.onEnd = onEnd;
    }

    @Override
    public void send(byte[] json) {
        Channel open = channel;
        if (open == null || !open.isActive()) {
            throw new IllegalStateException("the WebSocket to " + printable(wire.uri()) + " is closed");
        }
        outgoing.add(json);
        // One waking of the event loop, one task and one flush for all that is sent until it comes round to it.
        if (writing.compareAndSet(false, true) && !InlineEventLoop.runInline(loop, this::writeQuietly)) {
            try {
                loop.execute(this::write);
            } catch (RejectedExecutionException e) {
                throw new IllegalStateException("the WebSocket to " + printable(wire.uri()) + " is closed", e);
            }
        }
    }

    /** On the thread of whoever sends. */
    private void writeQuietly() {
        quiet = true;
        try {
            write();
        } finally {
            quiet = false;
        }
    }

    private void write() {
        // Before the first look: who adds after the last one finds it so and comes again.
        writing.set(false);
        Channel open = Objects.requireNonNull(channel);
        for (byte[] json = outgoing.poll(); json != null; json = outgoing.poll()) {
            open.write(new TextWebSocketFrame(Unpooled.wrappedBuffer(json))).addListener(onWritten);
        }
        open.flush();
    }

    private void written(Future<?> done) {
        if (!done.isSuccess()) {
            end(CloseReason.Kind.IO_ERROR, "a message could not be written", done.cause());
        }
    }

    @Override
    public boolean pauseReading(boolean stop) {
        Channel open = channel;
        if (open != null) {
            open.config().setAutoRead(!stop);
        }
        return true;
    }

    @Override
    public void close() {
        closedByUs = true;
        Channel open = channel;
        if (open == null || ended.get()) {
            return;
        }
        try {
            // On the event loop, which may end as soon as the close is through.
            loop.execute(() ->
                    open.writeAndFlush(new CloseWebSocketFrame(1000, "")).addListener(ChannelFutureListener.CLOSE));
        } catch (RejectedExecutionException e) {
            // The event loop has ended, and the channel with it.
            open.close();
        }
    }

    /** The connection could not be made. Does nothing once it is open. */
    void fail(String what, @Nullable Throwable cause) {
        if (opened.completeExceptionally(new JanusConnectException(what, cause))) {
            release();
            Channel half = channel;
            if (half != null) {
                half.close();
            }
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
        if (opened.isDone()) {
            context.close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            handshakeDone = true;
            // Beyond the handshake it would only keep what that was made from.
            context.pipeline().remove(WebSocketClientProtocolHandler.class);
            if (!opened.complete(this)) {
                context.close();
            }
        } else if (event instanceof IdleStateEvent idle) {
            onIdle(context, idle);
        } else {
            super.userEventTriggered(context, event);
        }
    }

    private void onIdle(ChannelHandlerContext context, IdleStateEvent idle) {
        if (!handshakeDone || !context.channel().config().isAutoRead()) {
            return;
        }
        quietPeriods = idle.isFirst() ? 1 : quietPeriods + 1;
        Duration limit = options.idleTimeout();
        if (!limit.isZero() && quietPeriod(options).multipliedBy(quietPeriods).compareTo(limit) >= 0) {
            end(CloseReason.Kind.IDLE_TIMEOUT, "nothing was heard for " + limit.toMillis() + " ms", null);
        } else {
            context.writeAndFlush(new PingWebSocketFrame());
        }
    }

    /** How long nothing may be heard before something is done about it; zero means that nothing ever is. */
    static Duration quietPeriod(TransportOptions options) {
        return options.pingInterval().isZero() ? options.idleTimeout() : options.pingInterval();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof TextWebSocketFrame || message instanceof BinaryWebSocketFrame) {
                onData((WebSocketFrame) message);
            } else if (message instanceof ContinuationWebSocketFrame continuation) {
                onData(continuation);
            } else if (message instanceof PingWebSocketFrame ping) {
                // Whoever sends pings and does not read what answers them gets no more answers than fit (RFC 6455,
                // 5.5.3).
                if (context.channel().isWritable()) {
                    context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
                }
            } else if (message instanceof CloseWebSocketFrame close) {
                end(
                        CloseReason.Kind.SERVER_CLOSED,
                        "Janus closed the WebSocket with status " + close.statusCode(),
                        null);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void onData(WebSocketFrame frame) {
        ByteBuf content = frame.content();
        int before = fragments == null ? 0 : fragments.size();
        if (before + content.readableBytes() > options.maxMessageBytes()) {
            end(
                    CloseReason.Kind.PROTOCOL_ERROR,
                    "a message is larger than " + options.maxMessageBytes() + " bytes",
                    null);
            return;
        }
        byte[] bytes = FrameAllocator.bytesOf(content);
        if (frame.isFinalFragment() && fragments == null) {
            deliver(bytes);
            return;
        }
        if (fragments == null) {
            fragments = new ByteArrayOutputStream();
        }
        fragments.writeBytes(bytes);
        if (frame.isFinalFragment()) {
            byte[] whole = fragments.toByteArray();
            fragments = null;
            deliver(whole);
        }
    }

    private void deliver(byte[] message) {
        if (!ended.get()) {
            if (!readBegun) {
                readBegun = true;
                listener.onReadBegin();
            }
            listener.onMessage(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        endRead();
        context.fireChannelReadComplete();
    }

    private void endRead() {
        if (readBegun) {
            readBegun = false;
            listener.onReadEnd();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        end(CloseReason.Kind.IO_ERROR, "the connection ended without a close", null);
        super.channelInactive(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (!handshakeDone) {
            fail(wire.explain(cause), cause);
        } else if (cause instanceof DecoderException) {
            end(CloseReason.Kind.PROTOCOL_ERROR, "a frame breaks the WebSocket rules: " + message, cause);
        } else {
            end(CloseReason.Kind.IO_ERROR, message, cause);
        }
    }

    private void end(CloseReason.Kind kind, String detail, @Nullable Throwable cause) {
        if (quiet && !ended.get()) {
            loop.execute(() -> end(kind, detail, cause));
            return;
        }
        if (!opened.isDone() || opened.isCompletedExceptionally()) {
            fail("the connection to " + printable(wire.uri()) + " ended during the handshake: " + detail, cause);
            return;
        }
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        endRead();
        CloseReason reason = closedByUs
                ? new CloseReason(CloseReason.Kind.CLIENT_CLOSED, "the client was closed", null)
                : new CloseReason(kind, detail, cause);
        Channel open = channel;
        if (open != null) {
            open.close();
        }
        listener.onClosed(reason);
        release();
    }

    private void release() {
        onEnd.run();
    }
}
