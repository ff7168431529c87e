// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.RecoveryOptions;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.recovery.ClaimGuard;
import dev.janusclient.recovery.GapSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a member of a group is configured with; {@link FailoverGroup.Builder} documents each value. */
record GroupSettings(
        OwnershipStore store,
        MemberOptions member,
        Map<String, Server> servers,
        Map<String, SessionHandler> handlers,
        List<GapSource> sources,
        TicketCodec tickets,
        GroupListener listener,
        GroupMetrics metrics,
        int maxConcurrentTakeovers) {
    /** How a server's client is made. */
    record Server(JanusClientOptions options, Function<JanusClientOptions, JanusClient> connect) {
        JanusClient client(ClaimGuard guard, List<GapSource> sources) {
            return connect.apply(guarded(guard, sources));
        }

        /** The options, except that recovery asks the guard first, and the group's sources too. It rebuilds nothing: the group reports a loss. */
        private JanusClientOptions guarded(ClaimGuard guard, List<GapSource> sources) {
            RecoveryOptions given = options.recovery();
            List<GapSource> all = new ArrayList<>(given.sources());
            all.addAll(sources);
            RecoveryOptions recovery = new RecoveryOptions(
                    given.enabled(),
                    given.firstDelay(),
                    given.maxDelay(),
                    given.giveUpAfter(),
                    all,
                    false,
                    both(given.beforeClaim(), guard));
            return options.toBuilder().recovery(recovery).build();
        }

        private static ClaimGuard both(@Nullable ClaimGuard first, ClaimGuard second) {
            return first == null
                    ? second
                    : known -> first.mayClaim(known)
                            .thenCompose(allowed -> allowed
                                    ? second.mayClaim(known)
                                    : CompletableFuture.completedFuture(Boolean.FALSE));
        }
    }
}
