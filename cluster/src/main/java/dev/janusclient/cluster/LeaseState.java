// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

/**
 * A member's lease as the member itself can know it: pure values, and functions of them. Times are in nanoseconds of the
 * member's monotonic clock.
 *
 * <p>The store's lease lasts from some moment after the call was sent. The member commands for two thirds of that, counted from the
 * sending: so its clock may run slower than the store's by a third, and it still stops first.
 */
sealed interface LeaseState {
    /** The store has not given a lease yet. */
    record NotJoined() implements LeaseState {}

    /**
     * The store has given a lease, and has not said that it expired.
     *
     * @param commandUntil when the member stops commanding, unless the lease is renewed before
     */
    record Held(long commandUntil) implements LeaseState {}

    /** The store has said that the lease expired. This incarnation never commands again. */
    record Lost() implements LeaseState {}

    /** How long a member commands after a call that gave it a lease was sent. */
    static long commandNanos(long leaseNanos) {
        return leaseNanos / 3 * 2;
    }

    /**
     * The store has answered a join or a renewal.
     *
     * @param sentAt when the call was sent
     * @param granted whether the lease lasts
     */
    static LeaseState answered(LeaseState state, long sentAt, boolean granted, long leaseNanos) {
        if (state instanceof Lost || !granted) {
            return state instanceof NotJoined ? state : new Lost();
        }
        long until = sentAt + commandNanos(leaseNanos);
        return state instanceof Held held && held.commandUntil() - until > 0 ? held : new Held(until);
    }

    /** Whether the member may command now. */
    static boolean mayCommand(LeaseState state, long now) {
        return state instanceof Held held && held.commandUntil() - now > 0;
    }
}
