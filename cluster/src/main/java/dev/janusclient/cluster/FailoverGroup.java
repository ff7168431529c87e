// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.cluster.store.NewSession;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.handover.TicketForm;
import dev.janusclient.internal.log.Durations;
import dev.janusclient.recovery.GapSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A member of a group of processes that own sessions at one or several Janus servers, and take each other's over:
 *
 * <pre>{@code
 * FailoverGroup group = FailoverGroup.builder(store, MemberOptions.of("gateway-1"))
 *         .server("janus-a", "ws://10.0.0.5:8188")
 *         .server("janus-b", "ws://10.0.0.6:8188")
 *         .handler("call", (session, outcome) -> resumeCall(session, outcome))
 *         .start().join();
 * OwnedSession session = group.create("call").join();
 * }</pre>
 *
 * <p>When a member dies, is drained or loses its lease, its sessions are free. The others share them: each takes as many as make the
 * numbers of sessions even, those first that Janus keeps for the shortest time, and hands each to the handler of its kind. A
 * session whose handler fails is given up, for another member to try. A member whose lease has expired joins again by itself, and owns
 * nothing then.
 *
 * <p>Threading: any thread; nothing blocks. Futures complete on a thread of the group's or of a client's: what follows must not block.
 */
public final class FailoverGroup implements AutoCloseable {
    /** How many sessions one member takes over at a time, by default. */
    public static final int DEFAULT_MAX_CONCURRENT_TAKEOVERS = 256;

    private final GroupCore core;
    private final SessionCreation creation;

    private FailoverGroup(GroupCore core) {
        this.core = core;
        this.creation = new SessionCreation(core);
    }

    /**
     * Begins to configure a member.
     *
     * @param store what the group's members share; stays the caller's, who closes it after the group
     */
    public static Builder builder(OwnershipStore store, MemberOptions member) {
        return new Builder(store, member);
    }

    /**
     * Creates a session, owned by this member, on the reachable server on which this member has the fewest.
     *
     * @param kind which {@link SessionHandler} resumes it when another member takes it over; 1 to 128 of {@code A-Z a-z 0-9 . _ : -}
     * @return fails with {@link IllegalStateException} if the member has no lease or drains, or no server can be reached. No session is
     *     left at Janus then
     * @throws IllegalArgumentException if the kind has another form
     */
    public CompletableFuture<OwnedSession> create(String kind) {
        return create(kind, session -> {});
    }

    /**
     * As {@link #create(String)}, with listeners that are there before anything is delivered.
     *
     * @param listen registers listeners; called once, before the future completes
     */
    public CompletableFuture<OwnedSession> create(String kind, Consumer<? super JanusSession> listen) {
        // Refused before anything is created.
        NewSession checked = new NewSession(new SessionKey("any", 1), kind, "");
        return creation.create(checked.kind(), listen);
    }

    /** The sessions that this member owns now. */
    public List<OwnedSession> sessions() {
        return core.sessions();
    }

    /**
     * The client of a configured server, for requests that need no owned session.
     *
     * @throws IllegalArgumentException if there is no server of that name
     */
    public JanusClient client(String server) {
        return core.servers().client(server);
    }

    /**
     * Gives all sessions away, and takes none from now on: each session is {@linkplain JanusSession#handOff() handed off}, its last ticket
     * is saved, it is released, and what Janus still sends here is forwarded until its next owner has claimed it. The member stays in the
     * group; {@link #close} comes next.
     *
     * @param atMost how long is waited for other members; positive
     * @return how many sessions have been taken by none when it ended. They stay free, for any member that comes. Fails with {@link
     *     IllegalStateException} if the group is closed before
     */
    public CompletableFuture<Integer> drain(Duration atMost) {
        if (atMost.isNegative() || atMost.isZero()) {
            throw new IllegalArgumentException("atMost: " + Durations.text(atMost) + " is not longer than zero");
        }
        return core.drain(atMost);
    }

    /** The group as this member sees it. It is kept up to date without calls of the store. */
    public GroupStatus status() {
        return GroupStatus.of(core);
    }

    /**
     * Leaves the group at once: sessions that are still owned become inactive here, nothing is sent for them, and other members take them
     * over from their last saved tickets. The clients are closed. It waits for the store no longer than {@link MemberOptions#storeTimeout}. Repeatable.
     */
    @Override
    public void close() {
        core.close();
    }

    /** Collects what a member is configured with. Not thread-safe. */
    public static final class Builder {
        private final OwnershipStore store;
        private final MemberOptions member;
        private final Map<String, GroupSettings.Server> servers = new LinkedHashMap<>();
        private final Map<String, SessionHandler> handlers = new LinkedHashMap<>();
        private final List<GapSource> sources = new ArrayList<>();
        private @Nullable TicketForm tickets;
        private GroupListener listener = new GroupListener() {};
        private GroupMetrics metrics = GroupMetrics.NONE;
        private int maxConcurrentTakeovers = DEFAULT_MAX_CONCURRENT_TAKEOVERS;

        private Builder(OwnershipStore store, MemberOptions member) {
            this.store = store;
            this.member = member;
        }

        /** Adds a server, with the defaults of {@link JanusClientOptions}. */
        public Builder server(String name, String uri) {
            return server(name, uri, JanusClientOptions.defaults());
        }

        /**
         * Adds a server.
         *
         * @param name what all members call it; a session's row in the store has it, so it must not be changed while sessions live
         * @param options as given, except that a session is claimed again after a lost connection only while this member owns it
         */
        public Builder server(String name, String uri, JanusClientOptions options) {
            return server(name, options, guarded -> JanusClient.create(uri, guarded));
        }

        /**
         * Adds a server whose client is made by the caller, for instance over a transport of one's own.
         *
         * @param connect makes the client with the options it is passed, which are those given and the group's own; the group closes it
         */
        public Builder server(
                String name, JanusClientOptions options, Function<JanusClientOptions, JanusClient> connect) {
            // Checks the name.
            SessionKey any = new SessionKey(name, 1);
            if (servers.put(any.server(), new GroupSettings.Server(options, connect)) != null) {
                throw new IllegalArgumentException("server: there are two of the name '" + name + "'");
            }
            return this;
        }

        /** Lets this member take over sessions of a kind. */
        public Builder handler(String kind, SessionHandler handler) {
            handlers.put(kind, handler);
            return this;
        }

        /**
         * Asks one more source what happened while a session had no owner, for all takeovers and recoveries: a {@link
         * dev.janusclient.reclaim.EventJournal} that Janus's event handlers reach on every member, a source of one's own.
         */
        public Builder source(GapSource source) {
            sources.add(source);
            return this;
        }

        /**
         * Signs or encrypts the tickets in the store, and authenticates the events that are forwarded to a session's next owner; without it
         * tickets are stored as they are. The same on all members.
         */
        public Builder tickets(TicketForm form) {
            tickets = form;
            return this;
        }

        /** Reports what happens to one listener; it replaces the one before. */
        public Builder listener(GroupListener listener) {
            this.listener = listener;
            return this;
        }

        /** Measures with these hooks; they replace those before. */
        public Builder metrics(GroupMetrics metrics) {
            this.metrics = metrics;
            return this;
        }

        /** Takes over so many sessions at a time, at most; {@value FailoverGroup#DEFAULT_MAX_CONCURRENT_TAKEOVERS} by default. */
        public Builder maxConcurrentTakeovers(int count) {
            if (count <= 0) {
                throw new IllegalArgumentException("maxConcurrentTakeovers: " + count + " is not positive");
            }
            maxConcurrentTakeovers = count;
            return this;
        }

        /**
         * Joins the group, and tries to reach each server once. If another live member has the name, which may be this process's former
         * life, its lease is waited for once.
         *
         * @return fails with {@link IllegalStateException} if a live member keeps the name, with {@link
         *     dev.janusclient.cluster.store.StoreSchemaException} if the store has another version, and with {@link
         *     dev.janusclient.cluster.store.StoreException} if it fails
         */
        public CompletableFuture<FailoverGroup> start() {
            if (servers.isEmpty()) {
                throw new IllegalStateException("server: at least one is needed");
            }
            GroupSettings settings = new GroupSettings(
                    store,
                    member,
                    Map.copyOf(servers),
                    Map.copyOf(handlers),
                    List.copyOf(sources),
                    new TicketCodec(tickets),
                    listener,
                    metrics,
                    maxConcurrentTakeovers);
            GroupCore core = new GroupCore(settings);
            return core.start().handle((done, failure) -> {
                if (failure != null) {
                    core.close();
                    throw new CompletionException(Failures.cause(failure));
                }
                return new FailoverGroup(core);
            });
        }
    }
}
