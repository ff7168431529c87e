// SPDX-License-Identifier: Apache-2.0
/** Real media for JVM programs: a headless WebRTC peer for Janus. */
module dev.janusclient.webrtc {
    requires transitive dev.janusclient;
    requires dev.janusclient.audio;
    requires org.slf4j;
    requires webrtc.java;
    requires static transitive org.jspecify;

    exports dev.janusclient.webrtc;
}
