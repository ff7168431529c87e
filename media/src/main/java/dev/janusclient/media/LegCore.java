// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

import dev.janusclient.media.dtls.DtlsHandshake;
import dev.janusclient.media.dtls.Fingerprint;
import dev.janusclient.media.ice.Candidate;
import dev.janusclient.media.ice.IceAgent;
import dev.janusclient.media.ice.IceCredentials;
import dev.janusclient.media.sdp.Direction;
import dev.janusclient.media.sdp.Setup;
import dev.janusclient.media.srtp.SrtpKeys;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a leg is on the engine's thread: connection, negotiation and session, and the state that results. */
final class LegCore implements EngineLoop.Member {
    private static final Logger log = LoggerFactory.getLogger(LegCore.class);
    private static final Duration DISCONNECTED_AFTER = Duration.ofSeconds(10);
    private static final Duration FAILED_AFTER = Duration.ofSeconds(30);

    /** One of them may be lost. */
    private static final int RELEASES = 3;

    final RtpSession session;
    final LegConnection connection;
    private final MediaEngine engine;
    private final MediaLegOptions options;
    private final LegNegotiation negotiation;
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final List<Consumer<MediaLegState>> listeners = new ArrayList<>();
    private volatile MediaLegState state = MediaLegState.NEW;
    private @Nullable SrtpKeys keys;
    private long connectDeadline;
    private long createdAtMillis = System.currentTimeMillis();
    private final List<InetSocketAddress> addresses;
    private int handshakes;

    /** Where the process receives whose leg is continued here, and how often it is still told so. */
    private List<InetSocketAddress> formerAddresses = List.of();

    private int releasesLeft = RELEASES;

    /** What {@link #changed} was last called for: how often was negotiated, and with which address of the other side. */
    private int negotiationsSeen;

    private @Nullable InetSocketAddress targetSeen;
    private Runnable changed = () -> {};

    private LegCore(MediaEngine engine, MediaLegOptions options, DatagramChannel channel, @Nullable MediaTicket ticket)
            throws IOException {
        this.engine = engine;
        this.options = options;
        this.session = new RtpSession(ticket == null ? UUID.randomUUID().toString() : ticket.cname());
        List<Candidate> candidates = new ArrayList<>();
        this.addresses = LocalAddresses.of(channel);
        for (InetSocketAddress address : addresses) {
            candidates.add(Candidate.host(candidates.size(), address));
        }
        int best = candidates.isEmpty() ? 1 : candidates.get(0).priority();
        this.connection = new LegConnection(
                channel,
                sender -> ticket == null
                        ? new IceAgent(sender, IceCredentials.random(), true, best, IceAgent.randomTieBreaker())
                        : ticket.agent(sender),
                session,
                session.outgoing);
        Fingerprint fingerprint = ticket == null ? engine.identity.fingerprint() : ticket.fingerprint();
        this.negotiation = new LegNegotiation(
                options.codecs(),
                connection.ice,
                session,
                fingerprint,
                candidates,
                ticket == null ? ThreadLocalRandom.current().nextLong(Long.MAX_VALUE) : ticket.sdpSession(),
                ticket == null ? 0 : ticket.sdpVersion());
    }

    static LegCore create(MediaEngine engine, MediaLegOptions options) {
        return create(engine, options, null);
    }

    /** A leg that goes on with what another process had. */
    static LegCore resume(MediaEngine engine, MediaLegOptions options, MediaTicket ticket, BooleanSupplier maySend) {
        LegCore core = create(engine, options, ticket);
        core.connection.sendOnlyWhile(maySend);
        SrtpKeys copy = ticket.keys();
        try {
            engine.loop.execute(() -> core.resume(ticket, copy));
        } catch (RejectedExecutionException e) {
            // The loop has closed the leg already.
            copy.wipe();
        }
        return core;
    }

    private static LegCore create(MediaEngine engine, MediaLegOptions options, @Nullable MediaTicket ticket) {
        try {
            DatagramChannel channel = LocalAddresses.open(options);
            try {
                LegCore core = new LegCore(engine, options, channel, ticket);
                engine.loop.execute(() -> core.register(channel));
                return core;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException | RejectedExecutionException e) {
            throw new MediaException("no socket for media can be had: " + e.getMessage(), e);
        }
    }

    private void register(DatagramChannel channel) {
        try {
            engine.loop.add(this, channel);
        } catch (IOException e) {
            fail("the socket can't be used", e);
        }
    }

    private void resume(MediaTicket ticket, SrtpKeys copy) {
        long nanos = System.nanoTime();
        keys = copy;
        createdAtMillis = ticket.connectedAtMillis();
        formerAddresses = ticket.localAddresses();
        connection.secure(copy, ticket.maxRollovers());
        negotiation.resume(ticket, nanos);
        connecting(nanos);
        connection.ice.remote(ticket.remoteCredentials(), nanos);
        connection.ice.add(ticket.remoteCandidate(), nanos);
    }

    MediaLegState state() {
        return state;
    }

    CompletableFuture<Void> connected() {
        return connected;
    }

    void onState(Consumer<MediaLegState> listener) {
        listeners.add(listener);
        listener.accept(state);
    }

    /** Calls a listener whenever the leg's ticket is another one than before, and now if the leg is connected. */
    void onTicketChange(Runnable listener) {
        changed = listener;
        targetSeen = null;
        noticeChange();
    }

    private void noticeChange() {
        InetSocketAddress target = connection.ice.target();
        int negotiations = negotiation.count();
        if (state != MediaLegState.CONNECTED
                || target == null
                || (negotiations == negotiationsSeen && target.equals(targetSeen))) {
            return;
        }
        negotiationsSeen = negotiations;
        targetSeen = target;
        changed.run();
    }

    Direction direction() {
        return negotiation.agreed();
    }

    String offer(Direction direction, boolean restartIce) {
        requireOpen();
        return negotiation.offer(direction, restartIce);
    }

    String announceMid() {
        requireOpen();
        return negotiation.announceMid(System.nanoTime());
    }

    void acceptAnswer(String sdp) {
        requireOpen();
        long nanos = System.nanoTime();
        negotiation.acceptAnswer(sdp, nanos);
        connecting(nanos);
    }

    String answer(String sdp) {
        requireOpen();
        long nanos = System.nanoTime();
        String answer = negotiation.answer(sdp, nanos);
        connecting(nanos);
        return answer;
    }

    void addRemoteCandidate(String line) {
        Candidate.parse(line).ifPresent(candidate -> connection.ice.add(candidate, System.nanoTime()));
    }

    private void requireOpen() {
        if (state == MediaLegState.CLOSED) {
            throw new MediaException("the leg is closed");
        }
    }

    private void connecting(long nanos) {
        if (state == MediaLegState.NEW) {
            connectDeadline = nanos + options.connectTimeout().toNanos();
            change(MediaLegState.CONNECTING);
        }
    }

    @Override
    public void readable(long nanos) {
        connection.read(nanos);
        advance(nanos);
    }

    @Override
    public void tick(long nanos) {
        connection.ice.check(nanos);
        release();
        session.tick(connection, negotiation.sends(), nanos);
        advance(nanos);
        noticeChange();
    }

    /** Does what the state of ICE allows. */
    private void advance(long nanos) {
        IceAgent ice = connection.ice;
        switch (state) {
            case CONNECTING -> {
                if (ice.isConnected() && connection.isSecured()) {
                    release();
                    change(MediaLegState.CONNECTED);
                    connected.complete(null);
                } else if (nanos - connectDeadline > 0) {
                    fail(ice.isConnected() ? "DTLS did not end in time" : "no address of the other side answers", null);
                } else if (ice.isConnected() && connection.handshake() == null) {
                    beginHandshake();
                }
            }
            case CONNECTED -> {
                if (nanos - ice.lastAnswer() > DISCONNECTED_AFTER.toNanos()) {
                    change(MediaLegState.DISCONNECTED);
                }
            }
            case DISCONNECTED -> {
                long silence = nanos - ice.lastAnswer();
                if (silence > FAILED_AFTER.toNanos()) {
                    fail("the other side has not answered for " + FAILED_AFTER.toSeconds() + " s", null);
                } else if (silence < DISCONNECTED_AFTER.toNanos()) {
                    change(MediaLegState.CONNECTED);
                }
            }
            default -> {
                // Nothing is negotiated yet, or it is over.
            }
        }
    }

    /** Has the process whose leg is continued here fall silent, if it lives: before the first packet is sent from here. */
    private void release() {
        if (connection.ice.isConnected() && releasesLeft > 0) {
            releasesLeft--;
            formerAddresses.forEach(connection.ice::release);
        }
    }

    private void beginHandshake() {
        Fingerprint remote = negotiation.remoteFingerprint();
        if (remote == null) {
            return;
        }
        DtlsHandshake handshake = new DtlsHandshake(
                engine.identity,
                negotiation.role() == Setup.ACTIVE,
                remote,
                options.profiles(),
                options.connectTimeout(),
                this::sendDtls);
        connection.handshake(handshake);
        try {
            engine.handshakes.execute(() -> run(handshake));
        } catch (RejectedExecutionException e) {
            fail("the engine is closed", e);
        }
    }

    private void run(DtlsHandshake handshake) {
        try {
            SrtpKeys agreed = handshake.run();
            onLoop(() -> secured(agreed));
        } catch (IOException | RuntimeException e) {
            onLoop(() -> fail("DTLS failed: " + e.getMessage(), e));
        }
    }

    private void onLoop(Runnable task) {
        try {
            engine.loop.execute(task);
        } catch (RejectedExecutionException e) {
            log.debug("the engine was closed during a handshake", e);
        }
    }

    /** Called by the handshake's thread, too. */
    private void sendDtls(byte[] datagram) {
        InetSocketAddress target = connection.ice.target();
        if (target != null) {
            connection.sendDtls(datagram, target);
        }
    }

    private void secured(SrtpKeys agreed) {
        if (state == MediaLegState.CLOSED || state == MediaLegState.FAILED) {
            agreed.wipe();
            return;
        }
        keys = agreed;
        handshakes++;
        createdAtMillis = System.currentTimeMillis();
        connection.secure(agreed, 0);
        advance(System.nanoTime());
    }

    private void fail(String why, @Nullable Throwable cause) {
        if (state == MediaLegState.CLOSED || state == MediaLegState.FAILED) {
            return;
        }
        log.debug("a leg failed: {}", why, cause);
        change(MediaLegState.FAILED);
        end(why, cause);
    }

    private void change(MediaLegState next) {
        state = next;
        for (Consumer<MediaLegState> listener : listeners) {
            listener.accept(next);
        }
    }

    /** What another process needs: see {@link MediaTicket}. */
    MediaTicket ticket() {
        SrtpKeys agreed = keys;
        InetSocketAddress target = connection.ice.target();
        IceCredentials remote = connection.ice.remote();
        MediaFormat format = session.format();
        if (agreed == null || target == null || remote == null || format == null) {
            throw new MediaException("the leg is not connected");
        }
        return MediaTicket.of(
                connection.ice, target, addresses, remote, agreed, format, negotiation, session.cname, createdAtMillis);
    }

    MediaLegStats stats() {
        return session.stats(connection.refused(), handshakes);
    }

    @Override
    public void close() {
        if (state == MediaLegState.CLOSED) {
            return;
        }
        change(MediaLegState.CLOSED);
        end("the leg is closed", null);
    }

    private void end(String why, @Nullable Throwable cause) {
        engine.loop.remove(this);
        session.end();
        connection.close();
        if (keys != null) {
            keys.wipe();
            keys = null;
        }
        connected.completeExceptionally(new MediaException(why, cause));
    }
}
