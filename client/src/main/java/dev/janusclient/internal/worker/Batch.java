// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tasks that a thread of a driver collects while it reads, so that one wake-up serves all of them. One per thread. */
final class Batch {
    private static final ThreadLocal<Batch> CURRENT = ThreadLocal.withInitial(Batch::new);

    private final List<Runnable> tasks = new ArrayList<>();
    private @Nullable LeaderPool pool;

    private Batch() {}

    static void begin(LeaderPool pool) {
        Batch batch = CURRENT.get();
        if (batch.pool != pool) {
            batch.submit();
            batch.pool = pool;
        }
    }

    static void end() {
        CURRENT.get().submit();
    }

    /** Collects a task; false if this thread collects none for this pool. */
    static boolean add(LeaderPool pool, Runnable task) {
        Batch batch = CURRENT.get();
        return batch.pool == pool && batch.tasks.add(task);
    }

    private void submit() {
        LeaderPool to = pool;
        if (to != null) {
            pool = null;
            to.executeAll(tasks);
            tasks.clear();
        }
    }
}
