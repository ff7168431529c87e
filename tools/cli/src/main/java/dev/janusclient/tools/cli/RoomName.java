// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.tools.model.ProblemException;
import dev.janusclient.tools.model.ProblemException.Kind;
import java.util.List;

/** A room as it is named on the command line: {@code PLUGIN/ROOM}. */
record RoomName(String plugin, String room) {
    static final String SECRET_ADVICE = "name a file that has it with --room-secret-file";

    /** @param plugins those that make sense */
    static RoomName of(String named, List<String> plugins) {
        int slash = named.indexOf('/');
        if (slash < 0 || !plugins.contains(named.substring(0, slash))) {
            throw new ProblemException(
                    Kind.BAD_INPUT,
                    "'" + named + "' names no room: write " + String.join("/ROOM, ", plugins) + "/ROOM.");
        }
        return new RoomName(named.substring(0, slash), named.substring(slash + 1));
    }
}
