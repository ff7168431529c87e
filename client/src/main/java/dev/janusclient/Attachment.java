package dev.janusclient;

import dev.janusclient.handover.HandleTicket;
import org.jspecify.annotations.Nullable;

/** What a handle's object is made from. Only this library makes one. */
public final class Attachment {
    final JanusSession session;
    final PluginType<?> type;
    final long handleId;
    final @Nullable String opaqueId;
    final @Nullable HandleTicket ticket;
    final boolean stateUnknown;

    Attachment(
            JanusSession session,
            PluginType<?> type,
            long handleId,
            @Nullable String opaqueId,
            @Nullable HandleTicket ticket,
            boolean stranger) {
        this.session = session;
        this.type = type;
        this.handleId = handleId;
        this.opaqueId = opaqueId;
        this.ticket = ticket;
        this.stateUnknown = stranger;
    }

    /** What the handle's last owner knew of it; null for a new handle, or if nobody said. */
    public @Nullable HandleTicket ticket() {
        return ticket;
    }
}
