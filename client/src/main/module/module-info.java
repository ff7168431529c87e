/**
 * A client for the Janus WebRTC gateway: protocol, sessions, handles, plugins, handover. How bytes travel is up to a
 * {@link dev.janusclient.transport.TransportFactory}, which another module provides.
 */
// The modules that the internal packages are for are compiled after this one. RecordBuilder has an automatic module
// only.
@SuppressWarnings({"module", "requires-automatic"})
module dev.janusclient {
    requires io.avaje.jsonb;
    requires org.slf4j;
    // What generated code is annotated with, which is not there when a program runs.
    requires static java.compiler;
    requires static io.soabase.recordbuilder.core;
    requires static transitive org.jspecify;

    exports dev.janusclient;
    exports dev.janusclient.admin;
    exports dev.janusclient.doctor;
    exports dev.janusclient.error;
    exports dev.janusclient.handover;
    exports dev.janusclient.message;
    exports dev.janusclient.observe;
    exports dev.janusclient.plugin;
    exports dev.janusclient.plugin.audiobridge;
    exports dev.janusclient.plugin.echotest;
    exports dev.janusclient.plugin.nosip;
    exports dev.janusclient.plugin.recordplay;
    exports dev.janusclient.plugin.sip;
    exports dev.janusclient.plugin.streaming;
    exports dev.janusclient.plugin.textroom;
    exports dev.janusclient.plugin.videocall;
    exports dev.janusclient.plugin.videoroom;
    exports dev.janusclient.plugin.voicemail;
    exports dev.janusclient.reclaim;
    exports dev.janusclient.recovery;
    exports dev.janusclient.transport;
    exports dev.janusclient.internal.log to
            dev.janusclient.cluster,
            dev.janusclient.cluster.jdbc,
            dev.janusclient.cluster.redis,
            dev.janusclient.mqtt,
            dev.janusclient.netty,
            dev.janusclient.okhttp,
            dev.janusclient.rabbitmq;
    exports dev.janusclient.internal.longpoll to
            dev.janusclient.netty,
            dev.janusclient.okhttp;
    exports dev.janusclient.internal.message to
            dev.janusclient.netty;
    exports dev.janusclient.internal.transport to
            dev.janusclient.mqtt,
            dev.janusclient.netty,
            dev.janusclient.okhttp,
            dev.janusclient.rabbitmq;
    exports dev.janusclient.internal.worker to
            dev.janusclient.netty;

    uses dev.janusclient.transport.TransportFactory;
    uses io.avaje.jsonb.spi.JsonbExtension;

    provides io.avaje.jsonb.spi.JsonbExtension with
            dev.janusclient.jsonb.GeneratedJsonComponent;
}
