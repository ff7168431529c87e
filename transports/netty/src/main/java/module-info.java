// SPDX-License-Identifier: Apache-2.0
/** WebSocket, HTTP and Unix socket transports for JVM programs, on Netty. */
module dev.janusclient.netty {
    requires transitive dev.janusclient;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.handler.proxy;
    requires io.netty.resolver;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.unix.common;
    requires org.slf4j;
    requires static transitive org.jspecify;
    // For whoever takes events over the JDK's HTTP server; a program without it does not need the module.
    requires static transitive jdk.httpserver;

    exports dev.janusclient.netty;

    provides dev.janusclient.transport.TransportFactory with
            dev.janusclient.netty.NettyWebSocketFactory,
            dev.janusclient.netty.NettyHttpFactory,
            dev.janusclient.netty.NettyUnixFactory;
}
