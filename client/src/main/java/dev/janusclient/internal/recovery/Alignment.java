// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.recovery;

import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandleTicket.EventFingerprint;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which of a handle's events its last owner has not received. What an owner receives is the beginning of what is
 * sent, so there is a cut; the events that the owner noted last say where. It is the cut before which the last
 * events look most like the notes: by their names, what they say, and where that leaves a choice by their times. Events of the
 * core and of a plugin may change places around it.
 */
public final class Alignment {
    /** How far the clocks of Janus and owners may differ, in milliseconds. */
    public static final long MAX_CLOCK_SKEW = 2_000;

    /**
     * How long before its ticket an owner may have lost its connection without noticing, in milliseconds. What is older
     * it has received.
     */
    static final long UNDETECTED_LOSS_WINDOW = 20_000;

    /** What an event counts that is here and not there. Larger than what clocks that differ add up to. */
    private static final long UNMATCHED_COST = 4 * MAX_CLOCK_SKEW;

    /**
     * What a note counts whose time says nothing and that no event fits which says the same. Not more than times do that are right,
     * however many such notes there are.
     */
    private static final long UNTIMED_COST = MAX_CLOCK_SKEW / (10 * HandleTicket.MAX_RECENT);

    /** What an event counts that says something else here than there: it may be a part that is not known here. */
    private static final long DIFFERENT_CONTENT_COST = 2 * MAX_CLOCK_SKEW;

    /**
     * An event that was sent.
     *
     * @param name what an {@link EventFingerprint} of it would be named; null if that is not known, and so not what the owner
     *     noted either
     * @param type what it decodes to: tickets of version 1 name events by it; null if that is not known
     * @param at milliseconds since 1970, by Janus's clock
     * @param content stands for what it says, as in {@link EventFingerprint}; null if that is not known
     * @param certain whether it was sent to the owner at all; what may not have been need not be among the notes
     */
    public record Candidate(
            @Nullable String name, @Nullable Class<?> type, long at, @Nullable Integer content, boolean certain) {
        boolean is(EventFingerprint note) {
            return note.isOf(name, type);
        }
    }

    private final List<Candidate> reported;
    private final List<EventFingerprint> noted;
    private final long from;

    /** How many notes are kept: if there are fewer, they are all there ever was. */
    private final boolean all;

    /** The place of the first note whose time counts. */
    private final int timed;

    private Alignment(List<Candidate> reported, List<EventFingerprint> noted, long issuedAt) {
        this.reported = reported;
        this.noted = noted;
        this.from = issuedAt - UNDETECTED_LOSS_WINDOW;
        this.all = noted.size() < HandleTicket.MAX_RECENT;
        this.timed = firstTimed(issuedAt);
    }

    /**
     * Notes that are older than the events which are compared need not fit one. Notes that are later than those behind them are an
     * earlier owner's, whose clock differs.
     */
    private int firstTimed(long issuedAt) {
        int place = noted.size();
        long after = issuedAt;
        while (place > 0) {
            long at = noted.get(place - 1).at();
            if (at < from || at > after + MAX_CLOCK_SKEW) {
                break;
            }
            after = at;
            place--;
        }
        return place;
    }

    /**
     * Which events were not heard.
     *
     * @param reported everything that is known to have been sent, in order
     * @param noted what the owner heard last, in order
     * @param issuedAt when the owner wrote that down, in milliseconds since 1970, by its clock
     * @return their places in {@code reported}
     */
    public static List<Integer> missed(List<Candidate> reported, List<EventFingerprint> noted, long issuedAt) {
        return new Alignment(reported, noted, issuedAt).missed(issuedAt);
    }

    private List<Integer> missed(long issuedAt) {
        int first = 0;
        while (first < reported.size() && reported.get(first).at() < from) {
            first++;
        }
        int last = first;
        while (last < reported.size() && reported.get(last).at() <= issuedAt + MAX_CLOCK_SKEW) {
            last++;
        }
        if (noneFits(first, last)) {
            return new Match(first, cutByTime(first, last)).missed();
        }
        int best = first;
        long least = Long.MAX_VALUE;
        for (int cut = first; cut <= last; cut++) {
            long cost = new Match(first, cut).cost();
            if (cost < least) {
                least = cost;
                best = cut;
            }
        }
        return new Match(first, best).missed();
    }

    private boolean noneFits(int first, int last) {
        for (Candidate event : reported.subList(first, last)) {
            for (EventFingerprint note : noted) {
                if (event.is(note)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What was sent up to the last note, which is of something else, was received. */
    private int cutByTime(int first, int last) {
        int cut = first;
        while (!all
                && cut < last
                && reported.get(cut).at() <= noted.get(noted.size() - 1).at()) {
            cut++;
        }
        return cut;
    }

    /** What fits if the owner has heard everything before a cut. */
    private final class Match {
        private final int first;
        private final int cut;
        private final BitSet heard = new BitSet();
        private long cost;

        Match(int first, int cut) {
            this.first = first;
            this.cut = cut;
            for (int i = noted.size() - 1; i >= 0; i--) {
                EventFingerprint note = noted.get(i);
                int found = last(note);
                if (found >= 0) {
                    heard.set(found);
                }
                Candidate event = found < 0 ? null : reported.get(found);
                cost += i < timed ? untimed(note, event) : timed(note, event);
            }
            cost += UNMATCHED_COST * unmatched().size();
        }

        /** The last event before the cut that has a note's name and no later note; -1 if there is none. */
        private int last(EventFingerprint note) {
            int place = cut - 1;
            while (place >= first && (heard.get(place) || !reported.get(place).is(note))) {
                place--;
            }
            return place < first ? -1 : place;
        }

        long cost() {
            return cost;
        }

        private static long timed(EventFingerprint note, @Nullable Candidate event) {
            if (event == null) {
                return UNMATCHED_COST;
            }
            long apart = Math.min(Math.abs(note.at() - event.at()), MAX_CLOCK_SKEW);
            return saysSomethingElse(note, event) ? DIFFERENT_CONTENT_COST + apart : apart;
        }

        private static long untimed(EventFingerprint note, @Nullable Candidate event) {
            if (event == null || event.content() == null) {
                return UNTIMED_COST;
            }
            return saysSomethingElse(note, event) ? DIFFERENT_CONTENT_COST : 0;
        }

        private static boolean saysSomethingElse(EventFingerprint note, Candidate event) {
            Integer content = event.content();
            return content != null && content != note.content();
        }

        /** What was sent before the cut, at a time that the notes cover, and is not in them. */
        private List<Integer> unmatched() {
            List<Integer> unmatched = new ArrayList<>();
            int covered = all ? first : heard.nextSetBit(0);
            for (int i = covered < 0 ? cut : covered; i < cut; i++) {
                if (!heard.get(i)
                        && reported.get(i).name() != null
                        && reported.get(i).certain()) {
                    unmatched.add(i);
                }
            }
            return unmatched;
        }

        List<Integer> missed() {
            List<Integer> missed = unmatched();
            for (int i = cut; i < reported.size(); i++) {
                missed.add(i);
            }
            return missed;
        }
    }
}
