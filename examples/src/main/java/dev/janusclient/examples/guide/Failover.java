// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.guide;

import dev.janusclient.ReclaimOutcome;
import dev.janusclient.cluster.FailoverGroup;
import dev.janusclient.cluster.MemberOptions;
import dev.janusclient.cluster.OwnedSession;
import dev.janusclient.cluster.SessionHandler;
import dev.janusclient.cluster.store.FileStore;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.reclaim.EventJournal;
import dev.janusclient.reclaim.Reclaim;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Several processes that take each other's sessions over. */
public final class Failover {
    private Failover() {}

    // tag::handler[]
    /** Goes on with the calls of a member that is gone. */
    static final class CallHandler implements SessionHandler {
        private final Consumer<SipEvent.IncomingCall> ring;

        CallHandler(Consumer<SipEvent.IncomingCall> ring) {
            this.ring = ring;
        }

        @Override
        public void prepare(Reclaim reclaim) {
            reclaim.listen(JanusSipPlugin.TYPE, sip -> sip.on(SipEvent.IncomingCall.class, ring));
        }

        @Override
        public CompletionStage<?> resumed(OwnedSession session, ReclaimOutcome outcome) {
            JanusSipPlugin sip = outcome.handle(JanusSipPlugin.TYPE)
                    .orElseThrow(() -> new IllegalStateException("its SIP handle is gone"));
            return CompletableFuture.completedFuture(sip.state());
        }
    }
    // end::handler[]

    /** Joins the group. */
    public static FailoverGroup join(
            String name, Path folder, EventJournal journal, Consumer<SipEvent.IncomingCall> ring) {
        // tag::join[]
        OwnershipStore store = FileStore.open(folder);
        FailoverGroup group = FailoverGroup.builder(store, MemberOptions.of(name))
                .server("janus-a", "ws://10.0.0.5:8188")
                .server("janus-b", "ws://10.0.0.6:8188")
                .handler("call", new CallHandler(ring))
                .source(journal)
                .start()
                .join();
        // end::join[]
        return group;
    }

    /** Makes a session that outlives this process. */
    public static OwnedSession call(FailoverGroup group, Consumer<SipEvent.IncomingCall> ring) {
        // tag::create[]
        OwnedSession session = group.create("call").join();
        JanusSipPlugin sip = session.session().attach(JanusSipPlugin.TYPE).join();
        sip.on(SipEvent.IncomingCall.class, ring);
        // end::create[]
        return session;
    }

    /** Gives all sessions away before the process ends. */
    public static void leave(FailoverGroup group) {
        // tag::drain[]
        int left = group.drain(Duration.ofSeconds(20)).join();
        System.out.println(left + " sessions have no owner");
        group.close();
        // end::drain[]
    }
}
