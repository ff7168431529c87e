// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

import dev.janusclient.handover.HandoverKeys;
import dev.janusclient.media.dtls.Fingerprint;
import dev.janusclient.media.ice.Candidate;
import dev.janusclient.media.ice.IceAgent;
import dev.janusclient.media.ice.IceCredentials;
import dev.janusclient.media.sdp.Direction;
import dev.janusclient.media.srtp.SrtpKeys;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything another process needs to continue a leg whose process has died: where Janus is, the credentials of ICE and the keys
 * of SRTP. It does not change while the leg is connected, so one ticket serves until the next negotiation: who continues sends
 * with an SSRC of its own.
 *
 * <p><b>It holds the keys of the call.</b> Whoever reads it can listen in and speak. {@link #seal} encrypts it, always; {@link
 * #toString()} shows nothing of it; {@link #wipe()} overwrites the keys when it is done with.
 */
public final class MediaTicket {
    /** At 50 packets a second sequence numbers last 22 minutes; other senders may send more often. */
    private static final long MILLIS_PER_ROLLOVER = Duration.ofMinutes(5).toMillis();

    private static final int MAX_ROLLOVERS = 4_096;
    private static final int LARGEST_PRIORITY = Integer.MAX_VALUE;

    /** Read as unsigned. */
    private static final long LARGEST_TIE_BREAKER = -1;

    /**
     * What a ticket was sealed for: it opens for nothing else.
     *
     * @param sessionId the session at Janus
     * @param handleId the handle at Janus
     * @param epoch the owner's, which changes with each owner; 0 where there is none
     */
    public record Scope(long sessionId, long handleId, long epoch) {
        /** Leaves out the ids. */
        @Override
        public String toString() {
            return "Scope[epoch " + epoch + "]";
        }
    }

    private final InetSocketAddress remoteAddress;
    private final List<InetSocketAddress> localAddresses;
    private final IceCredentials localCredentials;
    private final IceCredentials remoteCredentials;
    private final int priority;
    private final SrtpKeys keys;
    private final MediaFormat format;
    private final Direction direction;
    private final @Nullable String mid;
    private final int midExtension;
    private final Fingerprint fingerprint;
    private final long sdpSession;
    private final long sdpVersion;
    private final String cname;
    private final long connectedAtMillis;

    MediaTicket(
            InetSocketAddress remoteAddress,
            List<InetSocketAddress> localAddresses,
            IceCredentials localCredentials,
            IceCredentials remoteCredentials,
            int priority,
            SrtpKeys keys,
            MediaFormat format,
            Direction direction,
            @Nullable String mid,
            int midExtension,
            Fingerprint fingerprint,
            long sdpSession,
            long sdpVersion,
            String cname,
            long connectedAtMillis) {
        this.remoteAddress = remoteAddress;
        this.localAddresses = List.copyOf(localAddresses);
        this.localCredentials = localCredentials;
        this.remoteCredentials = remoteCredentials;
        this.priority = priority;
        this.keys = keys;
        this.format = format;
        this.direction = direction;
        this.mid = mid;
        this.midExtension = midExtension;
        this.fingerprint = fingerprint;
        this.sdpSession = sdpSession;
        this.sdpVersion = sdpVersion;
        this.cname = cname;
        this.connectedAtMillis = connectedAtMillis;
    }

    static MediaTicket of(
            IceAgent ice,
            InetSocketAddress target,
            List<InetSocketAddress> localAddresses,
            IceCredentials remote,
            SrtpKeys keys,
            MediaFormat format,
            LegNegotiation negotiation,
            String cname,
            long connectedAtMillis) {
        return new MediaTicket(
                target,
                localAddresses,
                ice.local(),
                remote,
                ice.priority(),
                copy(keys),
                format,
                negotiation.agreed(),
                negotiation.mid(),
                negotiation.midExtension(),
                negotiation.fingerprint(),
                negotiation.sdpSession(),
                negotiation.sdpVersion(),
                cname,
                connectedAtMillis);
    }

    private static SrtpKeys copy(SrtpKeys keys) {
        return new SrtpKeys(keys.local().copy(), keys.remote().copy());
    }

    /**
     * The ticket as encrypted text (AES-256 in Galois/Counter Mode), about 900 characters.
     *
     * @param keys those of the application: the current one encrypts
     * @param scope what it is to be opened for
     */
    public String seal(HandoverKeys keys, Scope scope) {
        return MediaTicketSeal.seal(MediaTicketCodec.write(this), keys, scope);
    }

    /**
     * Opens a sealed ticket.
     *
     * @param keys those of the application, older ones too
     * @param scope what it must have been sealed for
     * @param maxAge how long ago it may have been sealed
     * @throws MediaTicketException if it can't be used; the fault says why
     */
    public static MediaTicket open(String text, HandoverKeys keys, Scope scope, Duration maxAge) {
        return MediaTicketCodec.read(MediaTicketSeal.open(text, keys, scope, maxAge));
    }

    InetSocketAddress remoteAddress() {
        return remoteAddress;
    }

    Candidate remoteCandidate() {
        return new Candidate("1", 1, remoteAddress, "host");
    }

    /** Where the leg that the ticket is of receives, in case its process lives. */
    List<InetSocketAddress> localAddresses() {
        return localAddresses;
    }

    IceCredentials localCredentials() {
        return localCredentials;
    }

    IceCredentials remoteCredentials() {
        return remoteCredentials;
    }

    int priority() {
        return priority;
    }

    SrtpKeys originalKeys() {
        return keys;
    }

    /** A copy of the keys, for a leg to wipe. */
    SrtpKeys keys() {
        return copy(keys);
    }

    MediaFormat format() {
        return format;
    }

    Direction direction() {
        return direction;
    }

    @Nullable String mid() {
        return mid;
    }

    int midExtension() {
        return midExtension;
    }

    Fingerprint fingerprint() {
        return fingerprint;
    }

    long sdpSession() {
        return sdpSession;
    }

    long sdpVersion() {
        return sdpVersion;
    }

    String cname() {
        return cname;
    }

    long connectedAtMillis() {
        return connectedAtMillis;
    }

    /**
     * An agent that makes Janus change over to another address of ours: libnice changes the pair for a strictly higher priority
     * only (conncheck.c), and of two that control the one with the larger tie-breaker stays. A random one, as RFC 8445 section 5.2 has it,
     * would sometimes be smaller than Janus's: with regular nomination it then never sends to the new address.
     */
    IceAgent agent(IceAgent.DatagramSender sender) {
        int higher = Math.min(priority, LARGEST_PRIORITY - 1) + 1;
        return new IceAgent(sender, localCredentials, true, higher, LARGEST_TIE_BREAKER);
    }

    /** How often the sequence numbers of what Janus sends may have begun again since the leg was connected. */
    int maxRollovers() {
        long age = Math.max(0, System.currentTimeMillis() - connectedAtMillis);
        return (int) Math.min(1 + age / MILLIS_PER_ROLLOVER, MAX_ROLLOVERS);
    }

    /** Overwrites the keys; the ticket is of no use then. */
    public void wipe() {
        keys.wipe();
    }

    /** Says the codec only: whoever reads a log must not be able to listen in. */
    @Override
    public String toString() {
        return "MediaTicket[" + format.codec() + "]";
    }
}
