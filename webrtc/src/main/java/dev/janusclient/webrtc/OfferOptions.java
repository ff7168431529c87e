// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.webrtc;

/**
 * What an offer asks for. In a later offer of the same peer the directions change what was negotiated: this is how a
 * call is put on hold.
 *
 * @param audio the direction of the audio
 * @param video the direction of the video
 * @param iceRestart whether ICE is to start again with new credentials
 */
public record OfferOptions(MediaDirection audio, MediaDirection video, boolean iceRestart) {
    /** Audio both ways. */
    public static OfferOptions audioOnly() {
        return new OfferOptions(MediaDirection.SEND_RECV, MediaDirection.INACTIVE, false);
    }

    /** Audio and video both ways. */
    public static OfferOptions audioAndVideo() {
        return new OfferOptions(MediaDirection.SEND_RECV, MediaDirection.SEND_RECV, false);
    }

    /** Neither audio nor video, only the data channels created before. */
    public static OfferOptions dataOnly() {
        return new OfferOptions(MediaDirection.INACTIVE, MediaDirection.INACTIVE, false);
    }

    /** The same with another direction of the audio. */
    public OfferOptions withAudio(MediaDirection direction) {
        return new OfferOptions(direction, video, iceRestart);
    }

    /** The same with another direction of the video. */
    public OfferOptions withVideo(MediaDirection direction) {
        return new OfferOptions(audio, direction, iceRestart);
    }

    /** The same with new ICE credentials. */
    public OfferOptions restartingIce() {
        return new OfferOptions(audio, video, true);
    }
}
