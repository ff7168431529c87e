// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One cell of the matrix: this happens to the connection, then, with that plugin, and who is asked. */
record Cell(Scenes plugin, Moment moment, Trouble trouble, Evidence evidence) {
    /** Where a moment does not exist for a plugin, and why. */
    private static final Map<Scenes, Map<Moment, String>> MEANINGLESS = Map.of(
            Scenes.ECHOTEST,
            Map.of(
                    Moment.JOINING, "there is nothing to join: its first request is that of the other moments",
                    Moment.RINGING, "Janus never offers here, so that nothing of it waits for an answer"));

    static List<Cell> all() {
        List<Cell> cells = new ArrayList<>();
        for (Scenes plugin : Scenes.values()) {
            for (Moment moment : Moment.values()) {
                for (Trouble trouble : Trouble.values()) {
                    for (Evidence evidence : Evidence.values()) {
                        if (evidence.isAskedAfter(trouble)) {
                            cells.add(new Cell(plugin, moment, trouble, evidence));
                        }
                    }
                }
            }
        }
        return cells;
    }

    /** Why there is no such cell; empty if there is. */
    Optional<String> meaningless() {
        return Optional.ofNullable(MEANINGLESS.getOrDefault(plugin, Map.of()).get(moment));
    }

    @Override
    public String toString() {
        return plugin + ", " + moment + ", " + trouble + ", " + evidence;
    }
}
