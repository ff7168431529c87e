// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.failover;

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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A store that writes down which sessions its member was given, at which epoch, before the member knows. */
final class JournaledStore implements OwnershipStore {
    private static final Pattern DISPLAY = Pattern.compile("\"display\":\"([^\"]*)\"");

    private final OwnershipStore store;
    private final Journal journal;
    private final Map<Long, Long> epochs = new ConcurrentHashMap<>();

    JournaledStore(OwnershipStore store, Journal journal) {
        this.store = store;
        this.journal = journal;
    }

    /** The epoch at which this process was given a session last; 0 if it never was. */
    long epoch(long session) {
        return epochs.getOrDefault(session, 0L);
    }

    private <T> List<StoreResult> given(List<T> wanted, Function<T, SessionKey> key, List<StoreResult> results) {
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i) instanceof StoreResult.Ok ok) {
                long session = key.apply(wanted.get(i)).sessionId();
                Long before = epochs.put(session, ok.epoch());
                if (before == null || before != ok.epoch()) {
                    journal.write("owns", session, String.valueOf(ok.epoch()));
                }
            }
        }
        return results;
    }

    /** What a later owner can't do without. */
    private static String contents(String ticket) {
        Matcher display = DISPLAY.matcher(ticket);
        if (ticket.contains("janus.plugin.sip")) {
            return ticket.contains("callId") ? "ringing" : "handle";
        }
        return display.find() ? display.group(1) : ticket.contains("janus.plugin.") ? "handle" : "nothing";
    }

    @Override
    public List<StoreResult> create(MemberId member, List<NewSession> sessions) {
        return given(sessions, NewSession::session, store.create(member, sessions));
    }

    @Override
    public List<StoreResult> acquire(MemberId member, List<SessionEpoch> sessions) {
        return given(sessions, SessionEpoch::session, store.acquire(member, sessions));
    }

    @Override
    public StoreResult requestHandover(SessionEpoch session, @Nullable String to) {
        return store.requestHandover(session, to);
    }

    @Override
    public List<HandoverRequest> handoverRequests() {
        return store.handoverRequests();
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
        return store.join(member, lease);
    }

    @Override
    public boolean renew(MemberId member, Duration lease, MemberReport report) {
        return store.renew(member, lease, report);
    }

    @Override
    public void leave(MemberId member) {
        store.leave(member);
    }

    @Override
    public List<MemberState> members() {
        return store.members();
    }

    @Override
    public List<StoreResult> save(MemberId member, List<SessionTicket> tickets) {
        List<StoreResult> results = store.save(member, tickets);
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i) instanceof StoreResult.Ok) {
                SessionTicket saved = tickets.get(i);
                journal.write("saved", saved.held().session().sessionId(), contents(saved.ticket()));
            }
        }
        return results;
    }

    @Override
    public List<StoreResult> release(MemberId member, List<SessionEpoch> sessions) {
        return store.release(member, sessions);
    }

    @Override
    public List<StoreResult> remove(MemberId member, List<SessionEpoch> sessions) {
        return store.remove(member, sessions);
    }

    @Override
    public List<Ownership> free(int limit) {
        return store.free(limit);
    }

    @Override
    public @Nullable Ownership find(SessionKey session) {
        return store.find(session);
    }

    @Override
    public AutoCloseable onWake(Runnable wake) {
        return store.onWake(wake);
    }

    @Override
    public void close() {
        store.close();
    }
}
