// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.store;

import org.jspecify.annotations.Nullable;

/** What a change of one session comes to, as pure functions; for stores that decide in this process. */
final class OwnershipRules {
    /**
     * A session's row.
     *
     * @param session without ticket
     */
    record Row(Ownership session, String ticket) {
        Row owned(@Nullable MemberId owner, long epoch) {
            return new Row(new Ownership(session.session(), session.kind(), owner, epoch), ticket);
        }
    }

    /**
     * A result, and the row to store.
     *
     * @param next null if the row is to be deleted, or there is none
     * @param changed whether anything is to be stored
     */
    record Decision(StoreResult result, @Nullable Row next, boolean changed) {}

    private OwnershipRules() {}

    static Decision create(MemberId member, NewSession wanted, @Nullable Row row, boolean ownerLive) {
        if (row == null) {
            Row made = new Row(new Ownership(wanted.session(), wanted.kind(), member, 1), wanted.ticket());
            return new Decision(new StoreResult.Ok(1, wanted.ticket()), made, true);
        }
        return member.equals(row.session().owner()) ? held(row) : refused(row, ownerLive);
    }

    static Decision acquire(MemberId member, SessionEpoch wanted, @Nullable Row row, boolean ownerLive) {
        if (row == null) {
            return missing();
        } else if (member.equals(row.session().owner())) {
            return held(row);
        } else if (ownerLive || row.session().epoch() != wanted.epoch()) {
            return refused(row, ownerLive);
        }
        Row next = row.owned(member, wanted.epoch() + 1);
        return new Decision(new StoreResult.Ok(wanted.epoch() + 1, row.ticket()), next, true);
    }

    static Decision save(MemberId member, SessionTicket wanted, @Nullable Row row, boolean ownerLive) {
        Decision refusal = unlessHeld(member, wanted.held(), row, ownerLive);
        if (refusal != null || row == null) {
            return refusal == null ? missing() : refusal;
        }
        return new Decision(
                new StoreResult.Ok(wanted.held().epoch(), null), new Row(row.session(), wanted.ticket()), true);
    }

    static Decision release(MemberId member, SessionEpoch wanted, @Nullable Row row, boolean ownerLive) {
        Decision refusal = unlessHeld(member, wanted, row, ownerLive);
        if (refusal != null || row == null) {
            return refusal == null ? missing() : refusal;
        }
        return new Decision(new StoreResult.Ok(wanted.epoch() + 1, null), row.owned(null, wanted.epoch() + 1), true);
    }

    static Decision remove(MemberId member, SessionEpoch wanted, @Nullable Row row, boolean ownerLive) {
        Decision refusal = unlessHeld(member, wanted, row, ownerLive);
        return refusal != null ? refusal : new Decision(new StoreResult.Ok(wanted.epoch(), null), null, true);
    }

    private static @Nullable Decision unlessHeld(
            MemberId member, SessionEpoch wanted, @Nullable Row row, boolean ownerLive) {
        if (row == null) {
            return missing();
        }
        boolean own = member.equals(row.session().owner());
        return own && row.session().epoch() == wanted.epoch() ? null : refused(row, ownerLive && !own);
    }

    private static Decision held(Row row) {
        return new Decision(new StoreResult.Ok(row.session().epoch(), row.ticket()), row, false);
    }

    private static Decision refused(Row row, boolean ownerLive) {
        MemberId owner = row.session().owner();
        long epoch = row.session().epoch();
        StoreResult result =
                owner != null && ownerLive ? new StoreResult.NotOwner(owner, epoch) : new StoreResult.StaleEpoch(epoch);
        return new Decision(result, row, false);
    }

    private static Decision missing() {
        return new Decision(new StoreResult.Missing(), null, false);
    }
}
