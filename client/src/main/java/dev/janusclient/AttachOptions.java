// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import dev.janusclient.handover.HandleTicket;
import dev.janusclient.internal.session.NewHandle;
import dev.janusclient.message.Check;
import org.jspecify.annotations.Nullable;

/**
 * How a handle is attached.
 *
 * @param opaqueId a name of one's own for the handle, which Janus repeats in its logs, events and Admin API
 * @param existingHandleId a handle that is there already, perhaps made by another process: no attach request is sent. Null
 *     means a normal attach
 * @param ticket what the handle's last owner knew of it
 * @param loopIndex which of Janus's event loops a new handle uses, if it has a fixed number of them ({@code event_loops} in
 *     {@code janus.jcfg}, with {@code allow_loop_indication}); Janus picks one if absent
 * @param minPort the least port for the media of a new handle, with {@code maxPort}; those of {@code janus.jcfg} if absent. Janus
 *     1.4.2 and later
 * @param maxPort the greatest one
 */
public record AttachOptions(
        @Nullable String opaqueId,
        @Nullable Long existingHandleId,
        @Nullable HandleTicket ticket,
        @Nullable Integer loopIndex,
        @Nullable Integer minPort,
        @Nullable Integer maxPort) {
    /** A normal attach. */
    public static final AttachOptions NONE = new AttachOptions(null, null, null, null, null, null);

    public AttachOptions {
        if (existingHandleId != null && existingHandleId <= 0) {
            throw new IllegalArgumentException(
                    "existingHandleId: " + existingHandleId + " is not the id of a handle; null means a normal attach");
        }
        Check.notNegative("loop_index", loopIndex);
        Check.between("min_port", minPort, 0, 65535);
        Check.between("max_port", maxPort, 0, 65535);
    }

    /** A normal attach with an opaque id. */
    public static AttachOptions opaqueId(@Nullable String opaqueId) {
        return NONE.withOpaqueId(opaqueId);
    }

    /** Re-attachment to a handle that is there already; null means a normal attach. */
    public static AttachOptions existingHandle(@Nullable Long existingHandleId) {
        return new AttachOptions(null, existingHandleId, null, null, null, null);
    }

    /** Re-attachment to a handle with everything its last owner knew of it. */
    public static AttachOptions from(HandleTicket ticket) {
        return new AttachOptions(ticket.opaqueId(), ticket.handleId(), ticket, null, null, null);
    }

    /** The same with an opaque id. */
    public AttachOptions withOpaqueId(@Nullable String id) {
        return new AttachOptions(id, existingHandleId, ticket, loopIndex, minPort, maxPort);
    }

    /** The same on one of Janus's event loops. */
    public AttachOptions withLoopIndex(@Nullable Integer index) {
        return new AttachOptions(opaqueId, existingHandleId, ticket, index, minPort, maxPort);
    }

    /** The same with a range of ports for its media. */
    public AttachOptions withPorts(int least, int most) {
        return new AttachOptions(opaqueId, existingHandleId, ticket, loopIndex, least, most);
    }

    /** What goes to Janus with a normal attach. */
    NewHandle newHandle() {
        return new NewHandle(opaqueId, loopIndex, minPort, maxPort);
    }
}
