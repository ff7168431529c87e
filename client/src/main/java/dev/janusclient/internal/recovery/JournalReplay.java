// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.recovery;

import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.session.EventEmission;
import dev.janusclient.internal.session.HandleCore;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.ReplayTranslator;
import dev.janusclient.plugin.ReplayTranslator.Message;
import dev.janusclient.plugin.ReplayTranslator.ReplayItem;
import dev.janusclient.plugin.ReplayTranslator.Unreplayable;
import dev.janusclient.recovery.MissedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes of what a journal heard what one handle's owner missed: translates it, leaves out what the last owner has heard, and
 * what came to the new one live.
 */
final class JournalReplay {
    private final HandoverTicket known;
    private final Instant claimed;
    private final List<String> unreplayable = new ArrayList<>();

    JournalReplay(HandoverTicket known, Instant claimed) {
        this.known = known;
        this.claimed = claimed;
    }

    /** A message that was missed. */
    record Missed(Instant at, JanusMessage message) {}

    /** What was missed and can't be replayed, in sentences for a person. */
    List<String> unreplayable() {
        return List.copyOf(unreplayable);
    }

    /**
     * What the owner of a handle missed, in order.
     *
     * @param heard what event handlers sent
     * @param live what has come to the new owner and waits
     */
    List<Missed> of(HandleCore handle, List<MissedEvent> heard, List<JanusMessage> live) {
        HandleTicket ticket = known.handles().stream()
                .filter(one -> one.handleId() == handle.handleId())
                .findFirst()
                .orElseGet(() -> new HandleTicket(
                        handle.handleId(), handle.plugin(), handle.opaqueId(), null, null, List.of(), List.of()));
        List<ReplayItem> said = handle.kind()
                .replay()
                .translate(new ReplayTranslator.HandleContext(known.server(), ticket), heard)
                .items();
        List<Alignment.Candidate> told = new ArrayList<>();
        for (ReplayItem one : said) {
            told.add(aligned(handle, one));
        }
        List<Missed> missed = new ArrayList<>();
        for (int place : Alignment.missed(told, ticket.recent(), known.issuedAtMillis())) {
            ReplayItem one = said.get(place);
            if (one instanceof Message message) {
                missed.add(new Missed(message.at(), JanusMessage.of(message.json())));
            } else if (one instanceof Unreplayable vague) {
                unreplayable.add(vague.what());
            }
        }
        return missed.subList(0, missed.size() - comesLive(missed, live));
    }

    private static Alignment.Candidate aligned(HandleCore handle, ReplayItem told) {
        long at = told.at().toEpochMilli();
        if (told instanceof Message message) {
            EventEmission emission = handle.emission(JanusMessage.of(message.json()), false);
            return new Alignment.Candidate(emission.name(), emission.type(), at, emission.content(), true);
        }
        String tag = told instanceof Unreplayable vague ? vague.tag() : null;
        boolean certain = !(told instanceof Unreplayable vague) || vague.certain();
        Class<?> type = tag == null ? null : handle.kind().events().tags().get(tag);
        return new Alignment.Candidate(tag, type, at, null, certain);
    }

    /** How many of the last ones are the first of those that have come live: the journal heard them too. */
    private int comesLive(List<Missed> missed, List<JanusMessage> live) {
        for (int common = Math.min(missed.size(), live.size()); common > 0; common--) {
            int begin = missed.size() - common;
            boolean same = true;
            for (int i = 0; i < common && same; i++) {
                Missed one = missed.get(begin + i);
                same = one.at().plusMillis(Alignment.MAX_CLOCK_SKEW).isAfter(claimed)
                        && agree(one.message(), live.get(i));
            }
            if (same) {
                return common;
            }
        }
        return 0;
    }

    private static boolean agree(JanusMessage translated, JanusMessage sent) {
        return translated.kind() == sent.kind()
                && agree(plain(translated.data()), plain(sent.data()))
                && (translated.jsep() == null) == (sent.jsep() == null);
    }

    private static Optional<Object> plain(@Nullable RawJson json) {
        return json == null ? Optional.empty() : Optional.of(json.as(Object.class));
    }

    /** Whether two values say the same in everything that both say. */
    private static boolean agree(Object one, Object other) {
        if (one instanceof Optional<?> a && other instanceof Optional<?> b) {
            return a.isPresent() == b.isPresent() && (!a.isPresent() || agree(a.get(), b.get()));
        } else if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
            return a.entrySet().stream()
                    .allMatch(entry ->
                            !b.containsKey(entry.getKey()) || agreeOrNull(entry.getValue(), b.get(entry.getKey())));
        } else if (one instanceof List<?> a && other instanceof List<?> b) {
            boolean same = a.size() == b.size();
            for (int i = 0; same && i < a.size(); i++) {
                same = agreeOrNull(a.get(i), b.get(i));
            }
            return same;
        } else if (one instanceof Number a && other instanceof Number b) {
            return Double.compare(a.doubleValue(), b.doubleValue()) == 0;
        }
        return one.equals(other);
    }

    private static boolean agreeOrNull(@Nullable Object one, @Nullable Object other) {
        return (one == null || other == null) ? Objects.equals(one, other) : agree(one, other);
    }
}
