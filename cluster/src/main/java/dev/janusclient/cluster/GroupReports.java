// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.internal.log.LogBudget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a group reports to its application: the listener's calls, in order on a thread of their own, the measurements, and the last takeovers. */
final class GroupReports {
    private static final Logger log = LoggerFactory.getLogger(GroupReports.class);

    private final GroupListener listener;
    private final GroupMetrics metrics;
    private final LogBudget logs;
    private final ScheduledThreadPoolExecutor thread;
    private final Deque<GroupStatus.Takeover> takeovers = new ArrayDeque<>();
    private final AtomicLong lost = new AtomicLong();

    GroupReports(String member, GroupListener listener, GroupMetrics metrics, LogBudget logs) {
        this.listener = listener;
        this.metrics = metrics;
        this.logs = logs;
        this.thread = StoreThread.thread("janus-failover-" + member + "-listener");
    }

    void notifyListener(Consumer<GroupListener> event) {
        try {
            thread.execute(() -> {
                try {
                    event.accept(listener);
                } catch (RuntimeException e) {
                    logs.error(log, e, "a group's listener threw");
                }
            });
        } catch (RejectedExecutionException e) {
            LogBudget.debug(log, "the group is closed: {}", e.getMessage());
        }
    }

    void count(GroupMetrics.Counter counter, long by) {
        metrics.count(counter, by);
    }

    GroupMetrics metrics() {
        return metrics;
    }

    void takenOver(GroupStatus.Takeover takeover) {
        synchronized (takeovers) {
            takeovers.addFirst(takeover);
            if (takeovers.size() > GroupStatus.MAX_TAKEOVERS) {
                takeovers.removeLast();
            }
        }
        metrics.count(GroupMetrics.Counter.TAKEN_OVER, 1);
        metrics.time(GroupMetrics.Timer.TAKEOVER, takeover.took());
        notifyListener(to -> to.takenOver(takeover));
    }

    void lost() {
        lost.incrementAndGet();
        metrics.count(GroupMetrics.Counter.SESSIONS_LOST, 1);
    }

    long lostSessions() {
        return lost.get();
    }

    /** Newest first. */
    List<GroupStatus.Takeover> lastTakeovers() {
        synchronized (takeovers) {
            return new ArrayList<>(takeovers);
        }
    }

    /** Makes the calls that wait, and then no more. */
    void close() {
        thread.shutdown();
    }
}
