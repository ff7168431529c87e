// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.recovery;

import dev.janusclient.internal.session.HandleCore;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.recovery.ProbeResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is found out about one handle while its session is taken back. */
final class HandleReclaim {
    private final HandleCore handle;
    private final boolean alive;
    private final List<String> findings = new ArrayList<>();
    private final Set<String> unresolved = new LinkedHashSet<>();
    private final Set<String> unreplayable = new LinkedHashSet<>();
    private int replayed;

    HandleReclaim(HandleCore handle, ProbeResult probe) {
        this.handle = handle;
        this.alive = probe == ProbeResult.ALIVE;
        if (!alive) {
            findings.add("the handle is gone at Janus: it was detached, or its plugin ended it");
        }
        noteUnreplayable();
    }

    HandleCore handle() {
        return handle;
    }

    boolean alive() {
        return alive;
    }

    /** What the handle may have been sent without a report, in its state as it is now. */
    void noteUnreplayable() {
        unreplayable.addAll(handle.unreplayable());
    }

    /** What the handle may have been sent without a report, in any of the states it was in. */
    Set<String> unreplayable() {
        return unreplayable;
    }

    void replayed(int events) {
        replayed += events;
    }

    void findings(List<String> sentences) {
        findings.addAll(sentences);
    }

    void unresolved(Collection<String> sentences) {
        unresolved.addAll(sentences);
    }

    List<String> findings() {
        return findings;
    }

    List<String> unresolved() {
        return List.copyOf(unresolved);
    }

    HandleResult outcome() {
        if (!alive) {
            handle.markDetached();
        }
        return new HandleResult(
                handle.handleId(),
                handle.plugin(),
                alive ? handle : null,
                replayed,
                findings,
                unresolved(),
                alive ? handle.mediaRecovery() : new MediaRecovery.Unrecoverable("its handle is gone"));
    }
}
