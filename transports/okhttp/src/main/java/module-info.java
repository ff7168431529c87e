// SPDX-License-Identifier: Apache-2.0
/** WebSocket and HTTP for Android and small programs, on OkHttp. */
module dev.janusclient.okhttp {
    requires transitive dev.janusclient;
    requires transitive okhttp3;
    requires static transitive org.jspecify;

    exports dev.janusclient.okhttp;

    provides dev.janusclient.transport.TransportFactory with
            dev.janusclient.okhttp.OkHttpTransportFactory;
}
