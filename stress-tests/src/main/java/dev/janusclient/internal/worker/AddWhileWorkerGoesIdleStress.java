// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** A task is added while the only worker runs out of tasks. */
@JCStressTest
@Outcome(id = "false, 1", expect = Expect.ACCEPTABLE, desc = "the worker runs the task")
@Outcome(id = "true, 0", expect = Expect.ACCEPTABLE, desc = "whoever added the task starts a worker")
@Outcome(id = "false, 2", expect = Expect.ACCEPTABLE, desc = "the worker starts one after it has stopped running")
@Outcome(expect = Expect.FORBIDDEN, desc = "the task is lost, or two are responsible for it")
@State
public class AddWhileWorkerGoesIdleStress {
    private final TaskQueue tasks = new TaskQueue(256);

    public AddWhileWorkerGoesIdleStress() {
        tasks.enter();
    }

    @Actor
    public void producer(ZI_Result result) {
        result.r1 = tasks.add(() -> {});
    }

    @Actor
    public void worker(ZI_Result result) {
        if (tasks.next() != null) {
            result.r2 = 1;
        } else if (tasks.leaveToIdle()) {
            result.r2 = 2;
        }
    }
}
