// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.message;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A session description as Janus carries it beside a message (JavaScript Session Establishment Protocol).
 *
 * @param type {@code offer} or {@code answer}
 * @param sdp the description itself
 * @param trickle false says that every candidate is already in the SDP; absent means that candidates may follow
 * @param ridOrder simulcast: {@code hml} or {@code lmh}, the order in which the rids name the layers
 * @param forceRelay whether Janus should use relayed candidates only
 * @param e2ee whether the media is encrypted end to end
 * @param svc which of its streams are sent with scalable coding (SVC); Janus 1.1.4 and later
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record Jsep(
        String type,
        String sdp,
        @Nullable Boolean trickle,
        @Nullable String ridOrder,
        @Nullable Boolean forceRelay,
        @Nullable Boolean e2ee,
        @Nullable List<SvcStream> svc) {
    /**
     * A stream that is sent with scalable coding. Janus needs its place or its name.
     *
     * @param mindex its place in the SDP
     * @param mid its name in the SDP
     * @param svc the mode, for example {@code L3T3}
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    public record SvcStream(@Nullable Integer mindex, @Nullable String mid, String svc) {
        public SvcStream {
            Objects.requireNonNull(svc, "jsep.svc.svc");
        }
    }

    public Jsep {
        Objects.requireNonNull(type, "jsep.type");
        Objects.requireNonNull(sdp, "jsep.sdp");
        svc = svc == null ? null : List.copyOf(svc);
    }

    /** An offer whose candidates may trickle in later. */
    public static Jsep offer(String sdp) {
        return new Jsep("offer", sdp, null, null, null, null, null);
    }

    /** An answer whose candidates may trickle in later. */
    public static Jsep answer(String sdp) {
        return new Jsep("answer", sdp, null, null, null, null, null);
    }

    /** The same description, saying that no candidates follow it. */
    public Jsep withoutTrickle() {
        return new Jsep(type, sdp, false, ridOrder, forceRelay, e2ee, svc);
    }

    /** The same description of streams that are sent with scalable coding. */
    public Jsep withSvc(List<SvcStream> streams) {
        return new Jsep(type, sdp, trickle, ridOrder, forceRelay, e2ee, streams);
    }

    /** Whether its video comes in several qualities (RFC 8853, or the older {@code SIM} groups of SSRCs). */
    public boolean simulcasts() {
        return sdp.contains("a=simulcast:") || sdp.contains("a=ssrc-group:SIM ");
    }

    /** Whether it describes video. */
    public boolean hasVideo() {
        return sdp.contains("m=video ");
    }

    /** Whether this is an offer. */
    public boolean isOffer() {
        return type.equals("offer");
    }

    /** Whether this is an answer. */
    public boolean isAnswer() {
        return type.equals("answer");
    }
}
