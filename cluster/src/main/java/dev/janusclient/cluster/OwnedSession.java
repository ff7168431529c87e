// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.JanusSession;
import dev.janusclient.cluster.store.SessionKey;
import java.util.concurrent.CompletableFuture;

/**
 * A session that a member of a {@link FailoverGroup} owns. Nothing is sent for it unless the member's lease lasts. When the ownership is
 * lost, {@link #session()} becomes inactive with {@link dev.janusclient.CoreEvent.Relinquished}, sends nothing any more, and the requests that wait
 * for an answer fail.
 *
 * <p>Its ticket is saved whenever it changes, so that whoever takes the session over knows the state of its handles.
 */
public final class OwnedSession {
    private final GroupCore group;
    private final SessionKey key;
    private final String kind;
    private final long epoch;
    private final JanusSession session;

    OwnedSession(GroupCore group, SessionKey key, String kind, long epoch, JanusSession session) {
        this.group = group;
        this.key = key;
        this.kind = kind;
        this.epoch = epoch;
        this.session = session;
    }

    /** The server's name and the session's id there. */
    public SessionKey key() {
        return key;
    }

    /** What it was created as: {@link FailoverGroup#create}. */
    public String kind() {
        return kind;
    }

    /** The number of the ownership's last transition; no other owner has the same. */
    public long epoch() {
        return epoch;
    }

    /** The session itself. */
    public JanusSession session() {
        return session;
    }

    /** Ends the session at Janus with all its handles, and forgets it. */
    public CompletableFuture<Void> destroy() {
        return group.destroy(this);
    }

    /** Names the session, its kind and its epoch. */
    @Override
    public String toString() {
        return key + " (" + kind + ", epoch " + epoch + ")";
    }
}
