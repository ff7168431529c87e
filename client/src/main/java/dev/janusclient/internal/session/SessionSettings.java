// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.session;

import dev.janusclient.internal.connection.DeliveryOptions;
import dev.janusclient.observe.ClientObserver;
import java.net.URI;
import java.time.Duration;

/**
 * The options of a client that its sessions need.
 *
 * @param uri the first address of the server, for tickets
 * @param requestTimeout how long any answer may take
 * @param delivery how events are delivered to listeners
 * @param checksVersions whether requests newer than the server are refused before they are sent
 * @param recovers whether sessions are claimed again when their connection is lost
 * @param observer receives requests and events
 */
public record SessionSettings(
        URI uri,
        Duration requestTimeout,
        DeliveryOptions delivery,
        boolean checksVersions,
        boolean recovers,
        ClientObserver observer) {}
