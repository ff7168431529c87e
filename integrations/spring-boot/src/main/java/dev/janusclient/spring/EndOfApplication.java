// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.spring;

import org.springframework.context.SmartLifecycle;

/** Something that is done when the application ends: after its web server, and before its beans are destroyed. */
abstract class EndOfApplication implements SmartLifecycle {
    /** Lower than those of the web server and its graceful end: what has a higher phase ends first. */
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 3 * 1024;

    private volatile boolean running;

    /** Does it, and returns when it is done. */
    abstract void end();

    @Override
    public final void start() {
        running = true;
    }

    @Override
    public final void stop() {
        running = false;
        end();
    }

    @Override
    public final boolean isRunning() {
        return running;
    }

    @Override
    public final int getPhase() {
        return PHASE;
    }
}
