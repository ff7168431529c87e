// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** One worker more than may run deliveries: both find a delivery and nothing else. */
@JCStressTest
@Outcome(
        id = {"1, 0", "0, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "one of them runs it, when the other has stopped")
@Outcome(
        id = {"2, 0", "0, 2"},
        expect = Expect.ACCEPTABLE,
        desc = "both stop running, one of them starts a worker")
@Outcome(expect = Expect.FORBIDDEN, desc = "the delivery is lost, or two are responsible for it")
@State
public class DeferredDeliveryStress {
    private final TaskQueue tasks = new TaskQueue(1);

    public DeferredDeliveryStress() {
        tasks.enter();
        tasks.enter();
        tasks.addFromPoll((Delivery) () -> {});
    }

    private int work() {
        if (tasks.next() != null) {
            return 1;
        }
        return tasks.leaveToIdle() ? 2 : 0;
    }

    @Actor
    public void one(II_Result result) {
        result.r1 = work();
    }

    @Actor
    public void other(II_Result result) {
        result.r2 = work();
    }
}
