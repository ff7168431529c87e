// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
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
import dev.janusclient.cluster.store.StoreResult;
import dev.janusclient.cluster.store.TicketTooLargeException;
import dev.janusclient.internal.log.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A store in PostgreSQL, MariaDB or, for tests and small set-ups, H2. Each change is one statement in a transaction of its own, with its conditions in it, and
 * time is the database's; so it works through a pooler in transaction mode, too.
 *
 * <p>Through PgBouncer the driver of PostgreSQL needs {@code prepareThreshold=0}, which a store made from a URL sets, and the
 * pooler {@code ignore_startup_parameters = extra_float_digits}. That of MariaDB needs {@code useBulkStmts=false}, which is set too.
 *
 * <p>The database's clock must not be set forward or back by more than a fraction of a lease.
 */
public final class JdbcStore implements OwnershipStore {
    /** The longest {@code maxTicketLength}: what MariaDB's column takes, of characters with four bytes. H2's takes 1,048,576. */
    public static final int LONGEST_TICKET = 4_000_000;

    /** Few, for calls that are short; one of them listens. */
    private static final int POOL_SIZE = 5;

    private final Database database;
    private final MemberTable members;
    private final SessionTable sessions;
    private final HandoverTable handovers;
    private final Notifications notifications;
    private final int maxTicketLength;
    private final @Nullable HikariDataSource ownPool;
    private volatile boolean checked;

    private JdbcStore(Builder options) {
        HikariDataSource made = null;
        DataSource source = options.source;
        if (source == null) {
            made = pool(options);
            source = made;
        }
        ownPool = made;
        database = new Database(source, options.description, options.timeout);
        members = new MemberTable(database);
        sessions = new SessionTable(database);
        handovers = new HandoverTable(database);
        notifications = new Notifications(database);
        maxTicketLength = options.maxTicketLength;
    }

    /**
     * Options of a store that has a small connection pool of its own.
     *
     * @param jdbcUrl for example {@code jdbc:postgresql://db.example.com/janus}; user and password go into it or into the driver's
     *     own configuration, and are not in {@link #description()}
     */
    public static Builder builder(String jdbcUrl) {
        return new Builder(null, jdbcUrl);
    }

    /**
     * Options of a store on a data source of the application, which {@link #close()} leaves open. It has to have set what a store made
     * from a URL sets: {@code useBulkStmts=false} for MariaDB, without which changes fail; {@code prepareThreshold=0} for PostgreSQL
     * through PgBouncer, and {@code logServerErrorDetail=false} for PostgreSQL, without which the pool's log may show tickets.
     */
    public static Builder builder(DataSource source) {
        return new Builder(source, "");
    }

    /**
     * Creates the tables unless they are there, and adds what an older version's have not. Members of that version that run go on; they can't
     * join anew. Not needed where Flyway or an administrator does so.
     */
    public void createSchema() {
        Schema.create(database);
    }

    @Override
    public String description() {
        return database.description();
    }

    @Override
    public int maxTicketLength() {
        return maxTicketLength;
    }

    @Override
    public JoinResult join(MemberId member, Duration lease) {
        checkSchema();
        return members.join(member, lease);
    }

    private void checkSchema() {
        if (!checked) {
            Schema.check(database);
            checked = true;
        }
    }

    @Override
    public boolean renew(MemberId member, Duration lease, MemberReport report) {
        return members.renew(member, lease, report);
    }

    @Override
    public void leave(MemberId member) {
        members.leave(member);
        notifications.send();
    }

    @Override
    public List<MemberState> members() {
        return members.live();
    }

    @Override
    public List<StoreResult> create(MemberId member, List<NewSession> wanted) {
        List<SessionKey> keys = new ArrayList<>(wanted.size());
        List<Object[]> rows = new ArrayList<>(wanted.size());
        for (NewSession one : wanted) {
            checkTicket(one.session(), one.ticket());
            keys.add(one.session());
            rows.add(new Object[] {one.session().server(), one.session().sessionId(), one.kind(), one.ticket()});
        }
        sessions.create(member, rows);
        return sessions.results(member, keys, anyEpoch(keys.size()), true);
    }

    @Override
    public List<StoreResult> acquire(MemberId member, List<SessionEpoch> wanted) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        sessions.acquire(member, wanted);
        return sessions.results(member, keys(wanted), anyEpoch(wanted.size()), true);
    }

    @Override
    public List<StoreResult> save(MemberId member, List<SessionTicket> tickets) {
        List<SessionEpoch> held = new ArrayList<>(tickets.size());
        List<Object[]> values = new ArrayList<>(tickets.size());
        for (SessionTicket one : tickets) {
            checkTicket(one.held().session(), one.ticket());
            held.add(one.held());
            values.add(new Object[] {one.ticket()});
        }
        return changeHeld("UPDATE janus_session SET ticket = ?", member, held, values, 0);
    }

    @Override
    public List<StoreResult> release(MemberId member, List<SessionEpoch> held) {
        String change = "UPDATE janus_session SET owner = NULL, incarnation = NULL, epoch = epoch + 1";
        List<StoreResult> results =
                changeHeld(change, member, held, Collections.nCopies(held.size(), new Object[0]), 1);
        notifications.send();
        return results;
    }

    @Override
    public List<StoreResult> remove(MemberId member, List<SessionEpoch> held) {
        String change = "DELETE FROM janus_session";
        return changeHeld(change, member, held, Collections.nCopies(held.size(), new Object[0]), 0);
    }

    /** @param step by how much the epoch has grown where the change was made */
    private List<StoreResult> changeHeld(
            String change, MemberId member, List<SessionEpoch> held, List<Object[]> values, int step) {
        int[] counts = sessions.changeHeld(change, member, held, values);
        List<StoreResult> results = new ArrayList<>(held.size());
        List<SessionEpoch> refused = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 1) {
                refused.add(held.get(i));
            }
        }
        List<Long> epochs = new ArrayList<>(refused.size());
        refused.forEach(one -> epochs.add(one.epoch()));
        List<StoreResult> reasons =
                refused.isEmpty() ? List.of() : sessions.results(member, keys(refused), epochs, false);
        int next = 0;
        for (int i = 0; i < counts.length; i++) {
            results.add(counts[i] == 1 ? new StoreResult.Ok(held.get(i).epoch() + step, null) : reasons.get(next++));
        }
        return results;
    }

    @Override
    public List<Ownership> free(int limit) {
        if (limit <= 0) {
            throw new IllegalArgumentException("limit: " + limit + " is not positive");
        }
        return sessions.free(limit);
    }

    @Override
    public @Nullable Ownership find(SessionKey session) {
        return sessions.find(session);
    }

    @Override
    public StoreResult requestHandover(SessionEpoch session, @Nullable String to) {
        checkSchema();
        if (to != null) {
            HandoverRequest.checkMember(to);
        }
        boolean added = handovers.add(session, to);
        notifications.send();
        if (added) {
            return new StoreResult.Ok(session.epoch(), null);
        }
        Ownership row = sessions.find(session.session());
        return row == null ? new StoreResult.Missing() : new StoreResult.StaleEpoch(row.epoch());
    }

    @Override
    public List<HandoverRequest> handoverRequests() {
        return handovers.list();
    }

    /**
     * {@inheritDoc}
     *
     * <p>With PostgreSQL, from the first registration until {@link #close()} one connection of the pool is kept for LISTEN. Through a
     * pooler such as PgBouncer, and with other databases, {@code wake} is never run.
     */
    @Override
    public AutoCloseable onWake(Runnable wake) {
        return notifications.register(wake);
    }

    @Override
    public void close() {
        notifications.close();
        if (ownPool != null) {
            ownPool.close();
        }
    }

    private static List<SessionKey> keys(List<SessionEpoch> wanted) {
        List<SessionKey> keys = new ArrayList<>(wanted.size());
        wanted.forEach(one -> keys.add(one.session()));
        return keys;
    }

    private static List<Long> anyEpoch(int count) {
        return Collections.nCopies(count, 0L);
    }

    private void checkTicket(SessionKey session, String ticket) {
        if (ticket.length() > maxTicketLength) {
            throw new TicketTooLargeException(session, ticket.length(), maxTicketLength);
        }
    }

    private static HikariDataSource pool(Builder options) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(options.jdbcUrl);
        config.setPoolName("janus-cluster");
        config.setMaximumPoolSize(POOL_SIZE);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(options.timeout.toMillis());
        config.setValidationTimeout(Math.max(250, options.timeout.toMillis() / 2));
        // The first join connects, so that a store that is away for a moment can be made.
        config.setInitializationFailTimeout(-1);
        if (options.jdbcUrl.startsWith("jdbc:postgresql:")) {
            // A statement that is prepared on one connection of the server is unknown on the next one.
            config.addDataSourceProperty("prepareThreshold", "0");
            // Otherwise a batch that fails has a statement with its values, a ticket among them, in its message, which
            // the pool logs.
            config.addDataSourceProperty("logServerErrorDetail", "false");
        } else if (options.jdbcUrl.startsWith("jdbc:mariadb:")) {
            // The bulk protocol has no INSERT … SELECT, and gives no count for each row.
            config.addDataSourceProperty("useBulkStmts", "false");
        }
        return new HikariDataSource(config);
    }

    /** Options of a store. Not for use by several threads at once. */
    public static final class Builder {
        private final @Nullable DataSource source;
        private final String jdbcUrl;
        private final String description;
        private int maxTicketLength = DEFAULT_MAX_TICKET_LENGTH;
        private Duration timeout = Duration.ofSeconds(5);

        private Builder(@Nullable DataSource source, String jdbcUrl) {
            this.source = source;
            this.jdbcUrl = jdbcUrl;
            // What follows the path may hold a password, and so may what stands before an at sign.
            description = source != null
                    ? "JDBC data source"
                    : jdbcUrl.replaceFirst("[?;].*$", "").replaceFirst("//[^/]*@", "//");
        }

        /** The longest ticket, in {@code char}s; 262,144 by default, at most {@link #LONGEST_TICKET}. */
        public Builder maxTicketLength(int length) {
            if (length <= 0 || length > LONGEST_TICKET) {
                throw new IllegalArgumentException("maxTicketLength: " + length + " is not in 1 to " + LONGEST_TICKET);
            }
            maxTicketLength = length;
            return this;
        }

        /** How long a statement, and getting a connection, may take; 5 seconds by default, at least 250 milliseconds. */
        public Builder timeout(Duration atMost) {
            if (atMost.toMillis() < 250 || atMost.toMinutes() >= 60) {
                throw new IllegalArgumentException("timeout: " + Durations.text(atMost) + " is not in 250 ms to 1 h");
            }
            timeout = atMost;
            return this;
        }

        /** Makes the store; it connects with its first call. */
        public JdbcStore build() {
            return new JdbcStore(this);
        }
    }
}
