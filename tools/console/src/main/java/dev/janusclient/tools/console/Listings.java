// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.console;

import dev.janusclient.tools.model.Directory;
import dev.janusclient.tools.model.DirectoryReader;
import dev.janusclient.tools.model.HandleSummary;
import dev.janusclient.tools.model.Owners;
import dev.janusclient.tools.model.ProblemException;
import dev.janusclient.tools.model.ProblemException.Kind;
import dev.janusclient.tools.model.SessionSummary;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sessions and handles of a server, read once for all pages that are open. A page gets the rows that it shows, so that neither its
 * memory nor what it has to read depends on how many there are. The ownership store is asked only for these rows.
 *
 * <p>Threading: any thread.
 */
final class Listings {
    /** How many rows a page shows at once. */
    static final int MAX_ROWS = 100;

    /** Reading 10,000 sessions takes 20,000 requests: they take no more than a fifth of the time. */
    private static final int PAUSE = 4;

    private final Supplier<DirectoryReader> reader;
    private final @Nullable Owners owners;
    private @Nullable Directory directory;
    private long readings;
    private long nextReading;
    private volatile boolean outdated;

    /** @param owners null if there is no ownership store */
    Listings(Supplier<DirectoryReader> reader, @Nullable Owners owners) {
        this.reader = reader;
        this.owners = owners;
    }

    /**
     * How many there are.
     *
     * @param reading another number if what is listed was read again
     */
    record Counts(int sessions, int handles, long reading) {}

    /** Reads them again, unless that was done too short a time ago. */
    synchronized Counts refresh() {
        Directory now = directory;
        if (now == null || outdated || System.nanoTime() - nextReading >= 0) {
            outdated = false;
            long begun = System.nanoTime();
            now = reader.get().read();
            long ended = System.nanoTime();
            nextReading = ended + PAUSE * (ended - begun);
            directory = now;
            readings++;
        }
        return new Counts(now.sessions().size(), now.handles().size(), readings);
    }

    /** Another number if they were read again. */
    synchronized long reading() {
        return readings;
    }

    /** Something was done: they are read again with the next {@link #refresh()}. */
    void expire() {
        outdated = true;
    }

    View.Listing part(View.ListQuery query) {
        Directory now = last();
        return switch (query.of()) {
            case "sessions" -> sessions(now, query);
            case "handles" -> handles(now.handles(), query);
            case "owners" -> owned(now, query);
            default -> throw new ProblemException(Kind.BAD_INPUT, "There is no list of '" + query.of() + "'.");
        };
    }

    private synchronized Directory last() {
        Directory now = directory;
        if (now == null) {
            var unused = refresh();
            now = directory;
        }
        return now == null ? new Directory(List.of(), List.of()) : now;
    }

    private View.Listing sessions(Directory all, View.ListQuery query) {
        List<SessionSummary> wanted = query.orphans()
                ? all.sessions().stream()
                        .filter(each -> Boolean.TRUE.equals(each.orphan()))
                        .toList()
                : all.sessions();
        List<SessionSummary> rows = rows(wanted, query.from());
        Owners store = owners;
        return new View.Listing(
                wanted.size(),
                start(wanted.size(), query.from()),
                store == null ? rows : rows.stream().map(store::addTo).toList());
    }

    private static View.Listing handles(List<HandleSummary> all, View.ListQuery query) {
        String search = query.search();
        List<HandleSummary> wanted = search.isEmpty()
                ? all
                : all.stream().filter(each -> each.matches(search)).toList();
        return new View.Listing(wanted.size(), start(wanted.size(), query.from()), rows(wanted, query.from()));
    }

    /** Of the sessions at Janus, so many at a time, those that the store knows. */
    private View.Listing owned(Directory all, View.ListQuery query) {
        Owners store = owners;
        if (store == null) {
            return new View.Listing(0, 0, List.of());
        }
        List<Long> ids = rows(all.sessions(), query.from()).stream()
                .map(SessionSummary::sessionId)
                .toList();
        return new View.Listing(all.sessions().size(), start(all.sessions().size(), query.from()), store.sessions(ids));
    }

    private static <T> List<T> rows(List<T> all, int from) {
        int start = start(all.size(), from);
        return all.subList(start, Math.min(all.size(), start + MAX_ROWS));
    }

    /** Where the page begins: the last one if there are not as many any more. */
    private static int start(int total, int from) {
        return Math.min(from, Math.max(0, total - 1)) / MAX_ROWS * MAX_ROWS;
    }
}
