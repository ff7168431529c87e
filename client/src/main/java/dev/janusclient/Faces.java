// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import dev.janusclient.internal.connection.Emission;
import dev.janusclient.internal.recovery.HandleResult;
import dev.janusclient.internal.recovery.ReclaimResult;
import dev.janusclient.internal.session.EventEmission;
import dev.janusclient.internal.session.HandleCore;
import dev.janusclient.internal.session.SessionCore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what the machinery works with into what users see. */
final class Faces {
    private Faces() {}

    static JanusSession of(SessionCore session) {
        return (JanusSession) session.face();
    }

    static JanusPlugin of(HandleCore handle) {
        return (JanusPlugin) handle.face();
    }

    /** A handle of a type, which the machinery has made by the type's own factory. */
    @SuppressWarnings("unchecked") // the name stands for the type: each plugin has one
    static <P extends JanusPlugin> P of(HandleCore handle, PluginType<P> type) {
        return (P) of(handle);
    }

    static <E> EventDelivery<E> delivery(E event, Emission emission) {
        return new EventDelivery<>(
                event, emission.replayed(), emission instanceof EventEmission known ? known.at() : null);
    }

    static ReclaimOutcome of(ReclaimResult result) {
        if (result instanceof ReclaimResult.Resumed resumed) {
            return new ReclaimOutcome.Resumed(of(resumed.session()), handles(resumed.handles()), resumed.evidence());
        } else if (result instanceof ReclaimResult.ResumedWithGap gap) {
            return new ReclaimOutcome.ResumedWithGap(of(gap.session()), handles(gap.handles()), gap.gap());
        } else if (result instanceof ReclaimResult.Rebuilt rebuilt) {
            return new ReclaimOutcome.Rebuilt(
                    rebuilt.sessionId(),
                    of(rebuilt.session()),
                    handles(rebuilt.handles()),
                    rebuilt.reason(),
                    rebuilt.detail());
        }
        ReclaimResult.Lost lost = (ReclaimResult.Lost) result;
        return new ReclaimOutcome.Lost(lost.sessionId(), lost.reason(), lost.detail());
    }

    static List<ReclaimOutcome> of(List<ReclaimResult> results) {
        List<ReclaimOutcome> outcomes = new ArrayList<>();
        results.forEach(result -> outcomes.add(of(result)));
        return outcomes;
    }

    private static List<HandleOutcome> handles(List<HandleResult> results) {
        List<HandleOutcome> outcomes = new ArrayList<>();
        for (HandleResult result : results) {
            outcomes.add(new HandleOutcome(
                    result.handleId(),
                    result.plugin(),
                    handle(result.handle()),
                    result.replayed(),
                    result.findings(),
                    result.unresolved(),
                    result.mediaRecovery()));
        }
        return outcomes;
    }

    private static @Nullable JanusPlugin handle(@Nullable HandleCore handle) {
        return handle == null ? null : of(handle);
    }
}
