// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.reclaim;

import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.internal.recovery.Alignment;
import dev.janusclient.recovery.Findings;
import dev.janusclient.recovery.LostReason;
import dev.janusclient.recovery.MissedEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one server sent, in order. One log for all its sessions: what a room tells one participant, event handlers tell of
 * another's handle.
 */
final class JournalLog {
    /**
     * How long before its ticket an owner may have lost its connection without noticing, in ms: a dead connection is noticed
     * in less, and clocks differ.
     */
    static final long UNDETECTED_LOSS_WINDOW = 20_000;

    /** What of another's handle tells its plugin something to say: descriptions, and whether its PeerConnection is up. */
    private static final Set<Integer> TELLING = Set.of(JournalEntry.JSEP, JournalEntry.WEBRTC);

    private final EventJournal.Limits limits;
    private final ArrayDeque<JournalEntry> entries = new ArrayDeque<>();

    /** Everything that came since then was understood, by the clock that never runs backwards. */
    private long understood;

    /** Everything that was sent since then was kept, in milliseconds since 1970, by the server's clock. */
    private long kept = Long.MIN_VALUE;

    private long bytes;
    private boolean overflowed;
    private boolean unreadable;

    /** By the clock that never runs backwards. */
    private long lastHeard = Long.MIN_VALUE;

    private long newest;

    /** From the server's clock to the one that never runs backwards: the least time that an event seemed to be on its way. */
    private long behind = Long.MAX_VALUE;

    /** @param since from when on it receives everything, in milliseconds of the monotonic clock that all methods are called with */
    JournalLog(EventJournal.Limits limits, long since) {
        this.limits = limits;
        this.understood = since;
    }

    /**
     * Takes an event.
     *
     * @return by how many bytes this has grown; less than zero if older events had to go
     */
    synchronized long add(JournalEntry entry, long now) {
        lastHeard = now;
        behind = Math.min(behind, now - entry.at());
        newest = Math.max(newest, entry.at());
        if (!entry.worthKeeping()) {
            return 0;
        }
        long before = bytes;
        JournalEntry kept = entry.alone();
        entries.addLast(kept);
        bytes += kept.bytes();
        if (entries.size() > limits.events()) {
            overflowed = true;
            letGo();
        }
        while (!entries.isEmpty()
                && entries.getFirst().at() < newest - limits.age().toMillis()) {
            letGo();
        }
        return bytes - before;
    }

    /** How much memory the events take, as it is counted. */
    synchronized long bytes() {
        return bytes;
    }

    /**
     * Lets go of the oldest event because it takes too much memory.
     *
     * @return how many bytes that frees; 0 if there is no event
     */
    synchronized long letGoForBytes() {
        if (entries.isEmpty()) {
            return 0;
        }
        overflowed = true;
        return letGo();
    }

    /** An event came that can't be read. */
    synchronized void unreadable(long now) {
        unreadable = true;
        understood = Math.max(understood, now + 1);
    }

    private long letGo() {
        JournalEntry oldest = entries.removeFirst();
        kept = Math.max(kept, oldest.at() + 1);
        bytes -= oldest.bytes();
        return oldest.bytes();
    }

    /** Whether nothing has come for long enough since a moment. */
    synchronized boolean hasBeenQuiet(long since, long now) {
        return now - Math.max(since, lastHeard) >= limits.quiet().toMillis();
    }

    /** Whether something has come that was sent after a moment, so that nothing older can follow. */
    synchronized boolean reportedSince(long moment) {
        return behind != Long.MAX_VALUE && newest + behind > moment;
    }

    /** The time by the server's clock, or a little before; certainly after everything if the server has sent nothing yet. */
    private long atServer(long time) {
        return behind == Long.MAX_VALUE ? Long.MAX_VALUE : time - behind;
    }

    /** This machine's wall clock is not asked: it may be set while the journal runs, and differ from all others. */
    synchronized Findings findings(String name, HandoverTicket ticket, String stillComing, long now) {
        List<String> notes = new ArrayList<>();
        if (!stillComing.isEmpty()) {
            notes.add(name + " may lag behind: " + stillComing);
        }
        long issued = ticket.issuedAtMillis();
        long began = beginning(ticket.sessionId());
        boolean ahead = issued - atServer(now) > Alignment.MAX_CLOCK_SKEW;
        if (ahead || began > issued + Alignment.MAX_CLOCK_SKEW) {
            // What its owner has heard can't be found among the events by their times.
            notes.add(name + " can't tell what was missed: the clock of the ticket's owner is at least "
                    + (ahead ? issued - atServer(now) + " ms ahead of" : began - issued + " ms behind") + " Janus's");
            return new Findings(false, List.of(), Map.of(), notes, fate(ticket));
        }
        if (atServer(lastHeard) < issued) {
            notes.add(name + " has received nothing since the ticket; it may not be receiving events any more");
        }
        long complete = Math.max(kept, atServer(understood));
        boolean late = complete > issued - UNDETECTED_LOSS_WINDOW;
        if (late && unreadable) {
            notes.add(name + " got an event that it could not read");
        } else if (late && began == Long.MIN_VALUE) {
            notes.add(
                    overflowed
                            ? name + " had to let go of events: more came than it keeps"
                            : name + " began to listen at " + Instant.ofEpochMilli(complete)
                                    + ", too late to know everything since the ticket");
        }
        return new Findings(notes.isEmpty(), events(ticket), Map.of(), notes, fate(ticket));
    }

    /** When a session was created, by the server's clock; {@link Long#MIN_VALUE} if that is not known. */
    private long beginning(long session) {
        return entries.stream()
                .filter(entry -> entry.type() == JournalEntry.SESSION
                        && entry.session() == session
                        && "created".equals(entry.event().string("name")))
                .mapToLong(JournalEntry::at)
                .findFirst()
                .orElse(Long.MIN_VALUE);
    }

    /** All of the ticket's handles, from their beginning; and of other handles what may concern these. */
    private List<MissedEvent> events(HandoverTicket ticket) {
        Set<Long> own = new HashSet<>();
        Set<String> plugins = new HashSet<>();
        for (HandleTicket handle : ticket.handles()) {
            own.add(handle.handleId());
            plugins.add(handle.plugin());
        }
        Set<Long> speaking = new HashSet<>(own);
        for (JournalEntry entry : entries) {
            if (entry.plugin() != null && plugins.contains(entry.plugin())) {
                speaking.add(entry.handle());
            }
        }
        List<MissedEvent> events = new ArrayList<>();
        for (JournalEntry entry : entries) {
            boolean ours = entry.session() == ticket.sessionId() && own.contains(entry.handle());
            boolean theirs = entry.plugin() == null
                    ? TELLING.contains(entry.type()) && speaking.contains(entry.handle())
                    : plugins.contains(entry.plugin());
            if (ours || theirs) {
                events.add(new MissedEvent(
                        entry.handle(),
                        Instant.ofEpochMilli(entry.at()),
                        MissedEvent.Form.FROM_EVENT_HANDLER,
                        entry.whole()));
            }
        }
        return events;
    }

    /** What ended the session: the first thing that did. */
    private @Nullable LostReason fate(HandoverTicket ticket) {
        LostReason fate = null;
        for (JournalEntry entry : entries) {
            if (entry.type() == JournalEntry.SESSION && entry.session() == ticket.sessionId()) {
                String what = String.valueOf(entry.event().string("name"));
                if (fate == null && what.equals("timeout")) {
                    fate = LostReason.EXPIRED;
                } else if (fate == null && what.equals("destroyed")) {
                    fate = LostReason.DESTROYED;
                }
            } else if (entry.type() == JournalEntry.CORE
                    && isEndOrBeginning(entry)
                    && entry.at() > ticket.issuedAtMillis()) {
                // A server that goes down ends its sessions in an orderly way first.
                return fate == LostReason.EXPIRED ? fate : LostReason.SERVER_RESTARTED;
            }
        }
        return fate;
    }

    private static boolean isEndOrBeginning(JournalEntry entry) {
        return entry.subtype() == 2 || "started".equals(entry.event().string("status"));
    }
}
