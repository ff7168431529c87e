// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.faults;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A ground for each plugin. A Janus that crashes is a fault of its own and says nothing of the client: the cells that were on
 * it are run again on another one, once, and that is told.
 */
final class Grounds implements AutoCloseable {
    private static final int LOG_LINES = 60;

    private final Map<Scenes, Ground> grounds = new EnumMap<>(Scenes.class);
    private final Map<Scenes, Ground> crashed = new EnumMap<>(Scenes.class);
    private final List<String> crashes = new ArrayList<>();

    /** Runs a cell; returns what came of it, in a few words. */
    String run(Cell cell) {
        Ground ground = on(cell.plugin());
        try {
            return CellRun.of(cell, ground);
        } catch (RuntimeException | Error e) {
            if (ground.janus().isAlive() || !replace(cell.plugin(), ground)) {
                throw e;
            }
            return CellRun.of(cell, on(cell.plugin()));
        }
    }

    private synchronized Ground on(Scenes plugin) {
        return grounds.computeIfAbsent(plugin, first -> new Ground());
    }

    /** Whether there is another Janus now. */
    private synchronized boolean replace(Scenes plugin, Ground dead) {
        if (grounds.get(plugin) == dead && crashed.putIfAbsent(plugin, dead) == null) {
            crashes.add(plugin + ": " + dead.janus().logTail(LOG_LINES));
            grounds.remove(plugin);
        }
        return grounds.get(plugin) != dead;
    }

    /** Where Janus crashed, with its last words. */
    synchronized List<String> crashes() {
        return List.copyOf(crashes);
    }

    @Override
    public synchronized void close() {
        grounds.values().forEach(Ground::close);
        crashed.values().forEach(Ground::close);
    }
}
