// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Netty's own share: its WebSocket client, tuned as the transport's is, that writes texts made beforehand and counts what
 * comes. It knows no transaction and decodes nothing. All state belongs to the event loop, which all of them share.
 */
final class BareNetty extends SimpleChannelInboundHandler<TextWebSocketFrame> implements AutoCloseable {
    private static final int TIMEOUT_SECONDS = 120;
    private static final int HEAD_BYTES = 24;

    /** ReceivedEvents of each text, on the event loop. */
    interface Counter {
        void heard(ByteBuf text);

        /** The last of what one read has brought was told. */
        default void paused() {}
    }

    private static final EventLoopGroup LOOP =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("bare-netty", true), NioIoHandler.newFactory());

    private final CompletableFuture<Channel> opened = new CompletableFuture<>();
    private Counter counter = text -> {};

    /** Opens a connection. */
    static BareNetty connect(URI uri) throws Exception {
        BareNetty bare = new BareNetty();
        bare.open(uri);
        bare.opened.get(10, TimeUnit.SECONDS);
        return bare;
    }

    private void open(URI uri) {
        new Bootstrap()
                .group(LOOP)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpClientCodec(), new HttpObjectAggregator(1 << 16), webSocket(uri))
                                .addLast(BareNetty.this);
                    }
                })
                .connect(uri.getHost(), uri.getPort());
    }

    private static WebSocketClientProtocolHandler webSocket(URI uri) {
        return new WebSocketClientProtocolHandler(
                WebSocketClientHandshakerFactory.newHandshaker(
                        uri, WebSocketVersion.V13, "janus-protocol", false, new DefaultHttpHeaders(), 1 << 20),
                WebSocketClientProtocolConfig.newBuilder()
                        .withUTF8Validator(false)
                        .build());
    }

    /** Makes a counter the one that is told, and does something on the event loop. */
    void begin(Counter next, Runnable start) {
        opened.join().eventLoop().execute(() -> {
            counter = next;
            start.run();
        });
    }

    /** Writes a text as often as asked, and flushes once. On the event loop only. */
    void write(ByteBuf text, long times) {
        Channel channel = opened.join();
        for (long i = 0; i < times; i++) {
            channel.write(new TextWebSocketFrame(text.retainedDuplicate()), channel.voidPromise());
        }
        channel.flush();
    }

    private void writeOnce(String json) {
        ByteBuf text = text(json);
        write(text, 1);
        text.release();
    }

    /** Sends one text and waits for one answer. */
    String ask(String json) throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        begin(text -> answer.complete(text.toString(StandardCharsets.UTF_8)), () -> writeOnce(json));
        return answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    /** Keeps so many copies of a request in flight until all are answered. */
    Work.Outcome requests(ByteBuf request, int inFlight, int count, boolean async) throws Exception {
        Run run = new Run(request, inFlight, count, async);
        begin(run, () -> run.send(Math.min(inFlight, count)));
        long took = run.over.get(TIMEOUT_SECONDS, TimeUnit.SECONDS) - run.began;
        return () -> Pipeline.figures(run.nanos, took);
    }

    /** As {@link #requests}, for sync requests, with answers counted and followed by the next on another thread. */
    Work.Outcome requestsElsewhere(ByteBuf request, int inFlight, int count, Executor elsewhere) throws Exception {
        Run run = new Run(request, inFlight, count, false);
        Counter passing = new Counter() {
            private int heard;

            @Override
            public void heard(ByteBuf text) {
                heard++;
            }

            @Override
            public void paused() {
                int now = heard;
                heard = 0;
                elsewhere.execute(() -> {
                    for (int i = 0; i < now; i++) {
                        run.heard(Unpooled.EMPTY_BUFFER);
                    }
                    run.paused();
                });
            }
        };
        begin(passing, () -> elsewhere.execute(() -> run.send(Math.min(inFlight, count))));
        long took = run.over.get(TIMEOUT_SECONDS, TimeUnit.SECONDS) - run.began;
        return () -> Pipeline.figures(run.nanos, took);
    }

    /** Waits for a number of texts after one request. */
    Work.Outcome burst(String request, int count) throws Exception {
        CompletableFuture<Long> over = new CompletableFuture<>();
        long began = System.nanoTime();
        begin(
                new Counter() {
                    private int left = count + 2;

                    @Override
                    public void heard(ByteBuf text) {
                        if (--left == 0) {
                            over.complete(System.nanoTime());
                        }
                    }
                },
                () -> writeOnce(request));
        long took = over.get(TIMEOUT_SECONDS, TimeUnit.SECONDS) - began;
        return () -> "rate=" + Math.round(count * 1e9 / took);
    }

    /** A text that is written many times. */
    static ByteBuf text(String json) {
        ByteBuf bytes = Unpooled.directBuffer();
        ByteBufUtil.writeUtf8(bytes, json);
        return bytes;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
        counter.heard(frame.content());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        counter.paused();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            opened.complete(context.channel());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        opened.completeExceptionally(cause);
        context.close();
    }

    @Override
    public void close() {
        opened.join().close().syncUninterruptibly();
    }

    /** Answers come in the order of the requests, or near enough for counting. */
    private final class Run implements Counter {
        final CompletableFuture<Long> over = new CompletableFuture<>();
        final long[] nanos;
        final long began = System.nanoTime();
        private final ByteBuf request;
        private final int inFlight;
        private final boolean async;
        private int sent;
        private int done;

        Run(ByteBuf request, int inFlight, int count, boolean async) {
            this.request = request;
            this.inFlight = inFlight;
            this.nanos = new long[count];
            this.async = async;
        }

        void send(int times) {
            long now = System.nanoTime();
            for (int i = 0; i < times; i++) {
                nanos[sent++] = now;
            }
            write(request, times);
        }

        @Override
        public void heard(ByteBuf text) {
            if ((async && isAck(text)) || done == nanos.length) {
                return;
            }
            nanos[done] = System.nanoTime() - nanos[done];
            done++;
        }

        @Override
        public void paused() {
            if (done == nanos.length) {
                over.complete(System.nanoTime());
                return;
            }
            int more = Math.min(inFlight - (sent - done), nanos.length - sent);
            if (more > 0) {
                send(more);
            }
        }

        /** Its second word tells. */
        private static boolean isAck(ByteBuf text) {
            int head = text.readerIndex();
            for (int i = head; i < Math.min(head + HEAD_BYTES, text.writerIndex() - 1); i++) {
                if (text.getByte(i) == '"' && text.getByte(i + 1) == 'a') {
                    return true;
                }
            }
            return false;
        }
    }
}
