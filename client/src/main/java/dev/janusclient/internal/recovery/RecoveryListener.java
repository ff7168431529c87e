// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.recovery;

import dev.janusclient.internal.session.SessionCore;
import dev.janusclient.message.ServerInfo;
import dev.janusclient.recovery.LostReason;
import dev.janusclient.transport.CloseReason;
import java.time.Duration;
import java.util.List;

/** Hears how a client's connection and the recovery of its sessions go on; any thread. */
public interface RecoveryListener {
    /** There is no connection, and no session needs one. */
    void disconnected();

    /** There is a connection. */
    void connected(ServerInfo server);

    /** The sessions wait for the next attempt. */
    void suspended(CloseReason reason, int attempt, Duration next);

    /** This has come of one session. */
    void reclaimed(SessionCore session, ReclaimResult result);

    /** Every suspended session has its result. */
    void resumed(ServerInfo server, List<ReclaimResult> results);

    /** The suspended sessions were given up. */
    void lost(LostReason reason, List<ReclaimResult> results);
}
