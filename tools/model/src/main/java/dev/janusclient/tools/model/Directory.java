// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import java.util.List;

/** All sessions and handles of a server at one time. */
public record Directory(List<SessionSummary> sessions, List<HandleSummary> handles) {
    public Directory {
        sessions = List.copyOf(sessions);
        handles = List.copyOf(handles);
    }
}
