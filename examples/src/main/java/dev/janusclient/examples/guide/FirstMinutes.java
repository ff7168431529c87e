// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.guide;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.doctor.Diagnosis;
import dev.janusclient.error.JanusConnectException;
import dev.janusclient.error.JanusServerException;
import dev.janusclient.error.JanusUnauthorizedException;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.ServerInfo;
import dev.janusclient.plugin.echotest.EchoTestEvent;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.OfferOptions;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** The code of {@code docs/guides/first-minutes.md}. */
public final class FirstMinutes {
    private FirstMinutes() {}

    /** Starts a private Janus. */
    public static JanusServer start(Consumer<String> screen) {
        // tag::start[]
        JanusServer server = JanusServer.builder() // the Janus that JANUS_HOME names, or the one in the path
                .reclaimSessionTimeout(60)
                .start();
        String uri = server.uri().toString(); // ws://127.0.0.1:…, until server.close()
        // end::start[]
        screen.accept(uri);
        return server;
    }

    /** Is a Janus there, and does it keep sessions? */
    public static void look(String uri, Consumer<String> screen) {
        // tag::look[]
        try (JanusClient janus = JanusClient.create(uri)) { // ws://localhost:8188
            ServerInfo server = janus.info().join();
            screen.accept("Janus " + server.versionString());
            screen.accept("keeps sessions of a lost connection: " + server.reclaimEnabled());
            Diagnosis diagnosis = janus.doctor().join();
            screen.accept(diagnosis.toString()); // a line each, with what to change
        }
        // end::look[]
    }

    /** Sends a tone and hears it come back. */
    public static JanusEchoTestPlugin echo(JanusSession session, JanusPeer peer) {
        // tag::echo[]
        JanusEchoTestPlugin echo = session.attach(JanusEchoTestPlugin.TYPE).join();
        Jsep offer = peer.offer(OfferOptions.audioOnly()).join();
        EchoTestEvent.Ok started = echo.start(offer).join();
        peer.acceptAnswer(Objects.requireNonNull(started.jsep())).join();
        peer.connected().join();
        peer.audio().sendTone(440).join();
        peer.receivedAudio().hears(440).join(); // what was sent has come back
        // end::echo[]
        return echo;
    }

    /** Leaves a session, and takes it over as another process would. */
    public static ReclaimOutcome goOn(JanusClient janus, JanusSession session, JanusClient other) {
        // tag::goOn[]
        String ticket = session.ticket().toJson();
        janus.close(); // closes the connection; Janus keeps the session for reclaim_session_timeout

        ReclaimOutcome outcome =
                Reclaim.with(other).take(HandoverTicket.fromJson(ticket)).join();
        JanusEchoTestPlugin echo = outcome.handle(JanusEchoTestPlugin.TYPE).orElseThrow(); // the same handle
        // end::goOn[]
        Objects.requireNonNull(echo);
        return outcome;
    }

    /** Why nothing works. */
    public static String whatIsWrong(JanusClient janus) {
        // tag::whatIsWrong[]
        try {
            janus.createSession()
                    .join()
                    .attach(JanusEchoTestPlugin.TYPE)
                    .join()
                    .session()
                    .destroy()
                    .join();
            return "nothing is wrong";
        } catch (CompletionException e) {
            Throwable why = e.getCause();
            if (why instanceof JanusConnectException) {
                return "Janus is not there: " + why.getMessage();
            } else if (why instanceof JanusUnauthorizedException) {
                return "Janus wants an API secret or a token";
            } else if (why instanceof JanusServerException refused) {
                return "Janus refuses: " + refused.getMessage(); // 460: the plugin is not loaded
            }
            throw e;
        }
        // end::whatIsWrong[]
    }
}
