// SPDX-License-Identifier: Apache-2.0
/** The real Janus, SIP peers and a scripted gateway for tests. */
module dev.janusclient.testkit {
    requires transitive dev.janusclient;
    requires transitive dev.janusclient.cluster;
    requires transitive org.junit.jupiter.api;
    requires dev.janusclient.audio;
    requires io.avaje.jsonb;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.transport;
    requires java.net.http;
    requires jdk.httpserver;
    requires static transitive org.jspecify;

    exports dev.janusclient.testkit;
    exports dev.janusclient.testkit.store;

    uses dev.janusclient.testkit.EventCollector.Tap;
    uses dev.janusclient.transport.TransportFactory;
}
