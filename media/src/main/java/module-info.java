// SPDX-License-Identifier: Apache-2.0
/** Audio for JVM programs, without native code, that another process can continue. */
// Concentus has an automatic module only.
@SuppressWarnings("requires-automatic")
module dev.janusclient.media {
    requires transitive dev.janusclient;
    requires transitive dev.janusclient.audio;
    requires concentus;
    requires org.bouncycastle.provider;
    requires org.bouncycastle.tls;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports dev.janusclient.media;
    exports dev.janusclient.media.audio;
    exports dev.janusclient.media.dtls;
    exports dev.janusclient.media.ice;
    exports dev.janusclient.media.rtp;
    exports dev.janusclient.media.sdp;
    exports dev.janusclient.media.srtp;
}
