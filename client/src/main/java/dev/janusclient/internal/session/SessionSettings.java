// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.session;

import dev.janusclient.Backlog;
import java.net.URI;
import java.time.Duration;

/**
 * The options of a client that its sessions need.
 *
 * @param uri the first address of the server, for tickets
 * @param requestTimeout how long any answer may take
 * @param maxUndeliveredEvents how many events of a handle wait for a listener to be registered
 * @param backlog what is done when listeners are slower than their events
 * @param checksVersions whether requests newer than the server are refused before they are sent
 * @param recovers whether sessions are claimed again when their connection is lost
 */
public record SessionSettings(
        URI uri,
        Duration requestTimeout,
        int maxUndeliveredEvents,
        Backlog backlog,
        boolean checksVersions,
        boolean recovers) {}
