// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.reclaim;

import dev.janusclient.Subscription;
import dev.janusclient.admin.EventHandlerReceiver;
import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.worker.Scheduler;
import dev.janusclient.message.RawJson;
import dev.janusclient.recovery.Findings;
import dev.janusclient.recovery.GapSource;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what Janus's event handlers send, and so knows what was sent to a session while it had no owner. Janus drops such
 * events for the session's owner, not for its event handlers.
 *
 * <p>The event handler must send sessions, handles, jsep, webrtc, media, plugins and core ({@code events = "all"} does), and
 * send again what did not arrive: an event that the network lost leaves no trace here. A journal knows everything only if it
 * ran before the gap began; it says so if it did not, if it had to let go of what was needed, or if the clock of who wrote a ticket is
 * more than two seconds ahead of Janus's. This machine's wall clock does not count.
 *
 * <p>Threading: methods may be called from any thread. Futures complete on the library's workers. Events must come in Janus's order, so one event handler's bodies must
 * not be delivered in parallel.
 */
public final class EventJournal implements GapSource {
    private static final String SCHEMA = "janus-client.journal";
    private static final Logger LOG = LoggerFactory.getLogger(EventJournal.class);
    private static final Duration TICK = Duration.ofMillis(10);

    /**
     * How much is kept, and how long is waited.
     *
     * @param events how many events are kept of one server, at most
     * @param age how long an event is kept, at most; it should be longer than Janus keeps a session without an owner
     * @param quiet how long nothing may come before the journal takes itself to be up to date, if it has no admin API to ask
     * @param timeout how long it waits for that, at most
     * @param bytes how much memory all events together take, at most: each counts with twice its text and 256 bytes. Past it
     *     the oldest events of the server that takes most are let go, and the journal says that it does not know everything
     * @param servers of how many servers events are kept, at most; those of others are not, and a log line says so
     */
    public record Limits(int events, Duration age, Duration quiet, Duration timeout, long bytes, int servers) {
        /** 20,000 events, 15 minutes, 300 ms, 2 seconds, 64 MiB, 256 servers. */
        public static final Limits DEFAULTS =
                new Limits(20_000, Duration.ofMinutes(15), Duration.ofMillis(300), Duration.ofSeconds(2));

        public Limits {
            if (events < 1 || age.isNegative() || quiet.isNegative() || timeout.isNegative()) {
                throw new IllegalArgumentException("limits: at least one event, and no negative time");
            }
            if (bytes < 1 || servers < 1) {
                throw new IllegalArgumentException("limits: at least one byte and one server");
            }
        }

        /** With 64 MiB and 256 servers. */
        public Limits(int events, Duration age, Duration quiet, Duration timeout) {
            this(events, age, quiet, timeout, 64L << 20, 256);
        }
    }

    /** A mark that was made at Janus and is waited for here. */
    private record Mark(String server, CompletableFuture<String> heard, Scheduler scheduler) {
        /** Ends the wait where what follows can't hold up who delivers events. */
        void heardIt() {
            scheduler.once(Duration.ZERO, () -> heard.complete(""));
        }
    }

    private final Limits limits;
    private final LongSupplier nanoTime;
    private final @Nullable JanusAdmin admin;
    private final Map<String, JournalLog> logs = new ConcurrentHashMap<>();
    private final LogBudget budget = new LogBudget(System::nanoTime);
    private final Map<String, Mark> marks = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private final long since;

    /** @param nanoTime a clock that never runs backwards */
    EventJournal(Limits limits, LongSupplier nanoTime, @Nullable JanusAdmin admin) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.admin = admin;
        this.since = now();
    }

    /** A journal that takes itself to be up to date once it is quiet. */
    public static EventJournal create() {
        return create(Limits.DEFAULTS);
    }

    /** As {@link #create()}, with limits of one's own. */
    public static EventJournal create(Limits limits) {
        return new EventJournal(limits, System::nanoTime, null);
    }

    /**
     * A journal that knows when it is up to date: it has Janus tell a mark to its event handlers ({@code custom_event}) and
     * waits until it comes here. Quicker than waiting for quiet, and certain; for the journal of one server.
     */
    public static EventJournal create(Limits limits, JanusAdmin admin) {
        return new EventJournal(limits, System::nanoTime, admin);
    }

    @Override
    public String name() {
        return "the journal of Janus's event handlers";
    }

    /** Takes everything a receiver gets from now on. */
    public Subscription listenTo(EventHandlerReceiver receiver) {
        return receiver.onJson(this::accept);
    }

    /**
     * Takes one event as an event handler sent it.
     *
     * @param event the whole of it, with type and timestamp
     */
    public void accept(RawJson event) {
        JournalEntry entry;
        try {
            entry = JournalEntry.of(event);
        } catch (JanusProtocolException e) {
            // It may be what a session missed: from here on this journal does not know everything.
            String emitter = event.string("emitter");
            JournalLog log = logOf(emitter == null ? "" : emitter);
            if (log != null) {
                log.unreadable(now());
            }
            return;
        }
        if (entry == null) {
            return;
        }
        if (entry.type() == JournalEntry.EXTERNAL) {
            heardMark(entry);
        }
        JournalLog log = logOf(entry.server());
        if (log != null) {
            bytes.addAndGet(log.add(entry, now()));
            makeRoom();
        }
    }

    /** The server that takes most gives way: one that is loud does not push out what others sent. */
    private void makeRoom() {
        while (bytes.get() > limits.bytes()) {
            JournalLog largest = Collections.max(logs.values(), Comparator.comparingLong(JournalLog::bytes));
            long freed = largest.letGoForBytes();
            if (freed == 0) {
                return;
            }
            bytes.addAndGet(-freed);
            budget.warn(LOG, "events are let go: they take more than {} bytes", limits.bytes());
        }
    }

    /** How much memory the events take, as it is counted. */
    long bytes() {
        return bytes.get();
    }

    /** The events of one server; null for one more than a journal keeps: whoever makes names up must not fill the memory. */
    private @Nullable JournalLog logOf(String emitter) {
        JournalLog known = logs.get(emitter);
        if (known != null || logs.size() < limits.servers()) {
            return known != null ? known : logs.computeIfAbsent(emitter, server -> new JournalLog(limits, since));
        }
        budget.warn(LOG, "events of more than {} servers are not kept: '{}'", limits.servers(), emitter);
        return null;
    }

    /** Of how many servers it keeps events. */
    int servers() {
        return logs.size();
    }

    /** Milliseconds of a clock that never runs backwards. */
    private long now() {
        return nanoTime.getAsLong() / 1_000_000;
    }

    private void heardMark(JournalEntry entry) {
        RawJson data = entry.event().member("data");
        String id = data == null || !SCHEMA.equals(entry.event().string("schema")) ? null : data.string("mark");
        Mark mark = id == null ? null : marks.get(id);
        if (mark != null && mark.server().equals(entry.server())) {
            mark.heardIt();
        }
    }

    @Override
    public CompletableFuture<Findings> query(HandoverTicket ticket) {
        String server = ticket.server().name();
        return (admin == null ? quiet(server) : marked(admin, server)).thenApply(behind -> findings(ticket, behind));
    }

    private Findings findings(HandoverTicket ticket, String behind) {
        JournalLog log = logs.get(ticket.server().name());
        if (log == null) {
            return new Findings(
                    false,
                    List.of(),
                    Map.of(),
                    List.of(name() + " has received nothing from Janus '"
                            + ticket.server().name() + "'"),
                    null);
        }
        return log.findings(name(), ticket, behind, now());
    }

    /** Ends with what is wrong; empty if everything that was sent before has come. */
    private CompletableFuture<String> marked(JanusAdmin asked, String server) {
        String id = UUID.randomUUID().toString();
        CompletableFuture<String> heard = new CompletableFuture<>();
        Scheduler scheduler = Scheduler.system();
        marks.put(id, new Mark(server, heard, scheduler));
        scheduler.once(
                limits.timeout(),
                () -> heard.complete("a mark that was made at Janus did not come within "
                        + limits.timeout().toMillis() + " ms"));
        asked.customEvent(SCHEMA, RawJson.of("{\"mark\":\"" + id + "\"}")).whenComplete((done, failure) -> {
            if (failure != null) {
                heard.complete("no mark could be made at Janus: " + failure.getMessage());
            }
        });
        return heard.whenComplete((behind, failure) -> {
            marks.remove(id);
            scheduler.close();
        });
    }

    /** The same without an admin API: waits until nothing comes any more, or something comes that was sent just now. */
    private CompletableFuture<String> quiet(String server) {
        long begun = now();
        CompletableFuture<String> still = new CompletableFuture<>();
        Scheduler scheduler = Scheduler.system();
        scheduler.every(TICK, () -> {
            JournalLog log = logs.get(server);
            long now = now();
            if (log != null && (log.hasBeenQuiet(begun, now) || log.reportedSince(begun))) {
                still.complete("");
            } else if (now - begun > limits.timeout().toMillis()) {
                still.complete(log == null ? "" : "events were still coming after " + (now - begun) + " ms");
            }
        });
        return still.whenComplete((behind, failure) -> scheduler.close());
    }
}
