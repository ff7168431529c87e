// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A batch is submitted while the only worker runs out of tasks. */
@JCStressTest
@Outcome(id = "2, 0", expect = Expect.ACCEPTABLE, desc = "the worker has run both tasks")
@Outcome(id = "[01], 1", expect = Expect.ACCEPTABLE, desc = "one worker is started for the rest of them")
@Outcome(id = "2, 1", expect = Expect.ACCEPTABLE, desc = "the same, and the old worker was faster")
@Outcome(expect = Expect.FORBIDDEN, desc = "tasks are lost, or two are responsible for them")
@State
public class BatchWhileWorkerGoesIdleStress {
    private final TaskQueue tasks = new TaskQueue(256);
    private int ran;
    private int startedByWorker;
    private int startedByProducer;

    public BatchWhileWorkerGoesIdleStress() {
        tasks.enter();
    }

    @Actor
    public void producer() {
        startedByProducer = tasks.addAll(List.of(() -> {}, () -> {})) ? 1 : 0;
    }

    @Actor
    public void worker() {
        while (tasks.next() != null) {
            ran++;
        }
        startedByWorker = tasks.leaveToIdle() ? 1 : 0;
    }

    @Arbiter
    public void count(II_Result result) {
        result.r1 = ran;
        result.r2 = startedByWorker + startedByProducer;
    }
}
