// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.netty;

import dev.janusclient.internal.longpoll.HttpExchanges;
import dev.janusclient.transport.TransportOptions;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Connections to one HTTP server, each used for one exchange at a time and kept for the next. On one event loop. */
final class HttpPool implements HttpExchanges {
    // Janus ends a connection that was idle for two minutes; ours must be first, or a request meets a closed door.
    private static final int IDLE_SECONDS = 20;

    private final Wire wire;
    private final TransportOptions options;
    private final EventLoop eventLoop;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Set<Connection> open = new HashSet<>();
    private boolean closed;

    HttpPool(Wire wire, TransportOptions options, EventLoop eventLoop) {
        this.wire = wire;
        this.options = options;
        this.eventLoop = eventLoop;
    }

    @Override
    public Exchange post(String path, byte[] json, long limitMillis, Outcome outcome) {
        FullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, path, Unpooled.wrappedBuffer(json));
        request.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .set(HttpHeaderNames.CONTENT_LENGTH, json.length);
        return exchange(request, limitMillis, outcome);
    }

    @Override
    public Exchange get(String path, long limitMillis, Outcome outcome) {
        return exchange(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path), limitMillis, outcome);
    }

    private Exchange exchange(FullHttpRequest request, long limitMillis, Outcome outcome) {
        options.network().headers().forEach(request.headers()::set);
        request.headers().set(HttpHeaderNames.HOST, wire.authority());
        Connection used = idle.pollLast();
        if (used != null) {
            used.begin(request, limitMillis, outcome);
            return used.handleTo(outcome);
        }
        Connection fresh = new Connection();
        open.add(fresh);
        fresh.expect(limitMillis, outcome);
        fresh.connect(request);
        return fresh.handleTo(outcome);
    }

    @Override
    public String explain(Throwable failure) {
        return wire.explain(failure);
    }

    @Override
    public void close() {
        closed = true;
        idle.clear();
        Set.copyOf(open).forEach(Connection::end);
    }

    /** One connection and the exchange on it, if there is one. */
    private final class Connection extends SimpleChannelInboundHandler<FullHttpResponse>
            implements TcpConnector.Listener {
        private final TcpConnector connector = new TcpConnector(wire, eventLoop, ByteBufAllocator.DEFAULT, this);
        private @Nullable FullHttpRequest first;
        private @Nullable Channel channel;
        private @Nullable Outcome waiting;
        private @Nullable ScheduledFuture<?> limit;

        Exchange handleTo(Outcome outcome) {
            return () -> {
                if (waiting == outcome) {
                    take();
                    end();
                }
            };
        }

        void connect(FullHttpRequest request) {
            first = request;
            connector.connect();
        }

        @Override
        public void connected(ChannelPipeline pipeline) {
            channel = pipeline.channel();
            pipeline.addLast(new IdleStateHandler(0, 0, IDLE_SECONDS));
            pipeline.addLast(new HttpClientCodec());
            pipeline.addLast(new HttpObjectAggregator(options.maxMessageBytes()));
            pipeline.addLast(this);
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            FullHttpRequest request = first;
            first = null;
            if (request != null) {
                write(request);
            }
        }

        @Override
        public void failed(Throwable cause) {
            fail(cause);
        }

        void begin(FullHttpRequest request, long limitMillis, Outcome outcome) {
            expect(limitMillis, outcome);
            write(request);
        }

        void expect(long limitMillis, Outcome outcome) {
            waiting = outcome;
            limit = eventLoop.schedule(
                    () -> fail(new NoResponseException(limitMillis)), limitMillis, TimeUnit.MILLISECONDS);
        }

        void write(FullHttpRequest request) {
            Channel to = channel;
            if (to == null || waiting == null) {
                request.release();
                return;
            }
            to.writeAndFlush(request).addListener(written -> {
                if (!written.isSuccess()) {
                    fail(written.cause());
                }
            });
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            Outcome outcome = take();
            if (outcome == null) {
                end();
                return;
            }
            if (response.decoderResult().isFailure()) {
                end();
                if (!closed) {
                    outcome.failed(response.decoderResult().cause());
                }
                return;
            }
            int status = response.status().code();
            byte[] body = ByteBufUtil.getBytes(response.content());
            if (HttpUtil.isKeepAlive(response) && !closed) {
                idle.addLast(this);
            } else {
                end();
            }
            if (!closed) {
                outcome.answered(status, body);
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
            if (event instanceof IdleStateEvent && waiting == null) {
                end();
            }
            super.userEventTriggered(context, event);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            fail(new IOException("the connection ended without a response"));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            fail(cause instanceof TooLongFrameException ? new TooLargeException(options.maxMessageBytes()) : cause);
        }

        void fail(Throwable cause) {
            Outcome outcome = take();
            end();
            if (outcome != null && !closed) {
                outcome.failed(cause);
            }
        }

        private @Nullable Outcome take() {
            Outcome outcome = waiting;
            waiting = null;
            if (limit != null) {
                limit.cancel(false);
                limit = null;
            }
            return outcome;
        }

        private void end() {
            idle.remove(this);
            open.remove(this);
            connector.cancel();
            if (first != null) {
                first.release();
                first = null;
            }
            if (channel != null) {
                channel.close();
            }
        }
    }
}
