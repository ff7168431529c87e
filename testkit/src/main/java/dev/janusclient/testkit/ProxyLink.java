// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One client of a {@link FaultProxy} and its connection to Janus. On the proxy's thread only. */
final class ProxyLink {
    /** How long a side that was sent FIN may take to send its own. */
    private static final long LINGER_MILLIS = 1_000;

    private final FaultProxy proxy;
    private final int number;
    private final SocketChannel client;
    private final SocketChannel janus;
    private final ProxyPipe toJanus;
    private final ProxyPipe fromJanus;
    private boolean over;

    ProxyLink(FaultProxy proxy, int number, SocketChannel client, SocketChannel janus) {
        this.proxy = proxy;
        this.number = number;
        this.client = client;
        this.janus = janus;
        this.toJanus = new ProxyPipe(this, FaultProxy.Direction.TO_JANUS, client, janus);
        this.fromJanus = new ProxyPipe(this, FaultProxy.Direction.FROM_JANUS, janus, client);
        client.pipeline().addLast(toJanus);
        janus.pipeline().addLast(fromJanus);
        List.of(client, janus).forEach(side -> side.config().setAutoRead(true));
    }

    FaultProxy proxy() {
        return proxy;
    }

    int number() {
        return number;
    }

    /** Whether neither side has been told that it ended. */
    boolean isOpen() {
        return !over && client.isActive();
    }

    void inflict(LinkFault fault) {
        if (over) {
            return;
        }
        if (fault instanceof LinkFault.Cut) {
            over = true;
            silence();
            List.of(client, janus).forEach(ProxyLink::finish);
        } else if (fault instanceof LinkFault.Reset) {
            over = true;
            silence();
            // One side may have ended before, if the connection was silent.
            List.of(client, janus).stream().filter(Channel::isOpen).forEach(side -> {
                side.config().setOption(ChannelOption.SO_LINGER, 0);
                side.close();
            });
        } else if (fault instanceof LinkFault.HalfOpen half) {
            half.silent().forEach(direction -> pipe(direction).silence());
        } else if (fault instanceof LinkFault.Stall stall) {
            List<ProxyPipe> both = List.of(toJanus, fromJanus);
            both.forEach(ProxyPipe::stall);
            var unused = client.eventLoop()
                    .schedule(
                            () -> both.forEach(ProxyPipe::goOn), stall.atLeast().toNanos(), TimeUnit.NANOSECONDS);
        } else if (fault instanceof LinkFault.Delay delay) {
            pipe(delay.direction()).delay(delay.by().toNanos());
        }
    }

    /** One side has ended; the other one is ended, too, unless that can't be done. */
    void ended(ProxyPipe pipe) {
        if (!pipe.isSilent()) {
            pipe.forwardEnd();
        }
        if (!client.isActive() && !janus.isActive()) {
            over = true;
            proxy.forget(this);
        }
    }

    void close() {
        client.close();
        janus.close();
    }

    private ProxyPipe pipe(FaultProxy.Direction direction) {
        return direction == FaultProxy.Direction.TO_JANUS ? toJanus : fromJanus;
    }

    private void silence() {
        toJanus.silence();
        fromJanus.silence();
    }

    /**
     * Sends FIN and goes on reading until the other side has done the same: a socket that is closed with unread bytes
     * would send RST.
     */
    private static void finish(SocketChannel side) {
        side.shutdownOutput();
        var unused = side.eventLoop().schedule((Runnable) side::close, LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }
}
