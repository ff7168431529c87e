// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.webrtc;

import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.media.MediaStreamTrack;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import dev.onvoid.webrtc.media.video.VideoTrack;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The receivers of one peer, by the mid of their media section. */
final class RemoteTracks {
    final AudioReceiver firstAudio;
    final VideoReceiver firstVideo;

    private final PeerThread thread;
    private final Map<String, AudioReceiver> audio = new ConcurrentHashMap<>();
    private final Map<String, VideoReceiver> video = new ConcurrentHashMap<>();

    // All below belong to the peer's thread.
    private final Set<String> attached = new HashSet<>();
    private boolean audioSeen;
    private boolean videoSeen;

    RemoteTracks(PeerThread thread) {
        this.thread = thread;
        this.firstAudio = new AudioReceiver(thread);
        this.firstVideo = new VideoReceiver(thread);
    }

    AudioReceiver audio(String mid) {
        return audio.computeIfAbsent(mid, any -> new AudioReceiver(thread));
    }

    VideoReceiver video(String mid) {
        return video.computeIfAbsent(mid, any -> new VideoReceiver(thread));
    }

    /** Listens to a track; a section that was paused and goes on is announced again, and heard already. */
    void attach(RTCRtpTransceiver transceiver) {
        String mid = transceiver.getMid();
        if (!attached.add(mid)) {
            return;
        }
        MediaStreamTrack track = transceiver.getReceiver().getTrack();
        if (track instanceof AudioTrack audioTrack) {
            AudioReceiver byMid = audio(mid);
            boolean first = !audioSeen;
            audioSeen = true;
            audioTrack.addSink((data, bits, rate, channels, frames) -> {
                byMid.accept(data, bits, rate, channels, frames);
                if (first) {
                    firstAudio.accept(data, bits, rate, channels, frames);
                }
            });
        } else if (track instanceof VideoTrack videoTrack) {
            VideoReceiver byMid = video(mid);
            boolean first = !videoSeen;
            videoSeen = true;
            videoTrack.addSink(frame -> {
                int width = frame.buffer.getWidth();
                int height = frame.buffer.getHeight();
                frame.release();
                byMid.accept(width, height);
                if (first) {
                    firstVideo.accept(width, height);
                }
            });
        }
    }
}
