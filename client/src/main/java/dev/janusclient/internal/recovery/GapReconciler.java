// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.recovery;

import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.handover.InFlightRequest;
import dev.janusclient.internal.handoff.ForwardedEvents;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.session.HandleCore;
import dev.janusclient.internal.session.SessionCore;
import dev.janusclient.internal.worker.Futures;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import dev.janusclient.recovery.Gap;
import dev.janusclient.recovery.HandleStatus;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.recovery.MissedEvent;
import dev.janusclient.recovery.ProbeResult;
import dev.janusclient.recovery.Resync;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reconciles what happened to a claimed session while it had no owner: replays to its handles what the sources recorded, lets
 * them find out what they can where no source is complete, and builds the outcome.
 */
final class GapReconciler {
    /** A plugin that is heard answers in milliseconds. */
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private record Replay(@Nullable HandleReclaim to, @Nullable Instant at, JanusMessage message) {}

    private final SessionCore session;
    private final HandoverTicket known;
    private final Instant claimed;
    private final GapEvidence evidence;
    private final Map<Long, HandleReclaim> reclaims = new LinkedHashMap<>();
    private final List<String> unknownOfSession = new ArrayList<>();
    private int replayed;

    GapReconciler(
            SessionCore session,
            HandoverTicket known,
            Instant claimed,
            Map<HandleCore, ProbeResult> probes,
            GapEvidence evidence) {
        this.session = session;
        this.known = known;
        this.claimed = claimed;
        this.evidence = evidence;
        probes.forEach((handle, probe) -> reclaims.put(handle.handleId(), new HandleReclaim(handle, probe)));
        session.recovery().unresolved().forEach(this::unresolved);
    }

    CompletableFuture<ReclaimResult> reconcile() {
        boolean everything = everything();
        // Forwarded events that are incomplete are worth less than a complete journal.
        ForwardedEvents forwarded = evidence.forwarded();
        List<Replay> missed = forwarded != null
                        && (evidence.forwardedIsComplete() || !evidence.best().complete())
                ? fromForwarded(forwarded.messages())
                : fromJournal();
        missed.forEach(this::replay);
        unresolvedInFlight();
        reclaims.values().forEach(this::unresolvedUnreplayable);
        session.recovery().caughtUp(leftOpen(everything));
        if (everything && isCertain()) {
            return CompletableFuture.completedFuture(outcome(evidenceText()));
        }
        List<CompletableFuture<?>> resyncs = new ArrayList<>();
        for (HandleReclaim story : reclaims.values()) {
            if (story.alive()) {
                resyncs.add(resync(story));
            }
        }
        return CompletableFuture.allOf(resyncs.toArray(new CompletableFuture<?>[0]))
                .thenApply(all -> outcome(null));
    }

    /** The result where something can't be read, or a plugin's code throws: the session is here all the same. */
    ReclaimResult brokenOff(Throwable why) {
        unknownOfSession.add("what happened meanwhile: it could not be worked out: " + why.getMessage());
        return outcome(null);
    }

    /** Whether a source has all events: what a handle could not find out by asking was replayed to it then. */
    private boolean everything() {
        return evidence.forwardedIsComplete() || evidence.best().complete();
    }

    /** Notes what can't be known. */
    private void unresolved(long handleId, List<String> sentences) {
        HandleReclaim story = reclaims.get(handleId);
        if (story == null) {
            unknownOfSession.addAll(sentences);
        } else {
            story.unresolved(sentences);
        }
    }

    private boolean isCertain() {
        return unknownOfSession.isEmpty()
                && reclaims.values().stream()
                        .allMatch(story -> story.unresolved().isEmpty())
                && notAttached().isEmpty();
    }

    /** Only an answer has the outcome of a request: event handlers receive what happened, and not what was refused. */
    private void unresolvedInFlight() {
        for (InFlightRequest request : known.inFlight()) {
            HandleReclaim story = reclaims.get(request.handleId());
            if (story == null || story.alive()) {
                unresolved(
                        request.handleId(),
                        List.of(
                                isAnswered(request)
                                        ? "what '" + request.request()
                                                + "', which was in flight, has changed; its answer comes as an event"
                                        : "the outcome of '" + request.request() + "', which was in flight"));
            }
        }
    }

    private boolean isAnswered(InFlightRequest request) {
        List<JanusMessage> came = new ArrayList<>(session.binding().route().waitingFor(request.handleId()));
        ForwardedEvents forwarded = evidence.forwarded();
        if (forwarded != null) {
            forwarded.messages().forEach(json -> came.add(JanusMessage.of(json)));
        }
        return came.stream().anyMatch(message -> request.transaction().equals(message.transaction()));
    }

    /** A journal can't know what event handlers do not report. */
    private void unresolvedUnreplayable(HandleReclaim story) {
        if (story.alive() && !evidence.forwardedIsComplete() && evidence.best().complete()) {
            ticket(story.handle().handleId()).ifPresent(ticket -> story.unresolved(ticket.unreplayable()));
            story.unresolved(story.unreplayable());
        }
    }

    private Optional<HandleTicket> ticket(long handleId) {
        return known.handles().stream()
                .filter(ticket -> ticket.handleId() == handleId)
                .findFirst();
    }

    /** What another attempt has to say too, because it goes on where this one ends. */
    private Map<Long, List<String>> leftOpen(boolean everything) {
        Map<Long, List<String>> open = new HashMap<>();
        reclaims.forEach((handle, story) -> open.put(handle, story.unresolved()));
        List<String> ofSession = new ArrayList<>(unknownOfSession);
        if (!everything) {
            ofSession.add("the events between " + known.issuedAt() + " and " + claimed
                    + ", when the session was reclaimed for a moment: no source was complete");
        }
        open.put(0L, ofSession);
        return open;
    }

    private String evidenceText() {
        return evidence.forwardedIsComplete()
                ? "its last owner handed it off and forwarded the " + replayed + " events that came after its ticket"
                : "a journal has recorded everything that Janus sent meanwhile: " + replayed + " events";
    }

    private List<Replay> fromForwarded(List<RawJson> tail) {
        List<Replay> missed = new ArrayList<>();
        for (RawJson json : tail) {
            JanusMessage message = JanusMessage.of(json);
            missed.add(new Replay(reclaims.get(message.sender()), null, message));
        }
        return missed;
    }

    /** What the best journal heard, as messages, in the order of their times. */
    private List<Replay> fromJournal() {
        List<MissedEvent> toTranslate = new ArrayList<>();
        List<Replay> missed = new ArrayList<>();
        for (MissedEvent event : evidence.best().events()) {
            if (event.form() == MissedEvent.Form.AS_SENT) {
                asSent(event, missed);
            } else if (event.message().isObject()) {
                toTranslate.add(event);
            } else {
                unresolved(event.handleId(), List.of("what the journal recorded: it is no event"));
            }
        }
        if (!toTranslate.isEmpty()) {
            reclaims.values().forEach(story -> missed.addAll(translated(story, toTranslate)));
        }
        missed.sort(Comparator.comparing(Replay::at, Comparator.nullsFirst(Comparator.naturalOrder())));
        return missed;
    }

    private void asSent(MissedEvent event, List<Replay> missed) {
        HandleReclaim story = reclaims.get(event.handleId());
        try {
            missed.add(new Replay(story, event.at(), JanusMessage.of(event.message())));
        } catch (JanusProtocolException e) {
            unresolved(event.handleId(), List.of("what the journal recorded: it can't be read: " + e.getMessage()));
        }
    }

    private List<Replay> translated(HandleReclaim story, List<MissedEvent> heard) {
        HandleCore handle = story.handle();
        JournalReplay replay = new JournalReplay(known, claimed);
        List<Replay> missed = new ArrayList<>();
        Instant latest = Instant.MIN;
        List<JournalReplay.Missed> found;
        try {
            found = replay.of(handle, heard, session.binding().route().waitingFor(handle.handleId()));
        } catch (RuntimeException e) {
            // A translator may be a user's, of a plugin of one's own.
            String why = "what the journal recorded: it can't be read: " + e.getMessage();
            story.unresolved(List.of(why));
            return missed;
        }
        for (JournalReplay.Missed one : found) {
            // Never before what came first on the same handle, whatever the clock says.
            latest = one.at().isAfter(latest) ? one.at() : latest;
            missed.add(new Replay(story, latest, one.message()));
        }
        story.unresolved(replay.unreplayable());
        return missed;
    }

    private void replay(Replay missed) {
        HandleReclaim story = missed.to();
        if (story != null) {
            story.handle().replay(missed.message(), missed.at());
            story.noteUnreplayable();
            story.replayed(1);
            replayed++;
        } else if (missed.message().sender() == 0) {
            session.recovery().replay(missed.message(), missed.at());
            replayed++;
        }
    }

    private CompletableFuture<?> resync(HandleReclaim story) {
        HandleCore handle = story.handle();
        HandleStatus facts = evidence.facts(handle.handleId());
        if (facts == null && handle.isStateUnknown()) {
            story.unresolved(List.of("how the handle was: it was attached by its id, without a ticket"));
        }
        CompletableFuture<Resync> asked;
        try {
            asked = session.context().within(TIMEOUT, handle.resync(facts), GapReconciler::noAnswer);
        } catch (RuntimeException e) {
            // A plugin may be a user's own.
            asked = CompletableFuture.completedFuture(unclear(e));
        }
        return asked.exceptionally(failure -> unclear(Futures.cause(failure))).thenAccept(now -> {
            if (facts != null) {
                handle.stateKnown();
            }
            for (Resync.Inferred event : now.inferred()) {
                handle.replay(message(handle, event), null);
            }
            story.replayed(now.inferred().size());
            story.findings(now.findings());
            if (!everything()) {
                story.unresolved(now.unresolved());
            }
        });
    }

    private static Resync noAnswer() {
        return Resync.unresolved("how the handle is now: Janus gave no answer in " + TIMEOUT.toMillis()
                + " ms; if that goes on, another client has claimed the session");
    }

    private static Resync unclear(Throwable why) {
        return Resync.unresolved("how the handle is now: " + why.getMessage());
    }

    private static JanusMessage message(HandleCore handle, Resync.Inferred event) {
        Jsep jsep = event.jsep();
        return JanusMessage.event(
                handle.session().id(),
                handle.handleId(),
                event.data(),
                jsep == null ? null : Json.encode(Jsep.class, jsep));
    }

    private ReclaimResult outcome(@Nullable String proof) {
        List<HandleResult> handles =
                reclaims.values().stream().map(HandleReclaim::outcome).collect(Collectors.toCollection(ArrayList::new));
        handles.addAll(notAttached());
        handles.sort(Comparator.comparingLong(HandleResult::handleId));
        return proof != null
                ? new ReclaimResult.Resumed(session, handles, proof)
                : new ReclaimResult.ResumedWithGap(session, handles, gap(handles));
    }

    private List<HandleResult> notAttached() {
        return known.handles().stream()
                .filter(ticket -> !reclaims.containsKey(ticket.handleId()))
                .map(GapReconciler::notAttached)
                .collect(Collectors.toList());
    }

    private static HandleResult notAttached(HandleTicket ticket) {
        return new HandleResult(
                ticket.handleId(),
                ticket.plugin(),
                null,
                0,
                List.of(),
                List.of("how the handle is: it was left at Janus, because no type was given for " + ticket.plugin()),
                new MediaRecovery.Unknown());
    }

    private Gap gap(List<HandleResult> handles) {
        List<String> found = new ArrayList<>();
        List<String> open = new ArrayList<>(unknownOfSession);
        for (HandleResult handle : handles) {
            String name = handle.plugin() + " " + handle.handleId() + ": ";
            handle.findings().forEach(sentence -> found.add(name + sentence));
            handle.unresolved().forEach(sentence -> open.add(name + sentence));
        }
        open.addAll(evidence.notes());
        if (open.isEmpty()) {
            open.add("the events between " + known.issuedAt() + " and " + claimed
                    + " that have left no trace: there was no journal");
        }
        return new Gap(known.issuedAt(), claimed, found, open);
    }

    /** The result, of a session some of whose events were dropped while older ones were replayed. */
    static ReclaimResult withDropped(
            ReclaimResult result, Map<Long, Long> dropped, HandoverTicket known, Instant claimed) {
        if (dropped.isEmpty()) {
            return result;
        } else if (result instanceof ReclaimResult.Resumed resumed) {
            Gap none = new Gap(known.issuedAt(), claimed, List.of(), List.of());
            return withDropped(resumed.session(), resumed.handles(), none, dropped);
        } else if (result instanceof ReclaimResult.ResumedWithGap gap) {
            return withDropped(gap.session(), gap.handles(), gap.gap(), dropped);
        }
        return result;
    }

    private static ReclaimResult withDropped(
            SessionCore session, List<HandleResult> handles, Gap gap, Map<Long, Long> dropped) {
        List<HandleResult> all = new ArrayList<>();
        for (HandleResult handle : handles) {
            Long count = dropped.get(handle.handleId());
            all.add(count == null ? handle : handle.withUnresolved(overflowed(count)));
        }
        List<String> unresolved = new ArrayList<>(gap.unresolved());
        dropped.forEach((handle, count) -> unresolved.add("handle " + handle + ": " + overflowed(count)));
        return new ReclaimResult.ResumedWithGap(
                session, all, new Gap(gap.from(), gap.to(), gap.findings(), unresolved));
    }

    private static String overflowed(long count) {
        return count + " events that came while older ones were replayed were dropped: there was no room for them";
    }
}
