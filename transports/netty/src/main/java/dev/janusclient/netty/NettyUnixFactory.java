// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.netty;

import static dev.janusclient.internal.transport.UriParts.printable;

import dev.janusclient.error.JanusConnectException;
import dev.janusclient.internal.log.Durations;
import dev.janusclient.internal.transport.ConnectDeadline;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportFactory;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Unix datagram sockets ({@code unix:///path}), on Linux: Janus's Unix transport with {@code type = "SOCK_DGRAM"}. For its
 * other type, {@code SOCK_SEQPACKET}, neither the JDK nor Netty has a socket.
 *
 * <p>A datagram socket needs a path of its own to be answered. It lies beside Janus's if we may write there, so that both
 * see it when only that folder is shared between containers; otherwise in the folder for temporary files.
 */
public final class NettyUnixFactory implements TransportFactory {
    /** What {@link java.util.ServiceLoader} uses. */
    public NettyUnixFactory() {}

    @Override
    public Set<String> schemes() {
        return Set.of("unix");
    }

    @Override
    public CompletableFuture<JanusTransport> connect(URI uri, TransportOptions options, TransportListener listener) {
        if (!Epoll.isAvailable()) {
            return CompletableFuture.failedFuture(new JanusConnectException(
                    "Unix datagram sockets need Linux on x86_64 or aarch64", Epoll.unavailabilityCause()));
        }
        if (options.network().proxy() != null) {
            return CompletableFuture.failedFuture(
                    new JanusConnectException("there is no proxy to a Unix socket: " + printable(uri), null));
        }
        CompletableFuture<JanusTransport> opened = new CompletableFuture<>();
        SharedEventLoop loops = SharedEventLoop.acquireLocal();
        try {
            EventLoop loop = loops.next();
            Path janus = Path.of(uri.getPath());
            loop.execute(() -> {
                try {
                    open(uri, janus, options, listener, opened, loop, loops::release);
                } catch (RuntimeException e) {
                    loops.release();
                    opened.completeExceptionally(
                            new JanusConnectException("no socket can be made for " + printable(uri), e));
                }
            });
        } catch (RuntimeException | Error e) {
            // The system may have no thread or no file for an event loop.
            loops.release();
            throw e;
        }
        return opened;
    }

    private static void open(
            URI uri,
            Path janus,
            TransportOptions options,
            TransportListener listener,
            CompletableFuture<JanusTransport> opened,
            EventLoop loop,
            Runnable onEnd) {
        Path own = UnixPaths.beside(janus);
        NettyUnix unix = new NettyUnix(uri, own, options, listener, opened, onEnd);
        ConnectDeadline.start(
                loop,
                options.connectTimeout(),
                opened,
                () -> unix.fail(
                        "no answer from " + printable(uri) + " within " + Durations.text(options.connectTimeout())
                                + "; Janus must be able to write to " + own,
                        null));
        ChannelFuture connecting = new Bootstrap()
                .group(loop)
                .channel(EpollDomainDatagramChannel.class)
                // A datagram that does not fit is cut off, so there is room for one byte too many.
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(NettyUnix.receiveBuffer(options)))
                .handler(unix)
                .localAddress(new DomainSocketAddress(own.toFile()))
                .remoteAddress(new DomainSocketAddress(janus.toFile()))
                .connect();
        connecting.addListener(connected -> {
            if (connected.isSuccess()) {
                UnixPaths.letJanusWrite(own);
                unix.greet();
            } else {
                unix.fail(UnixPaths.explain(uri, connected.cause()), connected.cause());
            }
        });
    }
}
