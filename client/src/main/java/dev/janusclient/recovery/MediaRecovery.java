// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.recovery;

import dev.janusclient.message.Jsep;
import java.time.Duration;

/**
 * What has become of a handle's media after its owner changed, and how to have it again. A PeerConnection of a browser or of
 * libwebrtc can't move between processes, and Janus does not notice that the old one is dead; what goes on from there was measured for every
 * plugin ({@code docs/handover.md}). In one process whose PeerConnection lives on, media was never interrupted: {@link
 * Unaffected}.
 */
public sealed interface MediaRecovery {
    /** The handle has no media. */
    record None() implements MediaRecovery {}

    /**
     * The media was negotiated by this process, whose PeerConnection is its own business: only the signalling was
     * interrupted, and there is nothing to do. A hangup would end the media, and a call with it.
     */
    record Unaffected() implements MediaRecovery {}

    /**
     * Another process had the media, and this one goes on with it: there is nothing to do. On the same PeerConnection of Janus's, without
     * another handshake, if its keys could be handed over, as those of {@code janus-client-media}; otherwise a SIP call goes on by another
     * call, on another handle of the session.
     *
     * @param gap from the beginning of the takeover until media could flow; how long it took to notice that the owner had died is not
     *     in it
     * @param how what was done
     */
    record Continued(Duration gap, How how) implements MediaRecovery {
        /** How media is continued. */
        public enum How {
            /** From another address, with the credentials of ICE it had: without any signalling. */
            OTHER_ADDRESS,
            /** With new credentials of ICE, negotiated through the handle. */
            ICE_RESTART,
            /** The other side of a SIP call was asked to call us (REFER), and its call has taken the old one's place. */
            TRANSFER,
            /** Our call to the other side has taken the old one's place ({@code INVITE} with {@code Replaces}). */
            REPLACES
        }
    }

    /**
     * An offer of Janus's still waits: answer it, from a new PeerConnection, with the request named.
     *
     * @param request for example {@code accept}
     */
    record AnswerOffer(Jsep offer, String request) implements MediaRecovery {}

    /**
     * The media comes back on this very handle: {@code hangup()}, wait for {@code CoreEvent.HangUp}, then make the request
     * named, from a new PeerConnection. Ids stay what they are. A request that asks Janus for an offer may be acknowledged
     * and never answered if it comes at the very moment of the hangup: make it once more.
     *
     * @param request for example {@code publish}, {@code join}, {@code watch}
     */
    record RestartOnHandle(String request) implements MediaRecovery {}

    /**
     * The media can't come back on this handle: attach a new one, make the request named there, and then detach this one.
     *
     * @param request for example {@code join}
     */
    record RestartOnNewHandle(String request) implements MediaRecovery {}

    /**
     * The media is over, and what it belonged to with it.
     *
     * @param why a sentence for a person
     */
    record Unrecoverable(String why) implements MediaRecovery {}

    /** Not known: the handle's last owner left nothing, and Janus was not or can't be asked. */
    record Unknown() implements MediaRecovery {}
}
