package dev.janusclient;

import dev.janusclient.JanusPlugin.ProbeResult;
import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.handover.ForwardedMail;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.handover.Unanswered;
import dev.janusclient.message.JanusMessage;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import dev.janusclient.recovery.Gap;
import dev.janusclient.recovery.HandleFacts;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.recovery.MissedEvent;
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
 * Settles what happened to a claimed session while nobody here listened: tells its handles what the witnesses heard, lets
 * them find out what they can where no witness heard everything, and draws up the outcome.
 */
final class GapReport {
    /** A plugin that is heard answers in milliseconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private record Replay(@Nullable HandleStory to, @Nullable Instant at, JanusMessage message) {}

    private final JanusSession session;
    private final HandoverTicket known;
    private final Instant claimed;
    private final Witnesses witnesses;
    private final Map<Long, HandleStory> stories = new LinkedHashMap<>();
    private final List<String> unknownOfSession = new ArrayList<>();
    private int replayed;

    GapReport(
            JanusSession session,
            HandoverTicket known,
            Instant claimed,
            Map<JanusPlugin, ProbeResult> probes,
            Witnesses witnesses) {
        this.session = session;
        this.known = known;
        this.claimed = claimed;
        this.witnesses = witnesses;
        probes.forEach((handle, probe) -> stories.put(handle.handleId(), new HandleStory(handle, probe)));
        session.leftOpen().forEach(this::doubt);
    }

    CompletableFuture<ReclaimOutcome> settle() {
        boolean everything = everything();
        // Mail that lacks something is worth less than a journal that lacks nothing.
        ForwardedMail mail = witnesses.mail();
        List<Replay> missed =
                mail != null && (witnesses.mailIsComplete() || !witnesses.best().complete())
                        ? fromMail(mail.tail())
                        : fromJournal();
        missed.forEach(this::tell);
        doubtUnanswered();
        stories.values().forEach(this::doubtUntraced);
        session.caughtUp(leftOpen(everything));
        if (everything && isCertain()) {
            return CompletableFuture.completedFuture(outcome(proof()));
        }
        List<CompletableFuture<?>> resyncs = new ArrayList<>();
        for (HandleStory story : stories.values()) {
            if (story.alive()) {
                resyncs.add(resync(story));
            }
        }
        return CompletableFuture.allOf(resyncs.toArray(new CompletableFuture<?>[0]))
                .thenApply(all -> outcome(null));
    }

    /** Whether somebody has heard all events: what a handle could not find out by asking they have told it. */
    private boolean everything() {
        return witnesses.mailIsComplete() || witnesses.best().complete();
    }

    /** Notes what can't be known. */
    private void doubt(long handleId, List<String> sentences) {
        HandleStory story = stories.get(handleId);
        if (story == null) {
            unknownOfSession.addAll(sentences);
        } else {
            story.unknown(sentences);
        }
    }

    private boolean isCertain() {
        return unknownOfSession.isEmpty()
                && stories.values().stream().allMatch(story -> story.unknown().isEmpty())
                && strange().isEmpty();
    }

    /** Only an answer says what became of a request: event handlers are told what happened, and not what was refused. */
    private void doubtUnanswered() {
        for (Unanswered request : known.unanswered()) {
            HandleStory story = stories.get(request.handleId());
            if (story == null || story.alive()) {
                doubt(
                        request.handleId(),
                        List.of(
                                isAnswered(request)
                                        ? "what '" + request.request()
                                                + "', which was in flight, has changed; its answer is told as an event"
                                        : "the outcome of '" + request.request() + "', which was in flight"));
            }
        }
    }

    private boolean isAnswered(Unanswered request) {
        List<JanusMessage> came = new ArrayList<>(session.route().waitingFor(request.handleId()));
        ForwardedMail mail = witnesses.mail();
        if (mail != null) {
            mail.tail().forEach(json -> came.add(JanusMessage.of(json)));
        }
        return came.stream().anyMatch(message -> request.transaction().equals(message.transaction()));
    }

    /** A journal can't know what event handlers are not told. */
    private void doubtUntraced(HandleStory story) {
        if (story.alive() && !witnesses.mailIsComplete() && witnesses.best().complete()) {
            JanusPlugin handle = story.handle();
            ticket(handle.handleId()).ifPresent(ticket -> story.unknown(ticket.untraced()));
            story.unknown(handle.untraced());
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
        stories.forEach((handle, story) -> open.put(handle, story.unknown()));
        List<String> ofSession = new ArrayList<>(unknownOfSession);
        if (!everything) {
            ofSession.add("what was said between " + known.issued() + " and " + claimed
                    + ", when the session was had back for a moment: nobody had heard everything");
        }
        open.put(0L, ofSession);
        return open;
    }

    private String proof() {
        return witnesses.mailIsComplete()
                ? "its last owner let go in an orderly way and passed on the " + replayed
                        + " events that came after its ticket"
                : "a journal has heard everything that Janus said meanwhile: " + replayed + " events";
    }

    private List<Replay> fromMail(List<RawJson> tail) {
        List<Replay> missed = new ArrayList<>();
        for (RawJson json : tail) {
            JanusMessage message = JanusMessage.of(json);
            missed.add(new Replay(stories.get(message.sender()), null, message));
        }
        return missed;
    }

    /** What the best journal heard, as messages, in the order of their times. */
    private List<Replay> fromJournal() {
        List<MissedEvent> toTranslate = new ArrayList<>();
        List<Replay> missed = new ArrayList<>();
        for (MissedEvent event : witnesses.best().events()) {
            if (event.form() == MissedEvent.Form.AS_SENT) {
                missed.add(new Replay(stories.get(event.handleId()), event.at(), JanusMessage.of(event.message())));
            } else {
                toTranslate.add(event);
            }
        }
        if (!toTranslate.isEmpty()) {
            stories.values().forEach(story -> missed.addAll(translated(story, toTranslate)));
        }
        missed.sort(Comparator.comparing(Replay::at, Comparator.nullsFirst(Comparator.naturalOrder())));
        return missed;
    }

    private List<Replay> translated(HandleStory story, List<MissedEvent> heard) {
        JanusPlugin handle = story.handle();
        JournalReplay replay = new JournalReplay(known, claimed);
        List<Replay> missed = new ArrayList<>();
        Instant latest = Instant.MIN;
        List<JournalReplay.Missed> found;
        try {
            found = replay.of(handle, heard, session.route().waitingFor(handle.handleId()));
        } catch (JanusProtocolException e) {
            String why = "what the journal heard: it can't be read: " + e.getMessage();
            story.unknown(List.of(why));
            return missed;
        }
        for (JournalReplay.Missed one : found) {
            // Never before what came first on the same handle, whatever the clock says.
            latest = one.at().isAfter(latest) ? one.at() : latest;
            missed.add(new Replay(story, latest, one.message()));
        }
        story.unknown(replay.untold());
        return missed;
    }

    private void tell(Replay missed) {
        HandleStory story = missed.to();
        if (story != null) {
            story.handle().replay(missed.message(), missed.at());
            story.replayed(1);
            replayed++;
        } else if (missed.message().sender() == 0) {
            session.replay(missed.message(), missed.at());
            replayed++;
        }
    }

    private CompletableFuture<?> resync(HandleStory story) {
        JanusPlugin handle = story.handle();
        HandleFacts facts = witnesses.facts(handle.handleId());
        if (facts == null && handle.isStranger()) {
            story.unknown(List.of("how the handle was: it was attached by its id, without a ticket"));
        }
        CompletableFuture<Resync> asked;
        try {
            asked = session.within(PATIENCE, handle.resync(facts), GapReport::noAnswer);
        } catch (JanusProtocolException e) {
            asked = CompletableFuture.completedFuture(unclear(e));
        }
        return asked.exceptionally(failure -> unclear(SessionReclaimer.cause(failure)))
                .thenAccept(now -> {
                    if (facts != null) {
                        handle.introduced();
                    }
                    for (Resync.Implied event : now.implied()) {
                        handle.replay(message(handle, event), null);
                    }
                    story.replayed(now.implied().size());
                    story.found(now.found());
                    if (!everything()) {
                        story.unknown(now.unknown());
                    }
                });
    }

    private static Resync noAnswer() {
        return Resync.unknown("how the handle is now: Janus gave no answer in " + PATIENCE.toMillis()
                + " ms; if that goes on, somebody else has claimed the session");
    }

    private static Resync unclear(Throwable why) {
        return Resync.unknown("how the handle is now: " + why.getMessage());
    }

    private static JanusMessage message(JanusPlugin handle, Resync.Implied event) {
        Jsep jsep = event.jsep();
        return JanusMessage.event(
                handle.session().id(),
                handle.handleId(),
                event.data(),
                jsep == null ? null : Json.encode(Jsep.class, jsep));
    }

    private ReclaimOutcome outcome(@Nullable String proof) {
        List<HandleOutcome> handles =
                stories.values().stream().map(HandleStory::outcome).collect(Collectors.toCollection(ArrayList::new));
        handles.addAll(strange());
        handles.sort(Comparator.comparingLong(HandleOutcome::handleId));
        return proof != null
                ? new ReclaimOutcome.Resumed(session, handles, proof)
                : new ReclaimOutcome.ResumedWithGap(session, handles, gap(handles));
    }

    private List<HandleOutcome> strange() {
        return known.handles().stream()
                .filter(ticket -> !stories.containsKey(ticket.handleId()))
                .map(GapReport::strange)
                .collect(Collectors.toList());
    }

    private static HandleOutcome strange(HandleTicket ticket) {
        return new HandleOutcome(
                ticket.handleId(),
                ticket.plugin(),
                null,
                0,
                List.of(),
                List.of("how the handle is: it was left at Janus, because no type was given for " + ticket.plugin()),
                new MediaRecovery.Unknown());
    }

    private Gap gap(List<HandleOutcome> handles) {
        List<String> found = new ArrayList<>();
        List<String> open = new ArrayList<>(unknownOfSession);
        for (HandleOutcome handle : handles) {
            String name = handle.plugin() + " " + handle.handleId() + ": ";
            handle.found().forEach(sentence -> found.add(name + sentence));
            handle.unknown().forEach(sentence -> open.add(name + sentence));
        }
        open.addAll(witnesses.notes());
        if (open.isEmpty()) {
            open.add("what was said between " + known.issued() + " and " + claimed
                    + " and has left no trace: no journal was listening");
        }
        return new Gap(known.issued(), claimed, found, open);
    }

    /** The outcome, of a session some of whose events there was no room for while older ones were told first. */
    static ReclaimOutcome withLost(
            ReclaimOutcome outcome, Map<Long, Long> lost, HandoverTicket known, Instant claimed) {
        if (lost.isEmpty() || !outcome.usable().isPresent()) {
            return outcome;
        }
        List<HandleOutcome> handles = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        List<String> found = new ArrayList<>();
        if (outcome instanceof ReclaimOutcome.ResumedWithGap gap) {
            unknown.addAll(gap.gap().unknown());
            found.addAll(gap.gap().found());
        }
        for (HandleOutcome handle : outcome.handles()) {
            Long count = lost.get(handle.handleId());
            handles.add(count == null ? handle : handle.withUnknown(overflowed(count)));
        }
        lost.forEach((handle, count) -> unknown.add("handle " + handle + ": " + overflowed(count)));
        return new ReclaimOutcome.ResumedWithGap(
                outcome.usable().get(), handles, new Gap(known.issued(), claimed, found, unknown));
    }

    private static String overflowed(long count) {
        return count + " events that came while older ones were told first: there was no room for them";
    }
}
