// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Two tasks are added while no worker runs: the number of those that run goes from 0 to 1. */
@JCStressTest
@Outcome(
        id = {"true, false", "false, true"},
        expect = Expect.ACCEPTABLE,
        desc = "one of them starts the worker")
@Outcome(expect = Expect.FORBIDDEN, desc = "no worker is started, or two are counted as one")
@State
public class FirstWorkerStress {
    private final TaskQueue tasks = new TaskQueue(256);

    @Actor
    public void one(ZZ_Result result) {
        result.r1 = tasks.add(() -> {});
    }

    @Actor
    public void other(ZZ_Result result) {
        result.r2 = tasks.add(() -> {});
    }
}
