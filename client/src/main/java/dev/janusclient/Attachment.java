// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import dev.janusclient.handover.HandleTicket;
import dev.janusclient.internal.session.HandleCore;
import org.jspecify.annotations.Nullable;

/** What a handle's object is made from. Only this library makes one. */
public final class Attachment {
    private final HandleCore core;

    Attachment(HandleCore core) {
        this.core = core;
    }

    HandleCore core() {
        return core;
    }

    /** What the handle's last owner knew of it; null for a new handle, or if no ticket came with it. */
    public @Nullable HandleTicket ticket() {
        return core.previousTicket();
    }
}
