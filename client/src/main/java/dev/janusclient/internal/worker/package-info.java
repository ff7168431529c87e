// SPDX-License-Identifier: Apache-2.0
/**
 * The threads of the library: the {@link dev.janusclient.internal.worker.Workers}, which read, complete futures and call
 * listeners, and the {@link dev.janusclient.internal.worker.Scheduler}.
 *
 * <h2>States</h2>
 *
 * <pre>{@code
 * A worker (Worker)                    running: counted in TaskQueue.running
 *
 *   start -> RUNNING --- no task, a source is free, or its turn is due ---> POLLING (not counted)
 *              ^ ^  \                                                        | poll() again until a
 *              |  \  +---------------- a task is ready, or closed <----------+ task is ready
 *         wake |   \
 *              |    no task, no free source
 *              |      \
 *             IDLE <---+   spins for 5 us, then parks; in LeaderPool.idle, not counted
 *              |
 *              +-- 10 s without a wake, or the pool is closed --> end
 *
 * A source (PolledSource)
 *
 *   register -> FREE (in LeaderPool.sources) <---> TAKEN by one worker --- poll() returns false ---> closed
 *
 * A task
 *
 *   execute -> QUEUED (TaskQueue.tasks) ---------------------------------> run once
 *                \-- a Delivery, while more than 256 workers run --> DEFERRED --/
 *
 * The watchdog (Watchdog, Alarm)
 *
 *   WAITING --- notice(): a task is left to a worker that runs, or a source is given back ---> CHECKING
 *      ^                                                                                         |
 *      +--- three checks in a row find no task, no free source and no activity ------------------+
 *
 *   While CHECKING, every 5 ms (1 ms within a second of the last worker it started), one more worker is started
 *   - if the task that is next, or the free source that is next, has been the same for a whole check;
 *   - if tasks have waited for longer than a check four times in a row and a processor is left.
 * }</pre>
 *
 * <h2>Invariants</h2>
 *
 * Each one has a test of that name in {@code WorkersContract}, which both implementations pass, or in {@code LeaderPoolTest},
 * for those marked (leader). How the threads hand over to each other is tested with jcstress, in {@code stress-tests}.
 *
 * <pre>{@code
 * tasks
 *   everyTaskRunsOnce                    A task that was passed to execute() runs once; also after release().
 *   noTaskWaitsForOneThatBlocks          A task that is queued behind one that blocks gets another thread.
 *   noTaskWaitsForASource                A task from elsewhere runs although the thread of the source blocks in poll().
 *   anyThrowableLeavesThePoolWorking     Whatever a task throws is logged; its thread goes on.
 *   deliveriesAreBounded                 At most MAX_DELIVERIES tasks of the type Delivery run at once.
 *   completionsRunHoweverManyDeliveriesBlock
 *                                        Every other task gets a thread, however many tasks of either type block.
 *   tasksWaitWhileThereIsNoThread        If the system refuses a thread, execute() does not throw, nothing is lost, and
 *                                        starting one is tried again.
 * sources
 *   aSourceIsPolledByOneThreadAtATime    with everything that was done before visible to the next thread.
 *   aSourceIsPolledHoweverManyTasksBlock A task that blocks, and 256 of them, do not stop reading.
 *   aSourceIsPolledHoweverManyTasksThereAre
 *                                        Short tasks without end do not stop reading either.
 *   severalSourcesArePolledAtOnce        None waits for another.
 *   aSourceThatFailsIsPolledAgain        whatever it throws.
 *   noInterruptReachesASource            A task may leave its thread interrupted.
 * speed (leader)
 *   theThreadThatReadRunsTheTasks        As long as tasks are short, without a change of threads.
 *   onlyTheLastTaskOfAWorkerIsTheLast    runsLastTask() is true for one that has no other behind it, and not while polling.
 *   aBatchIsSubmittedAtItsEnd            What a driver's thread reads at once costs one wake-up.
 * the end
 *   everyThreadEnds                      after the last release(), once there is nothing left to do.
 * }</pre>
 *
 * <h2>Limits</h2>
 *
 * A listener that waits for a request takes a thread, at most 256 of them; events of other handles wait until one returns,
 * and requests are answered meanwhile. A function that is chained to a future runs where the future completes: each one that
 * blocks takes a thread, without a maximum but that of the system. With an executor of the user's in the options its limits
 * are the user's affair.
 */
@NullMarked
package dev.janusclient.internal.worker;

import org.jspecify.annotations.NullMarked;
