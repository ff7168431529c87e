// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** A task is left to a worker that runs, while the watchdog finds nothing to look after. */
@JCStressTest
@Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "the watchdog looks after the task")
@Outcome(id = "false", expect = Expect.FORBIDDEN, desc = "the task waits for as long as the worker blocks")
@State
public class AddWhileWatchdogStopsStress {
    private final TaskQueue tasks = new TaskQueue(256);
    private final Alarm alarm = new Alarm();

    public AddWhileWatchdogStopsStress() {
        alarm.arm();
    }

    @Actor
    public void producer() {
        tasks.addFromPoll(() -> {});
        if (alarm.notice()) {
            alarm.arm();
        }
    }

    @Actor
    public void watchdog() {
        alarm.disarmUnless(() -> !tasks.isEmpty());
    }

    @Arbiter
    public void look(Z_Result result) {
        result.r1 = alarm.isArmed();
    }
}
