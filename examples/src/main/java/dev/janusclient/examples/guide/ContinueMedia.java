// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.guide;

import dev.janusclient.HandleOutcome;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.cluster.OwnedSession;
import dev.janusclient.cluster.SessionHandler;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandoverKeys;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.media.LegContinuation;
import dev.janusclient.media.MediaEngine;
import dev.janusclient.media.MediaLeg;
import dev.janusclient.media.MediaLegOptions;
import dev.janusclient.media.MediaOutcome;
import dev.janusclient.media.MediaOutcome.MediaContinued;
import dev.janusclient.media.MediaOutcome.MediaLost;
import dev.janusclient.media.MediaSink;
import dev.janusclient.media.MediaSource;
import dev.janusclient.media.MediaTicket;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipCallReplacement;
import dev.janusclient.reclaim.EventJournal;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.webrtc.JanusPeer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/** The code of docs/media.md. */
final class ContinueMedia {
    private ContinueMedia() {}

    static MediaLeg connect(MediaEngine engine, JanusEchoTestPlugin echo, MediaSource source, MediaSink sink) {
        // tag::connect[]
        MediaLeg leg = engine.newLeg();
        leg.send(source);
        leg.receive(sink);
        Jsep offer = leg.offer().join();
        leg.acceptAnswer(Objects.requireNonNull(echo.start(offer).join().jsep()))
                .join();
        leg.connected().join();
        // end::connect[]
        return leg;
    }

    static void keep(MediaEngine engine, HandoverKeys keys, MediaLeg leg, JanusSipPlugin sip) {
        // tag::keep[]
        LegContinuation legs = LegContinuation.with(engine, keys); // one for a process
        legs.keep(leg, sip).join();
        // end::keep[]
    }

    static String reclaim(
            JanusClient janus, HandoverTicket ticket, LegContinuation legs, MediaSource source, MediaSink sink) {
        // tag::reclaim[]
        ReclaimOutcome outcome = Reclaim.with(janus)
                .media(legs.onLeg((handle, leg) -> {
                    leg.send(source);
                    leg.receive(sink);
                }))
                .take(ticket)
                .join();
        HandleOutcome sip = outcome.handles().get(0);
        String says;
        if (sip.mediaRecovery() instanceof MediaRecovery.Continued continued) {
            says = "media was away for " + continued.gap().toMillis() + " ms: " + continued.how();
        } else {
            says = "the leg is closed: " + sip.findings();
        }
        // end::reclaim[]
        return says;
    }

    static ReclaimOutcome replace(JanusClient janus, HandoverTicket ticket, EventJournal journal) {
        // tag::replace[]
        ReclaimOutcome outcome = Reclaim.with(janus)
                .source(journal) // knows the tags of the call, which INVITE with Replaces needs; optional
                .replaceCalls(SipCallReplacement.with(line -> JanusPeer.create()))
                .take(ticket)
                .join();
        // end::replace[]
        return outcome;
    }

    // tag::group[]
    /** Goes on with the calls of a member that is gone. */
    static final class CallHandler implements SessionHandler {
        private final LegContinuation legs;
        private final BiConsumer<HandleTicket, MediaLeg> talk;

        CallHandler(LegContinuation legs, BiConsumer<HandleTicket, MediaLeg> talk) {
            this.legs = legs;
            this.talk = talk;
        }

        @Override
        public void prepare(Reclaim reclaim) {
            reclaim.media(legs.onLeg(talk));
        }

        @Override
        public CompletionStage<?> resumed(OwnedSession session, ReclaimOutcome outcome) {
            return CompletableFuture.completedFuture(session.epoch());
        }
    }
    // end::group[]

    static String ticket(MediaLeg leg, HandoverKeys keys, JanusSession session, JanusEchoTestPlugin echo, long epoch) {
        // tag::ticket[]
        MediaTicket ticket = leg.ticket().join();
        String sealed = ticket.seal(keys, new MediaTicket.Scope(session.id(), echo.handleId(), epoch));
        ticket.wipe();
        // end::ticket[]
        return sealed;
    }

    static void onlyTheOwnerSends(MediaLeg leg, JanusSession session) {
        // tag::gate[]
        leg.sendOnlyWhile(session::isOwned);
        // end::gate[]
    }

    static void takeOver(
            MediaEngine engine,
            String sealed,
            HandoverKeys keys,
            MediaTicket.Scope scope,
            CompletableFuture<JanusEchoTestPlugin> claimed) {
        // tag::takeOver[]
        MediaTicket ticket = MediaTicket.open(sealed, keys, scope, Duration.ofHours(1));
        MediaOutcome outcome = engine.takeOver(
                        ticket,
                        MediaLegOptions.defaults(),
                        // Only if Janus does not answer at its address: an offer, through the handle that was claimed.
                        offer -> claimed.thenCompose(echo -> echo.start(offer))
                                .thenApply(ok -> Objects.requireNonNull(ok.jsep())))
                .join();
        ticket.wipe();
        if (outcome instanceof MediaContinued continued) {
            System.out.println("media was away for " + continued.gap().toMillis() + " ms: " + continued.how());
        } else if (outcome instanceof MediaLost lost) {
            System.out.println("the call is over: " + lost.reason());
        }
        // end::takeOver[]
    }
}
