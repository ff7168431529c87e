// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.guide;

import com.sun.net.httpserver.HttpServer;
import dev.janusclient.AttachOptions;
import dev.janusclient.ConnectionState;
import dev.janusclient.CoreEvent;
import dev.janusclient.HandleOutcome;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.SessionKeepalive;
import dev.janusclient.admin.EventHandlerReceiver;
import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.doctor.Diagnosis;
import dev.janusclient.handover.HandoverKeys;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.handover.TicketCipher;
import dev.janusclient.handover.TicketForm;
import dev.janusclient.handover.TicketRecipient;
import dev.janusclient.handover.TicketSigner;
import dev.janusclient.handover.TicketTerms;
import dev.janusclient.handover.UsedTickets;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.Secret;
import dev.janusclient.netty.EventHandlerHttpHandler;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.reclaim.AdminCheckUp;
import dev.janusclient.reclaim.AdminSource;
import dev.janusclient.reclaim.EventJournal;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.recovery.ProbeResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** One process hears the call, another one answers it. */
public final class HandOver {
    private HandOver() {}

    /** Process A. */
    public static void listen(String uri, SipRequest.Register account, Consumer<String> tellTheOther)
            throws InterruptedException {
        // tag::listen[]
        JanusClient janus = JanusClient.create(uri); // for example ws://localhost:8188
        JanusSession session = janus.createSession().join();
        JanusSipPlugin sip = session.attach(JanusSipPlugin.TYPE).join();

        sip.on(
                SipEvent.IncomingCall.class,
                call -> tellTheOther.accept(session.ticket().toJson()));
        sip.registerConfirmed(account).join(); // fails if the registrar refuses
        janus.awaitClosed(); // all threads of the library are daemons: main must not return
        // end::listen[]
    }

    /** What process A registers. */
    public static SipRequest.Register account() {
        // tag::account[]
        SipRequest.Register account = SipRequest.Register.builder()
                .username("sip:alice@example.org")
                .secret(Secret.of("wonderland")) // prints as ***
                .proxy("sip:example.org")
                .build();
        // end::account[]
        return account;
    }

    /** Process B, perhaps after A was killed. */
    public static CompletableFuture<SipEvent.AcceptReply> goOn(
            String uri, String json, Function<Jsep, Jsep> yourWebRtcStack) {
        // tag::goOn[]
        HandoverTicket ticket = HandoverTicket.fromJson(json);
        JanusClient janus = JanusClient.create(uri);
        JanusSession session = janus.claimSession(ticket.sessionId()).join();
        JanusSipPlugin sip = session.attach(
                        JanusSipPlugin.TYPE,
                        AttachOptions.from(ticket.handle("janus.plugin.sip").orElseThrow()))
                .join(); // nothing is sent: the handle is there already

        Jsep answer = yourWebRtcStack.apply(sip.offer().orElseThrow());
        CompletableFuture<SipEvent.AcceptReply> accepted = sip.accept(answer);
        // end::goOn[]
        return accepted;
    }

    /** Letting go while alive. */
    public static HandoverTicket letGo(JanusSession session) {
        // tag::letGo[]
        HandoverTicket ticket = session.handOff(); // inactive here from now on; nothing is destroyed
        // end::letGo[]
        return ticket;
    }

    /** With ids alone, when there is no ticket. */
    public static boolean withIdsAlone(JanusClient janus, long sessionId, long handleId) {
        // tag::ids[]
        JanusSession session = janus.claimSession(sessionId).join();
        JanusSipPlugin sip = session.attach(JanusSipPlugin.TYPE, AttachOptions.existingHandle(handleId))
                .join();
        boolean alive = sip.probe().join() == ProbeResult.ALIVE; // asks Janus, without any effect
        // end::ids[]
        return alive;
    }

    /** Tickets that must not be altered on their way. */
    public static HandoverTicket signed(JanusSession session, byte[] key) {
        // tag::signed[]
        TicketSigner signer = new TicketSigner(key);
        String text = signer.sign(session.ticket());
        HandoverTicket ticket = signer.verify(text); // refuses one that was altered or not signed
        // end::signed[]
        return ticket;
    }

    /** Tickets that must not be read on their way, with what may be done with them; whoever takes the session back reads it once. */
    public static CompletableFuture<ReclaimOutcome> encrypted(
            JanusSession session, JanusClient next, byte[] newKey, byte[] oldKey, UsedTickets used) {
        // tag::encrypted[]
        HandoverKeys keys = HandoverKeys.of(newKey, oldKey); // the first one encrypts, all of them are read
        TicketForm form = new TicketCipher(keys); // or a TicketSigner
        TicketTerms terms = TicketTerms.NONE
                .withLifetime(Duration.ofMinutes(1))
                .forAudience("node-b")
                .usableOnce();
        String text = form.write(session.handOff(keys), terms);

        CompletableFuture<ReclaimOutcome> outcome = Reclaim.with(next)
                .as(TicketRecipient.named("node-b").remembering(used))
                .take(text, form);
        // end::encrypted[]
        return outcome;
    }

    /** Options, all with defaults. */
    public static JanusClient withOptions(String apiSecret) {
        // tag::options[]
        JanusClient janus = JanusClient.create(
                "wss://janus.example.org/janus",
                JanusClientOptions.builder()
                        .apiSecret(apiSecret)
                        .requestTimeout(Duration.ofSeconds(5))
                        .pingInterval(Duration.ofSeconds(2))
                        .idleTimeout(Duration.ofSeconds(6))
                        .build());
        // end::options[]
        return janus;
    }

    /** The events of a session. */
    public static void watch(JanusSession session, Consumer<String> log) {
        // tag::watch[]
        session.on(
                CoreEvent.ConnectionLost.class, lost -> log.accept(lost.reason().detail()));
        session.on(CoreEvent.Timeout.class, timeout -> log.accept("Janus gave the session up"));
        session.on(CoreEvent.SessionGone.class, gone -> log.accept(gone.reason()));
        // end::watch[]
    }

    /** Taking back with everything that can be known. */
    public static String takeBack(JanusClient janus, HandoverTicket ticket, EventJournal journal, JanusAdmin admin) {
        // tag::takeBack[]
        ReclaimOutcome outcome = Reclaim.with(janus)
                .source(journal) // what Janus's event handlers sent; optional
                .source(new AdminSource(admin)) // how the handles are now; optional
                .take(ticket)
                .join();
        String says;
        if (outcome instanceof ReclaimOutcome.Resumed resumed) {
            says = "nothing was missed: " + resumed.evidence();
        } else if (outcome instanceof ReclaimOutcome.ResumedWithGap gap) {
            says = "found out: " + gap.gap().findings() + "; can't be known: "
                    + gap.gap().unresolved();
        } else if (outcome instanceof ReclaimOutcome.Lost lost) {
            says = lost.reason() + ": " + lost.detail();
        } else {
            says = "a new session was made, as allowRebuild() permits";
        }
        // end::takeBack[]
        return says;
    }

    /** What was missed, and what is live. */
    public static void replayed(JanusSipPlugin sip, Consumer<String> log) {
        // tag::replayed[]
        sip.onDelivery(
                SipEvent.class,
                delivery -> log.accept((delivery.replayed() ? "missed: " : "live: ") + delivery.event()));
        // end::replayed[]
    }

    /** What a handle's media needs after its owner died. */
    public static String media(HandleOutcome handle) {
        // tag::media[]
        MediaRecovery media = handle.mediaRecovery();
        String toDo = "nothing";
        if (media instanceof MediaRecovery.AnswerOffer answer) {
            toDo = "answer " + answer.offer() + " with " + answer.request();
        } else if (media instanceof MediaRecovery.RestartOnHandle again) {
            toDo = "hangup(), wait for CoreEvent.HangUp, then " + again.request();
        } else if (media instanceof MediaRecovery.RestartOnNewHandle fresh) {
            toDo = fresh.request() + " on a new handle, then detach this one";
        } else if (media instanceof MediaRecovery.Unrecoverable over) {
            toDo = "nothing can be done: " + over.why();
        }
        // end::media[]
        return toDo;
    }

    /** A lost connection, seen from the application. */
    public static void recovery(JanusClient janus, Consumer<String> log) {
        // tag::recovery[]
        janus.on(
                ConnectionState.Suspended.class,
                state -> log.accept("lost: " + state.reason().detail()));
        janus.on(ConnectionState.Resumed.class, state -> log.accept("back: " + state.outcomes()));
        // end::recovery[]
    }

    /** A journal, fed with what sampleevh posts to a web server of yours. */
    public static EventJournal journal(byte[] posted) {
        // tag::journal[]
        EventHandlerReceiver receiver = new EventHandlerReceiver();
        EventJournal journal = EventJournal.create();
        journal.listenTo(receiver);
        receiver.receive(posted); // for every POST that Janus's event handler makes
        // end::journal[]
        return journal;
    }

    /** A web server for what sampleevh posts, which takes it from a Janus of ours alone. */
    public static HttpServer events(EventJournal journal, Secret password) throws IOException {
        // tag::events[]
        EventHandlerReceiver receiver = EventHandlerReceiver.builder()
                .basicAuth("janus", password) // backend_user and backend_pwd of the event handler
                .emitters("janus-1", "janus-2") // the server_name of each
                .build();
        journal.listenTo(receiver);
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080), 0);
        http.createContext("/events", new EventHandlerHttpHandler(receiver));
        http.start();
        // end::events[]
        return http;
    }

    /** Keeping a session alive for the next owner. */
    public static CompletableFuture<SessionKeepalive> keep(JanusClient janus, HandoverTicket ticket) {
        // tag::keep[]
        CompletableFuture<SessionKeepalive> keepalive = janus.keepAlive(ticket.sessionId(), Duration.ofMinutes(2));
        // end::keep[]
        return keepalive;
    }

    /** What would defeat a reclaim. */
    public static String examine(JanusClient janus, Secret adminSecret) {
        // tag::doctor[]
        Diagnosis diagnosis = janus.doctor(new AdminCheckUp("ws://localhost:7188", adminSecret))
                .join();
        String findings = diagnosis.toString(); // a line each, in plain words
        // end::doctor[]
        return findings;
    }
}
