// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.store;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where members keep who is alive and who owns which session.
 *
 * <p>The rules, the same for every store:
 * <ul>
 *   <li>A member is live while its lease lasts: from {@link #join} or the last {@link #renew}, for the time passed there. A session is
 *       <em>free</em> if its owner is null or not a live member: name and incarnation count.
 *   <li>Each change of one session is atomic, and checks the caller's lease and the session's owner and epoch with it. A
 *       list of changes is not atomic as a whole; its results are in the order of the list, and a session occurs in it once.
 *   <li>A session's epoch grows by one at every transition: acquired, released. A change names the epoch it was decided on.
 *   <li>Time is the store's own; callers' clocks are never compared. A lease ends no earlier than its duration after the call
 *       began.
 *   <li>Every call may be repeated: if the answer was lost, the second gives what the first would have given, or says who has
 *       acquired the session since. A repeated {@link #release} or {@link #remove} gives {@code StaleEpoch} or {@code Missing}.
 *   <li>What was answered survives the end of the calling process.
 * </ul>
 *
 * <p>Threading: any thread, several at once. Calls may block; a member calls from a thread of its own and limits the time it waits.
 * An interrupt should end a call early with a {@link StoreException}.
 *
 * <p>Every call throws {@link StoreException} if the store fails; the outcome is then unknown.
 */
public interface OwnershipStore extends AutoCloseable {
    /** The {@link #maxTicketLength()} that stores have by default. */
    int DEFAULT_MAX_TICKET_LENGTH = 262_144;

    /** How messages and status name the store; no secret is in it. */
    String description();

    /** The longest ticket, in {@code char}s; a longer one is refused. */
    int maxTicketLength();

    /**
     * Gives a member a lease. Repeating it for the same incarnation renews the lease. It is a member's first call: a store that
     * needs a connection makes it here.
     *
     * @param lease positive
     * @throws StoreSchemaException if what is stored has another version
     */
    JoinResult join(MemberId member, Duration lease);

    /**
     * Renews a lease: one call, however many sessions the member owns.
     *
     * @param lease how long from now; positive
     * @return false if the lease has expired or the member has not joined: it has to join with another incarnation
     */
    boolean renew(MemberId member, Duration lease, MemberReport report);

    /** Ends a lease. Sessions that the member still owns are free from now on. Nothing happens if it has none. */
    void leave(MemberId member);

    /** The members whose leases last, in the order of their names. */
    List<MemberState> members();

    /**
     * Adds sessions, owned by the caller from epoch 1 on. One that the caller owns already is {@code Ok}, unchanged; one that another
     * live member owns is {@code NotOwner}, a free one {@code StaleEpoch}.
     *
     * @throws TicketTooLargeException for the first ticket that is too long, before anything was changed
     */
    List<StoreResult> create(MemberId member, List<NewSession> sessions);

    /**
     * Makes the caller the owner of free sessions whose epochs are those passed; a list of 10,000 is no more than a few statements.
     * One that the caller owns already is {@code Ok} at its present epoch, whatever epoch was passed.
     */
    List<StoreResult> acquire(MemberId member, List<SessionEpoch> sessions);

    /**
     * Stores new tickets. The epochs stay.
     *
     * @throws TicketTooLargeException for the first ticket that is too long, before anything was changed
     */
    List<StoreResult> save(MemberId member, List<SessionTicket> tickets);

    /** Gives sessions up: they have no owner, and an epoch that is one greater. */
    List<StoreResult> release(MemberId member, List<SessionEpoch> sessions);

    /** Forgets sessions that exist no longer at Janus. */
    List<StoreResult> remove(MemberId member, List<SessionEpoch> sessions);

    /**
     * Free sessions, in the order of their keys.
     *
     * @param limit how many at most; positive
     */
    List<Ownership> free(int limit);

    /** One session's row; null if the store does not have it. */
    @Nullable Ownership find(SessionKey session);

    /**
     * Asks the owner of a session to give it to another member. Any process may ask; a second request takes the place of the first.
     *
     * @param to the name of the member that is to have it; null for any other
     * @return {@code Ok} if the session has a live owner at that epoch; {@code StaleEpoch} or {@code Missing} if not
     * @throws StoreSchemaException if what is stored has another version
     */
    StoreResult requestHandover(SessionEpoch session, @Nullable String to);

    /** The requests that hold, in the order of their sessions' keys. */
    List<HandoverRequest> handoverRequests();

    /**
     * Registers what is run when a session may have become free or is asked for, so that members need not wait for the next poll. A store may
     * miss some, repeat some, or have none: polling finds every change.
     *
     * @param wake quick; it may run on any thread
     * @return ends the registration
     */
    default AutoCloseable onWake(Runnable wake) {
        return () -> {};
    }

    /** Frees connections and threads. Leases stay as they are. */
    @Override
    void close();
}
