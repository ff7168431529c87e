package dev.janusclient.examples.guide;

import dev.janusclient.AttachOptions;
import dev.janusclient.CoreEvent;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusPlugin.ProbeResult;
import dev.janusclient.JanusSession;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.handover.TicketSigner;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** One process hears the call, another one answers it. */
public final class HandOver {
    private HandOver() {}

    /** Process A. */
    public static void listen(String uri, SipRequest.Register account, Consumer<String> tellTheOther) {
        // tag::listen[]
        JanusClient janus = JanusClient.create(uri); // for example ws://localhost:8188
        JanusSession session = janus.createSession().join();
        JanusSipPlugin sip = session.attach(JanusSipPlugin.TYPE).join();

        sip.on(
                SipEvent.IncomingCall.class,
                call -> tellTheOther.accept(session.ticket().toJson()));
        sip.register(account).join();
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

    /** Tickets through hands that must not alter them. */
    public static HandoverTicket signed(JanusSession session, byte[] key) {
        // tag::signed[]
        TicketSigner signer = new TicketSigner(key);
        String text = signer.sign(session.ticket());
        HandoverTicket ticket = signer.verify(text); // refuses one that was altered or not signed
        // end::signed[]
        return ticket;
    }

    /** Options, all with defaults. */
    public static JanusClient withOptions(String apiSecret) {
        // tag::options[]
        JanusClient janus = JanusClient.create(
                "wss://janus.example.org/janus",
                JanusClientOptions.builder()
                        .apiSecret(apiSecret)
                        .requestDeadline(Duration.ofSeconds(5))
                        .pingInterval(Duration.ofSeconds(2))
                        .idleLimit(Duration.ofSeconds(6))
                        .build());
        // end::options[]
        return janus;
    }

    /** What a session tells. */
    public static void watch(JanusSession session, Consumer<String> log) {
        // tag::watch[]
        session.on(
                CoreEvent.ConnectionLost.class, lost -> log.accept(lost.reason().detail()));
        session.on(CoreEvent.Timeout.class, timeout -> log.accept("Janus gave the session up"));
        session.on(CoreEvent.SessionGone.class, gone -> log.accept(gone.reason()));
        // end::watch[]
    }
}
