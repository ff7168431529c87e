// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import dev.janusclient.handover.HandleTicket;
import org.jspecify.annotations.Nullable;

/**
 * How a handle is attached.
 *
 * @param opaqueId a name of one's own for the handle, which Janus repeats in its logs, events and Admin API
 * @param existingHandleId a handle that is there already, perhaps made by another process: no attach request is sent. Null
 *     means a normal attach
 * @param ticket what the handle's last owner knew of it
 */
public record AttachOptions(@Nullable String opaqueId, @Nullable Long existingHandleId, @Nullable HandleTicket ticket) {
    /** A normal attach. */
    public static final AttachOptions NONE = new AttachOptions(null, null, null);

    public AttachOptions {
        if (existingHandleId != null && existingHandleId <= 0) {
            throw new IllegalArgumentException(
                    "existingHandleId: " + existingHandleId + " is not the id of a handle; null means a normal attach");
        }
    }

    /** A normal attach with an opaque id. */
    public static AttachOptions opaqueId(@Nullable String opaqueId) {
        return new AttachOptions(opaqueId, null, null);
    }

    /** Re-attachment to a handle that is there already; null means a normal attach. */
    public static AttachOptions existingHandle(@Nullable Long existingHandleId) {
        return new AttachOptions(null, existingHandleId, null);
    }

    /** Re-attachment to a handle with everything its last owner knew of it. */
    public static AttachOptions from(HandleTicket ticket) {
        return new AttachOptions(ticket.opaqueId(), ticket.handleId(), ticket);
    }

    /** The same with an opaque id. */
    public AttachOptions withOpaqueId(@Nullable String id) {
        return new AttachOptions(id, existingHandleId, ticket);
    }
}
