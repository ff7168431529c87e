// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A batch is submitted, and a task added, while no worker runs. */
@JCStressTest
@Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "the batch starts the worker")
@Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "the task starts the worker")
@Outcome(expect = Expect.FORBIDDEN, desc = "no worker is started, or two are counted as one")
@State
public class BatchAndTaskStress {
    private final TaskQueue tasks = new TaskQueue(256);

    @Actor
    public void batch(ZZ_Result result) {
        result.r1 = tasks.addAll(List.of(() -> {}, () -> {}));
    }

    @Actor
    public void task(ZZ_Result result) {
        result.r2 = tasks.add(() -> {});
    }
}
