// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.ice;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds an address at which the other side answers, and goes on asking whether it still does (RFC 7675).
 *
 * <p>One local socket, several addresses of the other side. The first one that answers is used; if we control, each check says
 * so ({@code USE-CANDIDATE}), and if the other side controls, its choice is followed. Times are those of {@link
 * System#nanoTime()}.
 */
public final class IceAgent {
    /** Sends a datagram from the local socket. */
    @FunctionalInterface
    public interface DatagramSender {
        /** Sends all bytes; what can't be sent is lost, as it may be on the way. */
        void send(byte[] datagram, InetSocketAddress to);
    }

    private static final int MAX_PAIRS = 32;
    private static final int ROLE_CONFLICT = 487;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long CONSENT_INTERVAL = 5 * NANOS_PER_SECOND;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final DatagramSender sender;
    private final int priority;
    private final long tieBreaker;
    private final List<CandidatePair> pairs = new ArrayList<>();
    private IceCredentials local;
    private @Nullable IceCredentials remote;
    private boolean controlling;
    private @Nullable CandidatePair selected;

    /** Where to send to; after a restart, and until another pair is found, the address of before. */
    private volatile @Nullable InetSocketAddress target;

    private long lastAnswer;

    private volatile boolean released;

    /**
     * Makes an agent.
     *
     * @param controlling whether we choose the pair: whoever made the first offer does
     * @param priority what our checks claim, as in our best candidate
     * @param tieBreaker decides, larger first and read as unsigned, if both sides want to control
     */
    public IceAgent(DatagramSender sender, IceCredentials local, boolean controlling, int priority, long tieBreaker) {
        this.sender = sender;
        this.local = local;
        this.controlling = controlling;
        this.priority = priority;
        this.tieBreaker = tieBreaker;
    }

    /** A random number for {@code tieBreaker}. */
    public static long randomTieBreaker() {
        return RANDOM.nextLong();
    }

    /** Our credentials. */
    public IceCredentials local() {
        return local;
    }

    /** Those of the other side; null before its description came. */
    public @Nullable IceCredentials remote() {
        return remote;
    }

    /** What our checks claim. */
    public int priority() {
        return priority;
    }

    /** The address that answers, or did before a restart; null before the first answer. */
    public @Nullable InetSocketAddress target() {
        return target;
    }

    /** Whether the other side answered at an address, since the last restart. */
    public boolean isConnected() {
        return selected != null;
    }

    /** When the other side last answered a check. */
    public long lastAnswer() {
        return lastAnswer;
    }

    /** Begins again with other credentials of ours (an ICE restart); those of the other side are to follow. */
    public void restart(IceCredentials credentials) {
        local = credentials;
        remote = null;
        pairs.clear();
        selected = null;
    }

    /** Takes the other side's credentials. Other ones than before mean that it began again. */
    public void remote(IceCredentials credentials, long nanos) {
        if (credentials.equals(remote)) {
            return;
        }
        if (remote != null) {
            pairs.clear();
            selected = null;
        }
        remote = credentials;
        check(nanos);
    }

    /** Whether we control; only before the first check. */
    public void controlling(boolean weDo) {
        controlling = weDo;
    }

    /** Takes an address of the other side, and checks it if its credentials are known. */
    public void add(Candidate candidate, long nanos) {
        add(candidate.address(), nanos);
    }

    private @Nullable CandidatePair add(InetSocketAddress address, long nanos) {
        CandidatePair known = find(address);
        if (known != null || pairs.size() == MAX_PAIRS) {
            return known;
        }
        CandidatePair pair = new CandidatePair(address, nanos);
        pairs.add(pair);
        check(nanos);
        return pair;
    }

    private @Nullable CandidatePair find(InetSocketAddress address) {
        for (CandidatePair pair : pairs) {
            if (pair.remote.equals(address)) {
                return pair;
            }
        }
        return null;
    }

    /** Sends the checks that are due: call it every 20 ms or so. */
    public void check(long nanos) {
        IceCredentials theirs = remote;
        if (theirs == null) {
            return;
        }
        for (int i = 0; i < pairs.size(); i++) {
            CandidatePair pair = pairs.get(i);
            if (pair.nextCheck - nanos <= 0 && (selected == null || pair == selected || pair.nominated)) {
                send(pair, theirs, nanos);
            }
        }
    }

    private void send(CandidatePair pair, IceCredentials theirs, long nanos) {
        byte[] transaction = pair.transaction;
        if (transaction == null) {
            transaction = new byte[StunMessage.TRANSACTION];
            RANDOM.nextBytes(transaction);
        }
        StunWriter request = new StunWriter(StunMessage.REQUEST, transaction)
                .text(StunMessage.USERNAME, theirs.ufrag() + ":" + local.ufrag())
                .number(StunMessage.PRIORITY, priority)
                .number(controlling ? StunMessage.CONTROLLING : StunMessage.CONTROLLED, tieBreaker);
        if (controlling) {
            request.attribute(StunMessage.USE_CANDIDATE, new byte[0]);
        }
        pair.checked(transaction, nanos);
        sender.send(request.sign(theirs), pair.remote);
    }

    /** Takes a STUN message that came. What is not signed as it should be changes nothing. */
    public void receive(StunMessage message, InetSocketAddress from, long nanos) {
        switch (message.type()) {
            case StunMessage.REQUEST -> answer(message, from, nanos);
            case StunMessage.SUCCESS -> succeeded(message, from, nanos);
            case StunMessage.ERROR -> refused(message, from, nanos);
            case StunMessage.INDICATION ->
                released |= message.username().equals(released(local)) && message.isSignedWith(local);
            default -> {
                // Of another method.
            }
        }
    }

    /**
     * Tells another process with the same credentials that the connection is ours now: {@link #isReleased} of its agent. The other side of
     * the connection never sends this: it is signed with our password, and names us twice. Nothing is answered, and the datagram may be lost.
     *
     * @param holder where that process receives
     */
    public void release(InetSocketAddress holder) {
        byte[] transaction = new byte[StunMessage.TRANSACTION];
        RANDOM.nextBytes(transaction);
        sender.send(
                new StunWriter(StunMessage.INDICATION, transaction)
                        .text(StunMessage.USERNAME, released(local))
                        .sign(local),
                holder);
    }

    private static String released(IceCredentials credentials) {
        return credentials.ufrag() + ":" + credentials.ufrag();
    }

    /** Whether another process has the connection, as it says; any thread may call. */
    public boolean isReleased() {
        return released;
    }

    private void answer(StunMessage request, InetSocketAddress from, long nanos) {
        if (!request.username().startsWith(local.ufrag() + ":") || !request.isSignedWith(local)) {
            return;
        }
        if (conflicts(request)) {
            sender.send(
                    new StunWriter(StunMessage.ERROR, request.transaction())
                            .error(ROLE_CONFLICT, "Role Conflict")
                            .sign(local),
                    from);
            return;
        }
        sender.send(
                new StunWriter(StunMessage.SUCCESS, request.transaction())
                        .mappedAddress(from)
                        .sign(local),
                from);
        CandidatePair pair = add(from, nanos);
        if (pair == null) {
            return;
        }
        if (!controlling && request.has(StunMessage.USE_CANDIDATE)) {
            pair.nominated = true;
        }
        if (pair.succeeded) {
            if (pair.nominated) {
                select(pair);
            }
        } else if (remote != null && pair.transaction == null) {
            send(pair, remote, nanos);
        }
    }

    /** RFC 8445 section 7.3.1.1. True if the other side is to change its role; ours is changed here. */
    private boolean conflicts(StunMessage request) {
        int same = controlling ? StunMessage.CONTROLLING : StunMessage.CONTROLLED;
        if (!request.has(same)) {
            return false;
        }
        boolean weAreLarger = Long.compareUnsigned(tieBreaker, request.tieBreaker(same)) >= 0;
        if (weAreLarger == controlling) {
            return true;
        }
        controlling = !controlling;
        return false;
    }

    private void succeeded(StunMessage response, InetSocketAddress from, long nanos) {
        CandidatePair pair = asked(response, from);
        if (pair == null) {
            return;
        }
        pair.succeeded = true;
        pair.restart(nanos + CONSENT_INTERVAL);
        lastAnswer = nanos;
        if (selected == null || (pair.nominated && !selected.nominated)) {
            select(pair);
        }
    }

    private void refused(StunMessage response, InetSocketAddress from, long nanos) {
        CandidatePair pair = asked(response, from);
        if (pair != null && response.errorCode() == ROLE_CONFLICT) {
            controlling = !controlling;
            pair.restart(nanos);
            check(nanos);
        }
    }

    /** The pair whose check is answered: by whom it was sent to, with the other side's password. */
    private @Nullable CandidatePair asked(StunMessage response, InetSocketAddress from) {
        CandidatePair pair = find(from);
        if (pair == null
                || pair.transaction == null
                || remote == null
                || !response.answers(pair.transaction)
                || !response.isSignedWith(remote)) {
            return null;
        }
        return pair;
    }

    private void select(CandidatePair pair) {
        selected = pair;
        target = pair.remote;
    }
}
