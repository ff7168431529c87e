package dev.janusclient.netty;

import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Requests over HTTP, each with a connection of its own. One that gets no response ends the transport. */
final class NettyHttp implements JanusTransport {
    private final URI uri;
    private final int port;
    private final @Nullable SslContext tls;
    private final TransportOptions options;
    private final TransportListener listener;
    private final Bootstrap bootstrap;
    private final Runnable onEnd;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final EventLoop eventLoop;
    private final ChannelGroup open;

    NettyHttp(
            URI uri,
            int port,
            @Nullable SslContext tls,
            TransportOptions options,
            TransportListener listener,
            Bootstrap bootstrap,
            EventLoop eventLoop,
            Runnable onEnd) {
        this.uri = uri;
        this.port = port;
        this.tls = tls;
        this.options = options;
        this.listener = listener;
        this.bootstrap = bootstrap;
        this.eventLoop = eventLoop;
        this.open = new DefaultChannelGroup(eventLoop, true);
        this.onEnd = onEnd;
    }

    @Override
    public void send(byte[] json) {
        if (ended.get()) {
            throw new IllegalStateException("the transport to " + uri + " is closed");
        }
        ChannelFuture connecting = bootstrap
                .clone()
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        fill(channel.pipeline());
                    }
                })
                .connect();
        open.add(connecting.channel());
        connecting.addListener(connected -> {
            if (connected.isSuccess()) {
                connecting.channel().writeAndFlush(post(json));
            } else {
                end(CloseReason.Kind.BROKEN, "nobody could be reached any more", connected.cause());
            }
        });
    }

    @Override
    public void close() {
        end(CloseReason.Kind.CLOSED_BY_US, "the client was closed", null);
    }

    private FullHttpRequest post(byte[] json) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        FullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, path, Unpooled.wrappedBuffer(json));
        request.headers()
                .set(HttpHeaderNames.HOST, uri.getHost() + ":" + port)
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .set(HttpHeaderNames.CONTENT_LENGTH, json.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return request;
    }

    private void fill(ChannelPipeline pipeline) {
        if (tls != null) {
            var handler = tls.newHandler(pipeline.channel().alloc(), uri.getHost(), port);
            SSLEngine engine = handler.engine();
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
            pipeline.addLast(handler);
        }
        pipeline.addLast(new ReadTimeoutHandler(options.idleLimit().toMillis(), TimeUnit.MILLISECONDS));
        pipeline.addLast(new HttpClientCodec());
        pipeline.addLast(new HttpObjectAggregator(options.maxMessageBytes()));
        pipeline.addLast(new Response());
    }

    /** Takes one response. */
    private final class Response extends SimpleChannelInboundHandler<FullHttpResponse> {
        private boolean answered;

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            answered = true;
            byte[] body = ByteBufUtil.getBytes(response.content());
            context.close();
            if (!response.status().equals(HttpResponseStatus.OK) || body.length == 0) {
                end(CloseReason.Kind.BAD_FRAME, "HTTP status " + response.status() + " is no answer", null);
            } else if (!ended.get()) {
                listener.onMessage(body);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (!answered) {
                end(CloseReason.Kind.BROKEN, "the connection ended without a response", null);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            answered = true;
            context.close();
            end(CloseReason.Kind.BROKEN, String.valueOf(cause.getMessage()), cause);
        }
    }

    private void end(CloseReason.Kind kind, String detail, @Nullable Throwable cause) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        Runnable tell = () -> {
            open.close();
            listener.onClosed(new CloseReason(kind, detail, cause));
            onEnd.run();
        };
        if (eventLoop.inEventLoop()) {
            tell.run();
        } else {
            eventLoop.execute(tell);
        }
    }
}
