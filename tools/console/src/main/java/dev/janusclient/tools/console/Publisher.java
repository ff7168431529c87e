// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.console;

import dev.janusclient.tools.model.JsonText;
import dev.janusclient.tools.model.ProblemException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a view's topics again and again, once for all pages, and gives them what changed. While no page is open it reads nothing. A
 * topic that can't be read is named in the topic {@code problems}, with the sentence to show.
 */
final class Publisher implements AutoCloseable {
    static final int MAX_WATCHERS = 32;
    private static final String PROBLEMS = "problems";

    private final View view;
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private final Map<String, String> last = new LinkedHashMap<>();

    /** Of the reader's thread. */
    private final Map<String, String> problems = new LinkedHashMap<>();

    private final ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "janus-console-reader");
        thread.setDaemon(true);
        return thread;
    });

    /** @param interval between the end of one reading and the beginning of the next */
    Publisher(View view, Duration interval) {
        this.view = view;
        var unused = reader.scheduleWithFixedDelay(this::read, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A watcher that has what is known so far; null if there are too many already. */
    @Nullable Watcher join() {
        Watcher watcher = new Watcher();
        synchronized (last) {
            if (watchers.size() >= MAX_WATCHERS) {
                return null;
            }
            last.forEach(watcher::put);
            watchers.add(watcher);
        }
        readSoon();
        return watcher;
    }

    void leave(Watcher watcher) {
        watchers.remove(watcher);
    }

    /** Reads before its time: something was done. */
    void readSoon() {
        try {
            reader.execute(this::read);
        } catch (RejectedExecutionException e) {
            // It is closed, and no page is open.
        }
    }

    private void read() {
        if (watchers.isEmpty()) {
            return;
        }
        for (View.Topic topic : view.topics()) {
            try {
                publish(topic.name(), JsonText.compact(topic.source().read()));
                problems.remove(topic.name());
            } catch (ProblemException e) {
                problems.put(topic.name(), String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                // The other topics go on; a schedule would end with it.
                problems.put(topic.name(), Requests.DEFECT + e);
            }
            publish(PROBLEMS, JsonText.compact(problems));
        }
    }

    private void publish(String topic, String json) {
        synchronized (last) {
            if (!json.equals(last.put(topic, json))) {
                watchers.forEach(watcher -> watcher.put(topic, json));
            }
        }
    }

    @Override
    public void close() {
        reader.shutdownNow();
        watchers.forEach(Watcher::close);
    }
}
