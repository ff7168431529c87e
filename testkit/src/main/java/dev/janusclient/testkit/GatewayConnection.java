// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One client of a {@link ScriptedGateway}. Everything happens on the channel's thread. */
final class GatewayConnection extends SimpleChannelInboundHandler<Object> {
    private static final int MAX_REQUEST = 16 * 1024 * 1024;

    private final Channel channel;
    private final ScriptedGateway gateway;
    private final List<List<String>> keptBack = new ArrayList<>();
    private int keepUntil;
    private int number;
    private boolean dead;

    private GatewayConnection(Channel channel, ScriptedGateway gateway) {
        this.channel = channel;
        this.gateway = gateway;
    }

    static void configure(Channel channel, ScriptedGateway gateway) {
        channel.pipeline()
                .addLast(new HttpServerCodec())
                .addLast(new HttpObjectAggregator(64 * 1024))
                .addLast(new GatewayConnection(channel, gateway));
    }

    static GatewayConnection of(Channel channel) {
        return channel.pipeline().get(GatewayConnection.class);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Object message) {
        if (dead) {
            return;
        }
        if (message instanceof FullHttpRequest request) {
            shakeHands(request);
        } else if (message instanceof TextWebSocketFrame frame) {
            gateway.handle(frame.text(), number, this);
        } else if (message instanceof PingWebSocketFrame ping && !gateway.ignoresPings()) {
            write(new PongWebSocketFrame(ping.content().retain()));
        } else if (message instanceof CloseWebSocketFrame close) {
            write(close.retainedDuplicate());
            channel.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        gateway.closed(number);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        channel.close();
    }

    /** Sends the answer to a request, or keeps it back if answers are being reordered. */
    void reply(List<String> texts) {
        if (keepUntil == 0) {
            texts.forEach(this::sendText);
            return;
        }
        keptBack.add(texts);
        if (keptBack.size() == keepUntil) {
            keepUntil = 0;
            Collections.reverse(keptBack);
            keptBack.forEach(kept -> kept.forEach(this::sendText));
            keptBack.clear();
        }
    }

    /** @param healthy the answer that should have been */
    void inflict(Fault fault, Supplier<List<String>> healthy) {
        if (fault instanceof Fault.Close close) {
            channel.writeAndFlush(new CloseWebSocketFrame(close.statusCode(), close.reason()))
                    .addListener(ChannelFutureListener.CLOSE);
        } else if (fault instanceof Fault.Drop) {
            channel.close();
        } else if (fault instanceof Fault.Reset) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        } else if (fault instanceof Fault.Truncate truncate) {
            truncate(truncate.text());
        } else if (fault instanceof Fault.Oversized oversized) {
            // Blanks, not one long string: parsers have other limits for those.
            String event = "{\"janus\":\"event\"}";
            sendText(event.replace("}", " ".repeat(Math.max(0, oversized.bytes() - event.length())) + "}"));
        } else if (fault instanceof Fault.Raw raw) {
            sendText(raw.text());
        } else if (fault instanceof Fault.Delay delay) {
            ScheduledFuture<?> unused = channel.eventLoop()
                    .schedule(() -> reply(healthy.get()), delay.by().toNanos(), TimeUnit.NANOSECONDS);
        } else if (fault instanceof Fault.Reorder reorder) {
            keepUntil = reorder.requests();
            reply(healthy.get());
        } else if (fault instanceof Fault.HalfOpen) {
            dead = true;
            channel.config().setAutoRead(false);
        }
        // A Stall is nothing at all.
    }

    private void shakeHands(FullHttpRequest request) {
        Integer refusal = gateway.refuseWith();
        if (refusal != null) {
            DefaultFullHttpResponse response =
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(refusal));
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
            channel.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        var handshaker = new WebSocketServerHandshakerFactory(gateway.uri().toString(), null, true, MAX_REQUEST)
                .newHandshaker(request);
        if (handshaker == null) {
            WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(channel);
            return;
        }
        var headers = new io.netty.handler.codec.http.DefaultHttpHeaders();
        if (!gateway.agreedSubprotocol().isEmpty()) {
            headers.set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, gateway.agreedSubprotocol());
        }
        number = gateway.opened(channel);
        handshaker.handshake(channel, request, headers, channel.newPromise());
        channel.pipeline()
                .addBefore(
                        channel.pipeline().context(this).name(),
                        "whole-messages",
                        new WebSocketFrameAggregator(MAX_REQUEST));
    }

    /** Half of a frame, written past the encoder, which would not do such a thing. */
    private void truncate(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteBuf frame = Unpooled.buffer();
        frame.writeByte(0x81);
        if (payload.length < 126) {
            frame.writeByte(payload.length);
        } else {
            frame.writeByte(126).writeShort(payload.length);
        }
        frame.writeBytes(payload, 0, payload.length / 2);
        var first = channel.pipeline().firstContext();
        if (first == null) {
            ReferenceCountUtil.release(frame);
            return;
        }
        first.writeAndFlush(frame).addListener(ChannelFutureListener.CLOSE);
    }

    private void sendText(String text) {
        write(new TextWebSocketFrame(text));
    }

    private void write(Object message) {
        if (dead) {
            ReferenceCountUtil.release(message);
        } else {
            channel.writeAndFlush(message, channel.voidPromise());
        }
    }
}
