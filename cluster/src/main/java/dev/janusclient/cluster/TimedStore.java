// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.cluster.store.HandoverRequest;
import dev.janusclient.cluster.store.JoinResult;
import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.MemberReport;
import dev.janusclient.cluster.store.MemberState;
import dev.janusclient.cluster.store.NewSession;
import dev.janusclient.cluster.store.Ownership;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.cluster.store.SessionEpoch;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.cluster.store.SessionTicket;
import dev.janusclient.cluster.store.StoreException;
import dev.janusclient.cluster.store.StoreResult;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store whose calls have a time limit: one that is not answered in time is interrupted, and an answer that comes too late counts as a
 * failure. So nothing is ever decided on an answer that its caller has given up. Whatever a store throws becomes a {@link StoreException}.
 */
final class TimedStore implements OwnershipStore {
    /** What is done around each call. */
    interface Watch {
        /** A call begins on this thread; what is returned runs when it has ended. */
        Runnable begin();

        /** A call has ended. */
        void ended(Duration took, @Nullable StoreException failure);
    }

    private final OwnershipStore store;
    private final Duration timeout;
    private final LongSupplier nanoTime;
    private final Watch watch;

    TimedStore(OwnershipStore store, Duration timeout, LongSupplier nanoTime, Watch watch) {
        this.store = store;
        this.timeout = timeout;
        this.nanoTime = nanoTime;
        this.watch = watch;
    }

    @Override
    public String description() {
        return store.description();
    }

    @Override
    public int maxTicketLength() {
        return store.maxTicketLength();
    }

    @Override
    public JoinResult join(MemberId member, Duration lease) {
        return timed("join", () -> store.join(member, lease));
    }

    @Override
    public boolean renew(MemberId member, Duration lease, MemberReport report) {
        return timed("renew", () -> store.renew(member, lease, report));
    }

    @Override
    public void leave(MemberId member) {
        timed("leave", () -> {
            store.leave(member);
            return true;
        });
    }

    @Override
    public List<MemberState> members() {
        return timed("members", store::members);
    }

    @Override
    public List<StoreResult> create(MemberId member, List<NewSession> sessions) {
        return timed("create", () -> store.create(member, sessions));
    }

    @Override
    public List<StoreResult> acquire(MemberId member, List<SessionEpoch> sessions) {
        return timed("acquire", () -> store.acquire(member, sessions));
    }

    @Override
    public List<StoreResult> save(MemberId member, List<SessionTicket> tickets) {
        return timed("save", () -> store.save(member, tickets));
    }

    @Override
    public List<StoreResult> release(MemberId member, List<SessionEpoch> sessions) {
        return timed("release", () -> store.release(member, sessions));
    }

    @Override
    public List<StoreResult> remove(MemberId member, List<SessionEpoch> sessions) {
        return timed("remove", () -> store.remove(member, sessions));
    }

    @Override
    public List<Ownership> free(int limit) {
        return timed("free", () -> store.free(limit));
    }

    @Override
    public @Nullable Ownership find(SessionKey session) {
        return timed("find", () -> new Found(store.find(session))).row();
    }

    private record Found(@Nullable Ownership row) {}

    @Override
    public StoreResult requestHandover(SessionEpoch session, @Nullable String to) {
        return timed("requestHandover", () -> store.requestHandover(session, to));
    }

    @Override
    public List<HandoverRequest> handoverRequests() {
        return timed("handoverRequests", store::handoverRequests);
    }

    @Override
    public AutoCloseable onWake(Runnable wake) {
        return store.onWake(wake);
    }

    /** Not the user's store, which its members share. */
    @Override
    public void close() {}

    private <T> T timed(String operation, Supplier<T> call) {
        long sentAt = nanoTime.getAsLong();
        StoreException failure = null;
        Runnable end = watch.begin();
        try {
            T answer = call.get();
            Duration took = Duration.ofNanos(nanoTime.getAsLong() - sentAt);
            if (took.compareTo(timeout) > 0) {
                throw new StoreException(
                        store.description() + ": '" + operation + "' was answered after " + took.toMillis()
                                + " ms, later than storeTimeout, " + timeout.toMillis() + " ms",
                        null);
            }
            return answer;
        } catch (StoreException e) {
            failure = e;
            throw e;
        } catch (IllegalArgumentException e) {
            // The caller's mistake.
            throw e;
        } catch (RuntimeException e) {
            failure = new StoreException(store.description() + ": '" + operation + "' failed: " + e, e);
            throw failure;
        } finally {
            end.run();
            watch.ended(Duration.ofNanos(nanoTime.getAsLong() - sentAt), failure);
        }
    }
}
