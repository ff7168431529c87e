package dev.janusclient;

import dev.janusclient.JanusPlugin.ProbeResult;
import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.handover.ForwardedMail;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.message.JanusMessage;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import dev.janusclient.recovery.Gap;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.recovery.MissedEvent;
import dev.janusclient.recovery.Resync;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Settles what happened to a claimed session while nobody here listened: tells its handles what the witnesses heard, lets
 * them find out what they can where no witness heard everything, and draws up the outcome.
 */
final class GapReport {
    private record Replay(@Nullable HandleStory to, @Nullable Instant at, JanusMessage message) {}

    private final JanusSession session;
    private final HandoverTicket known;
    private final Instant claimed;
    private final Witnesses witnesses;
    private final Map<Long, HandleStory> stories = new LinkedHashMap<>();
    private final List<String> unknown = new ArrayList<>();
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
    }

    CompletableFuture<ReclaimOutcome> settle() {
        boolean everything = witnesses.mailIsComplete() || witnesses.best().complete();
        // Mail that lacks something is worth less than a journal that lacks nothing.
        ForwardedMail mail = witnesses.mail();
        List<Replay> missed =
                mail != null && (witnesses.mailIsComplete() || !witnesses.best().complete())
                        ? fromMail(mail.tail())
                        : fromJournal();
        missed.forEach(this::tell);
        session.caughtUp();
        if (everything && unknown.isEmpty()) {
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
            unknown.add(why);
            return missed;
        }
        for (JournalReplay.Missed one : found) {
            // Never before what came first on the same handle, whatever the clock says.
            latest = one.at().isAfter(latest) ? one.at() : latest;
            missed.add(new Replay(story, latest, one.message()));
        }
        story.unknown(replay.untold());
        unknown.addAll(replay.untold());
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
        CompletableFuture<Resync> asked;
        try {
            asked = handle.resync(witnesses.facts(handle.handleId()));
        } catch (JanusProtocolException e) {
            asked = CompletableFuture.completedFuture(unclear(e));
        }
        return asked.exceptionally(failure -> unclear(SessionReclaimer.cause(failure)))
                .thenAccept(now -> {
                    for (Resync.Implied event : now.implied()) {
                        handle.replay(message(handle, event), null);
                    }
                    story.replayed(now.implied().size());
                    story.found(now.found());
                    story.unknown(now.unknown());
                });
    }

    private static Resync unclear(Throwable why) {
        return Resync.unknown("how the handle is now: " + why.getMessage());
    }

    private static JanusMessage message(JanusPlugin handle, Resync.Implied event) {
        Jsep jsep = event.jsep();
        return JanusMessage.event(
                handle.session().id(),
                handle.handleId(),
                handle.plugin(),
                event.data(),
                jsep == null ? null : Json.encode(Jsep.class, jsep));
    }

    private ReclaimOutcome outcome(@Nullable String proof) {
        List<HandleOutcome> handles =
                stories.values().stream().map(HandleStory::outcome).collect(Collectors.toCollection(ArrayList::new));
        for (HandleTicket ticket : known.handles()) {
            if (!stories.containsKey(ticket.handleId())) {
                handles.add(strange(ticket));
            }
        }
        handles.sort(Comparator.comparingLong(HandleOutcome::handleId));
        return proof != null
                ? new ReclaimOutcome.Resumed(session, handles, proof)
                : new ReclaimOutcome.ResumedWithGap(session, handles, gap(handles));
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
        List<String> open = new ArrayList<>();
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
}
