// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.guide;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.reclaim.Reclaim;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** The code of {@code docs/guides/push.md}: an app that is woken for a call. */
public final class PushFlow {
    private PushFlow() {}

    /** The background process, woken by a push message. */
    public static void background(
            String uri, JanusClientOptions options, SipRequest.Register account, Consumer<String> store)
            throws Exception {
        // tag::background[]
        try (JanusClient janus = JanusClient.create(uri, options)) {
            JanusSession session = janus.createSession().join();
            JanusSipPlugin sip = session.attach(JanusSipPlugin.TYPE).join();
            CompletableFuture<SipEvent.IncomingCall> call = new CompletableFuture<>();
            sip.on(SipEvent.IncomingCall.class, call::complete);
            sip.register(account).join();

            call.get(20, TimeUnit.SECONDS); // the push said that a call is on its way
            store.accept(session.handOff().toJson()); // and show the notification
            session.handedOver().completeOnTimeout(false, 20, TimeUnit.SECONDS).join();
        } // closes the socket only: the session and the call live on
        // end::background[]
    }

    /** The foreground process, opened by the user. */
    public static ReclaimOutcome foreground(JanusClient janus, String json, Consumer<SipEvent> screen) {
        // tag::foreground[]
        HandoverTicket ticket = HandoverTicket.fromJson(json);
        ReclaimOutcome outcome = Reclaim.with(janus)
                .listen(JanusSipPlugin.TYPE, sip -> sip.on(SipEvent.class, screen))
                .maxAge(Duration.ofMinutes(1))
                .take(ticket)
                .join();
        // end::foreground[]
        return outcome;
    }

    /** What the screen shows. */
    public static String show(ReclaimOutcome outcome) {
        // tag::show[]
        if (outcome instanceof ReclaimOutcome.Lost lost) {
            return "missed call: " + lost.detail();
        }
        JanusSipPlugin sip = outcome.handle(JanusSipPlugin.TYPE).orElseThrow();
        if (sip.state().call() == null) {
            return "missed call"; // the caller has given up meanwhile; the screen has received SipEvent.Hangup
        }
        return sip.state().call().peer() + " is calling";
        // end::show[]
    }

    /** The user answers. */
    public static CompletableFuture<SipEvent.AcceptReply> answer(
            JanusSipPlugin sip, Function<Jsep, Jsep> yourWebRtcStack) {
        // tag::answer[]
        Jsep offer = sip.offer().orElseThrow(); // out of the ticket
        CompletableFuture<SipEvent.AcceptReply> accepted = sip.accept(yourWebRtcStack.apply(offer));
        // end::answer[]
        return accepted;
    }

    /** The user refuses. */
    public static CompletableFuture<SipEvent.Declining> refuse(JanusSipPlugin sip) {
        // tag::refuse[]
        CompletableFuture<SipEvent.Declining> declined = sip.decline(486);
        // end::refuse[]
        return declined;
    }
}
