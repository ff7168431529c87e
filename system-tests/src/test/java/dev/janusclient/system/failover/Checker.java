// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.failover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares what the members wrote down with what was on the wire, and with what happened in the rooms. */
final class Checker {
    /**
     * A request that was seen on the wire on its way to Janus.
     *
     * @param member whose wire
     */
    record Command(long nanoTime, String member, long session, String transaction) {}

    private final List<Journal.Line> lines;
    private final long margin;
    private final List<String> violations = new ArrayList<>();
    private long commands;
    private long late;
    private long events;
    private long replayed;
    private long excused;

    /**
     * @param lines of all members
     * @param lease of the members, which stop commanding a third of it before it can have expired
     */
    Checker(List<Journal.Line> lines, Duration lease) {
        this.lines = new ArrayList<>(lines);
        this.lines.sort((a, b) -> Long.compare(a.nanoTime(), b.nanoTime()));
        margin = lease.toNanos() / 3;
    }

    List<String> violations() {
        return violations;
    }

    /** How many requests for sessions were on the wire. */
    long commands() {
        return commands;
    }

    /**
     * How many of them were let through in time and were on the wire only after the next owner had the session, because the process or its
     * machine did not run for a third of the lease in between: no client can prevent that.
     */
    long late() {
        return late;
    }

    /** How many events were delivered as they happened, of those that were caused. */
    long events() {
        return events;
    }

    /** How many events were delivered by a later owner, which had them from the event handlers. */
    long replayed() {
        return replayed;
    }

    /** How many events were missed while the session had no owner, or its owner could not be reached, and were reported as that. */
    long excused() {
        return excused;
    }

    /** Each epoch of a session has one owner, and no request of an epoch is let through, or on the wire, once another has a later epoch. */
    void checkOwners(List<Command> wire) {
        Map<Long, List<Journal.Line>> owned = new HashMap<>();
        Map<String, String> owners = new HashMap<>();
        Map<String, Journal.Line> sent = new HashMap<>();
        for (Journal.Line line : lines) {
            if (line.what().equals("owns")) {
                owned.computeIfAbsent(line.session(), id -> new ArrayList<>()).add(line);
                String epoch = line.session() + " at epoch " + line.detail();
                String before = owners.putIfAbsent(epoch, line.life());
                if (before != null && !before.equals(line.life())) {
                    violations.add("session " + epoch + " was given to " + before + " and to " + line.life());
                }
            } else if (line.what().equals("sends")) {
                sent.put(line.detail().split(" ", 3)[1], line);
            }
        }
        for (Command command : wire) {
            commands++;
            Journal.Line line = sent.get(command.transaction());
            if (line == null) {
                violations.add("session " + command.session() + ": " + command + " is in no journal");
            } else {
                checkCommand(command, line, owned.getOrDefault(command.session(), List.of()));
            }
        }
    }

    private void checkCommand(Command command, Journal.Line sent, List<Journal.Line> owned) {
        long epoch = Long.parseLong(sent.detail().split(" ", 2)[0]);
        for (Journal.Line next : owned) {
            boolean later =
                    Long.parseLong(next.detail()) > epoch && !next.life().equals(sent.life());
            if (!later || next.nanoTime() - command.nanoTime() >= 0) {
                continue;
            }
            if (next.nanoTime() - sent.nanoTime() > 0 && command.nanoTime() - sent.nanoTime() > margin) {
                late++;
            } else {
                violations.add("session " + command.session() + ": " + sent.life() + " commanded at epoch " + epoch
                        + ", "
                        + (command.nanoTime() - next.nanoTime()) / 1_000 + " µs after " + next.life() + " had epoch "
                        + next.detail() + " and " + (command.nanoTime() - sent.nanoTime()) / 1_000
                        + " µs after it was let through: " + command);
            }
            return;
        }
    }

    /**
     * A session in a room gets each event of that room, or the outcome of its next claim reports a gap, and no later event came before that
     * claim.
     */
    void checkEvents(List<RoomEvents.Tick> ticks) {
        Map<Long, NavigableMap<Long, Journal.Line>> bySession = new HashMap<>();
        Map<Long, Set<String>> received = new HashMap<>();
        Map<Long, Set<String>> afterwards = new HashMap<>();
        for (Journal.Line line : lines) {
            if (line.what().equals("event")) {
                received.computeIfAbsent(line.session(), id -> new TreeSet<>()).add(line.detail());
            } else if (line.what().equals("replayed")) {
                afterwards
                        .computeIfAbsent(line.session(), id -> new TreeSet<>())
                        .add(line.detail());
            }
            if (line.what().equals("event") || line.what().equals("outcome") || isClaim(line)) {
                bySession.computeIfAbsent(line.session(), id -> new TreeMap<>()).put(line.nanoTime(), line);
            }
        }
        for (Journal.Line member : lines) {
            if (!member.what().equals("joined")) {
                continue;
            }
            String[] where = member.detail().split(" ", -1);
            for (RoomEvents.Tick tick : ticks) {
                boolean there = tick.before() > member.nanoTime()
                        && tick.server().equals(where[0])
                        && tick.kind().name().equals(where[1])
                        && String.valueOf(tick.room()).equals(where[3]);
                if (there && received.getOrDefault(member.session(), Set.of()).contains(tick.name())) {
                    events++;
                } else if (there
                        && afterwards.getOrDefault(member.session(), Set.of()).contains(tick.name())) {
                    replayed++;
                } else if (there) {
                    checkMissed(tick, member.session(), bySession.getOrDefault(member.session(), new TreeMap<>()));
                }
            }
        }
    }

    private void checkMissed(RoomEvents.Tick tick, long session, NavigableMap<Long, Journal.Line> history) {
        Journal.Line claim = null;
        Journal.Line later = null;
        for (Journal.Line line : history.values()) {
            if (line.what().equals("event")) {
                later = later == null && isLater(line, tick) ? line : later;
            } else if (line.what().equals("sends")) {
                claim = line;
            } else if (line.nanoTime() > tick.before()) {
                boolean gap = !line.detail().startsWith("Resumed 0");
                if (gap && claim != null && (later == null || later.nanoTime() > claim.nanoTime())) {
                    excused++;
                    return;
                }
                break;
            }
        }
        violations.add("session " + session + " did not get " + tick.name() + ", no gap was reported"
                + (later == null ? "" : ", and " + later.life() + " got " + later.detail()));
    }

    /** An event from before may be delivered afterwards, by a former owner that did not run in between. */
    private static boolean isLater(Journal.Line event, RoomEvents.Tick tick) {
        return event.nanoTime() > tick.after() && RoomEvents.number(event.detail()) >= RoomEvents.number(tick.name());
    }

    private static boolean isClaim(Journal.Line line) {
        return line.what().equals("sends") && line.detail().endsWith(" claim");
    }
}
