// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.guide;

import dev.janusclient.AttachOptions;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import java.util.function.Consumer;

/** The code of {@code docs/guides/from-dart.md}. */
public final class FromDart {
    private FromDart() {}

    /** A client and a session. */
    public static JanusSession create(String apiSecret) {
        // tag::create[]
        JanusClient client = JanusClient.create(
                "ws://localhost:8188",
                JanusClientOptions.builder().apiSecret(apiSecret).build());
        JanusSession session = client.createSession().join();
        // end::create[]
        return session;
    }

    /** A new handle. */
    public static JanusSipPlugin attach(JanusSession session, String opaqueId) {
        // tag::attach[]
        JanusSipPlugin sip = session.attach(JanusSipPlugin.TYPE, AttachOptions.opaqueId(opaqueId))
                .join();
        // end::attach[]
        return sip;
    }

    /** A handle that is there already. */
    public static JanusSipPlugin existing(JanusClient client, long sessionId, long handleId) {
        // tag::existing[]
        JanusSession session = client.claimSession(sessionId).join();
        JanusSipPlugin sip = session.attach(JanusSipPlugin.TYPE, AttachOptions.existingHandle(handleId))
                .join();
        // end::existing[]
        return sip;
    }

    /** Typed events. */
    public static void listen(JanusSipPlugin sip, Consumer<String> screen) {
        // tag::listen[]
        sip.on(SipEvent.Registered.class, registered -> screen.accept("registered"));
        sip.on(SipEvent.IncomingCall.class, call -> screen.accept(call.username()));
        // end::listen[]
    }
}
