// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A task is added while the only worker begins to poll, and finds out whether the source may block. */
@JCStressTest
@Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "the source blocks, another worker is started")
@Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "the source does not block, its worker runs the task")
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "both are there for the task")
@Outcome(id = "false, false", expect = Expect.FORBIDDEN, desc = "the task waits until something arrives at the source")
@State
public class AddWhileSourceIsAboutToBlockStress {
    private final TaskQueue tasks = new TaskQueue(256);

    public AddWhileSourceIsAboutToBlockStress() {
        tasks.enter();
    }

    @Actor
    public void producer(ZZ_Result result) {
        result.r1 = tasks.add(() -> {});
    }

    @Actor
    public void poller(ZZ_Result result) {
        tasks.leave();
        result.r2 = tasks.isReady();
    }
}
