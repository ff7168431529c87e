// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

import dev.janusclient.media.dtls.Fingerprint;
import dev.janusclient.media.ice.Candidate;
import dev.janusclient.media.ice.IceAgent;
import dev.janusclient.media.ice.IceCredentials;
import dev.janusclient.media.rtp.AudioCodec;
import dev.janusclient.media.sdp.Direction;
import dev.janusclient.media.sdp.Format;
import dev.janusclient.media.sdp.LocalDescription;
import dev.janusclient.media.sdp.RemoteDescription;
import dev.janusclient.media.sdp.RemoteSection;
import dev.janusclient.media.sdp.Setup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Offers, answers, and what follows from them for connection and session. A description that can't be used changes nothing. On
 * the engine's thread.
 */
final class LegNegotiation {
    private static final String FIRST_MID = "a";

    private final List<AudioCodec> codecs;
    private final IceAgent ice;
    private final RtpSession session;
    private final Fingerprint fingerprint;
    private final List<Candidate> candidates;
    private final long sdpSession;
    private long sdpVersion;
    private @Nullable String mid;
    private int midExtension;

    /** What we want; and what both sides want. */
    private Direction wanted = Direction.SENDRECV;

    private Direction agreed = Direction.INACTIVE;
    private @Nullable Setup role;
    private @Nullable Fingerprint remoteFingerprint;
    private boolean offered;
    private int count;

    LegNegotiation(
            List<AudioCodec> codecs,
            IceAgent ice,
            RtpSession session,
            Fingerprint fingerprint,
            List<Candidate> candidates,
            long sdpSession,
            long sdpVersion) {
        this.codecs = codecs;
        this.ice = ice;
        this.session = session;
        this.fingerprint = fingerprint;
        this.candidates = candidates;
        this.sdpSession = sdpSession;
        this.sdpVersion = sdpVersion;
    }

    /** Goes on with what another process agreed on; only an offer can follow that changes it. */
    void resume(MediaTicket ticket, long nanos) {
        mid = ticket.mid();
        midExtension = ticket.midExtension();
        wanted = ticket.direction();
        agreed = ticket.direction();
        role = Setup.ACTIVE;
        session.agreed(ticket.format(), mid, midExtension, nanos);
    }

    /** How often both sides have agreed on something. */
    int count() {
        return count;
    }

    boolean sends() {
        return agreed.sends();
    }

    @Nullable String mid() {
        return mid;
    }

    int midExtension() {
        return midExtension;
    }

    Direction agreed() {
        return agreed;
    }

    long sdpSession() {
        return sdpSession;
    }

    long sdpVersion() {
        return sdpVersion;
    }

    Fingerprint fingerprint() {
        return fingerprint;
    }

    /** Who begins the handshake: {@code ACTIVE} if we do; null if nothing is agreed on yet. */
    @Nullable Setup role() {
        return role;
    }

    /** Of the certificate that the other side will show; null if nothing is agreed on yet. */
    @Nullable Fingerprint remoteFingerprint() {
        return remoteFingerprint;
    }

    /** An offer, the first one or a later one. */
    String offer(Direction direction, boolean restartIce) {
        if (role == null) {
            ice.controlling(true);
        } else if (restartIce) {
            ice.restart(IceCredentials.random());
        }
        wanted = direction;
        offered = true;
        return description().offer(mid == null ? FIRST_MID : mid, codecs, direction);
    }

    /** An offer of what is agreed on already, with the extension that carries the mid; from now on packets have it. */
    String announceMid(long nanos) {
        MediaFormat format = session.format();
        if (format == null || mid == null) {
            throw new MediaException("nothing is agreed on yet, or the section has no mid");
        }
        midExtension = LocalDescription.OFFERED_MID_EXTENSION;
        session.agreed(format, mid, midExtension, nanos);
        return description().offer(mid, List.of(format.codec()), agreed);
    }

    /** Takes the answer to our offer. */
    void acceptAnswer(String sdp, long nanos) {
        if (!offered) {
            throw new MediaException("an answer without an offer of ours");
        }
        RemoteDescription answer = parse(sdp);
        RemoteSection audio = audio(answer);
        Format format = format(audio);
        IceCredentials credentials = credentials(audio);
        Fingerprint certificate = fingerprint(audio);
        offered = false;
        if (role == null) {
            role = audio.setup() == Setup.ACTIVE ? Setup.PASSIVE : Setup.ACTIVE;
        }
        mid = mid == null ? FIRST_MID : mid;
        midExtension = audio.midExtension();
        remoteFingerprint = certificate;
        remote(audio, format, credentials, nanos);
    }

    /** Takes an offer, the first one or a later one, and answers it. */
    String answer(String sdp, long nanos) {
        RemoteDescription offer = parse(sdp);
        RemoteSection audio = audio(offer);
        Format format = format(audio);
        IceCredentials credentials = credentials(audio);
        Fingerprint certificate = fingerprint(audio);
        if (role == null) {
            role = audio.setup().answer();
            ice.controlling(offer.iceLite());
        } else if (restarts(credentials)) {
            ice.restart(IceCredentials.random());
        }
        offered = false;
        mid = audio.mid();
        midExtension = audio.midExtension();
        remoteFingerprint = certificate;
        remote(audio, format, credentials, nanos);
        return description().answer(offer, audio, format, codec(format), agreed, setup(role));
    }

    private static Setup setup(@Nullable Setup role) {
        return role == null ? Setup.ACTIVE : role;
    }

    /** RFC 8839 section 5.4: new credentials in an offer ask for ours to be new, too. */
    private boolean restarts(IceCredentials theirs) {
        IceCredentials before = ice.remote();
        return before != null && !before.ufrag().equals(theirs.ufrag());
    }

    private void remote(RemoteSection audio, Format format, IceCredentials credentials, long nanos) {
        count++;
        agreed = wanted.and(audio.direction().reversed());
        int event = audio.telephoneEvent(format.clockRate());
        session.agreed(new MediaFormat(codec(format), format.payloadType(), event), mid, midExtension, nanos);
        ice.remote(credentials, nanos);
        for (String line : audio.candidates()) {
            Candidate.parse(line).ifPresent(candidate -> ice.add(candidate, nanos));
        }
    }

    private LocalDescription description() {
        IceCredentials ours = ice.local();
        sdpVersion++;
        return new LocalDescription(
                sdpSession,
                sdpVersion,
                ours.ufrag(),
                ours.password(),
                fingerprint.toString(),
                session.ssrc,
                session.cname,
                candidates.stream().map(Candidate::line).toList());
    }

    private static RemoteDescription parse(String sdp) {
        try {
            return RemoteDescription.parse(sdp);
        } catch (IllegalArgumentException e) {
            throw new MediaException("the description can't be read: " + e.getMessage(), e);
        }
    }

    private static RemoteSection audio(RemoteDescription description) {
        return description.audio().orElseThrow(() -> new MediaException("the description has no audio, or rejects it"));
    }

    private Format format(RemoteSection audio) {
        return audio.firstOf(codecs)
                .orElseThrow(() -> new MediaException("the description has none of the codecs " + codecs));
    }

    private AudioCodec codec(Format format) {
        return codecs.stream()
                .filter(codec -> RemoteSection.isOf(format, codec))
                .findFirst()
                .orElseThrow();
    }

    private static IceCredentials credentials(RemoteSection audio) {
        if (audio.ufrag() == null || audio.password() == null) {
            throw new MediaException("the description has no ICE credentials");
        }
        try {
            return new IceCredentials(audio.ufrag(), audio.password());
        } catch (IllegalArgumentException e) {
            throw new MediaException("the description's " + e.getMessage(), e);
        }
    }

    private static Fingerprint fingerprint(RemoteSection audio) {
        if (audio.fingerprint() == null) {
            throw new MediaException("the description has no fingerprint");
        }
        try {
            return Fingerprint.parse(audio.fingerprint());
        } catch (IllegalArgumentException e) {
            throw new MediaException("the description's " + e.getMessage(), e);
        }
    }
}
