// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.reclaim;

import static dev.janusclient.doctor.Diagnosis.Severity.NOTE;
import static dev.janusclient.doctor.Diagnosis.Severity.WARNING;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.doctor.CheckUp;
import dev.janusclient.doctor.Diagnosis.Finding;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.internal.worker.Scheduler;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.ServerInfo;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.recovery.MissedEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Tries whether a journal receives what it needs for the calls of the SIP plugin: its events, and the SIP messages themselves,
 * from which messages, notifications and the like are replayed. Both may be switched off ({@code events} in
 * janus.plugin.sip.jcfg), and before Janus 1.2.4 the messages are missing with Sofia SIP 1.13 and later.
 *
 * <p>For that a session is made and destroyed. Its handle registers as a guest, at no registrar, and has Janus send a SIP MESSAGE
 * to port 9 of Janus's own machine.
 */
public final class JournalCheckUp implements CheckUp {
    private static final String SIP = JanusSipPlugin.TYPE.name();
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Sofia SIP reports what it sends from a thread of its own. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(3);

    private final JanusClient janus;
    private final EventJournal journal;

    /**
     * Makes a check-up.
     *
     * @param janus of the server that is examined
     * @param journal of the same server
     */
    public JournalCheckUp(JanusClient janus, EventJournal journal) {
        this.janus = janus;
        this.journal = journal;
    }

    @Override
    public CompletableFuture<List<Finding>> examine(ServerInfo server) {
        if (server.plugins() != null && !server.plugins().containsKey(SIP)) {
            return CompletableFuture.completedFuture(List.of());
        }
        return janus.createSession()
                .thenCompose(session -> trial(session).whenComplete((found, failure) -> session.destroy()));
    }

    private CompletableFuture<List<Finding>> trial(JanusSession session) {
        SipRequest.Register guest = SipRequest.Register.builder()
                .type(SipRequest.Register.Type.GUEST)
                .username("sip:doctor@127.0.0.1")
                .build();
        SipRequest.Message message = SipRequest.Message.builder()
                .uri("sip:trial@127.0.0.1:9")
                .content("a trial")
                .build();
        return session.attach(JanusSipPlugin.TYPE)
                .thenCompose(sip -> sip.register(guest).thenCompose(registered -> sip.message(message)))
                .thenCompose(sent -> heard(session.ticket(), System.nanoTime() + MAX_WAIT.toNanos()))
                .thenApply(JournalCheckUp::findings);
    }

    /** What the journal knows of the trial, once it knows of the SIP message or has been asked for long enough. */
    private CompletableFuture<List<MissedEvent>> heard(HandoverTicket ticket, long deadline) {
        return journal.query(ticket)
                .thenCompose(findings -> findings.events().stream().anyMatch(JournalCheckUp::isSipMessage)
                                || System.nanoTime() - deadline > 0
                        ? CompletableFuture.completedFuture(findings.events())
                        : pause().thenCompose(done -> heard(ticket, deadline)));
    }

    private static CompletableFuture<Void> pause() {
        CompletableFuture<Void> over = new CompletableFuture<>();
        Scheduler scheduler = Scheduler.system();
        scheduler.once(PAUSE, () -> {
            over.complete(null);
            scheduler.close();
        });
        return over;
    }

    private static boolean isSipMessage(MissedEvent missed) {
        String event = sipEvent(missed);
        return "sip-out".equals(event) || "sip-in".equals(event);
    }

    /** The event's name; empty if the SIP plugin did not send it. */
    private static String sipEvent(MissedEvent missed) {
        RawJson event = missed.message().member("event");
        RawJson data = event == null || !SIP.equals(event.string("plugin")) ? null : event.member("data");
        String name = data == null ? null : data.string("event");
        return name == null ? "" : name;
    }

    private static List<Finding> findings(List<MissedEvent> heard) {
        if (heard.stream().anyMatch(JournalCheckUp::isSipMessage)) {
            return List.of(
                    new Finding(NOTE, "journal", "it receives the SIP plugin's events and the SIP messages", ""));
        } else if (heard.stream().anyMatch(missed -> !sipEvent(missed).isEmpty())) {
            return List.of(new Finding(
                    WARNING,
                    "journal",
                    "it receives the SIP plugin's events but not the SIP messages: MESSAGE, NOTIFY, INFO and the like can't be"
                            + " replayed",
                    "update to Janus 1.2.4 or later, or use it with Sofia SIP before 1.13"));
        } else if (!heard.isEmpty()) {
            return List.of(new Finding(
                    WARNING,
                    "journal",
                    "it receives nothing of the SIP plugin: calls that come while a session has no owner can't be replayed",
                    "leave events on in janus.plugin.sip.jcfg, and let the event handler send plugins"));
        }
        return List.of(new Finding(
                WARNING,
                "journal",
                "it received nothing of a session that was made for it: nothing can be replayed",
                "have an event handler of this server send all events to the journal"));
    }
}
