// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.webrtc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/**
 * How a {@link JanusPeer} behaves.
 *
 * @param iceServers STUN and TURN servers; none by default: Janus is usually reachable without
 * @param minPort the lowest local UDP port for media; 0 lets the system choose
 * @param maxPort the highest local UDP port for media; 0 lets the system choose
 * @param sendAudio whether answers offer audio of ours, if the offer has an audio section
 * @param sendVideo whether answers offer video of ours, if the offer has a video section
 * @param trickle whether descriptions are handed out at once and candidates follow; otherwise every description waits
 *     until all candidates are in it
 * @param negotiationTimeout the deadline of an offer, an answer or accepting one, gathering included
 * @param connectTimeout the deadline of {@link JanusPeer#connected()} and of the first audio packet
 * @param callbacks where futures complete and listeners run; listeners run one at a time
 */
public record JanusPeerOptions(
        List<IceServer> iceServers,
        int minPort,
        int maxPort,
        boolean sendAudio,
        boolean sendVideo,
        boolean trickle,
        Duration negotiationTimeout,
        Duration connectTimeout,
        Executor callbacks) {
    public JanusPeerOptions {
        iceServers = List.copyOf(iceServers);
        if (minPort < 0 || maxPort > 65_535 || minPort > maxPort) {
            throw new IllegalArgumentException("not a port range: " + minPort + " to " + maxPort);
        }
    }

    /** Sends and receives audio, receives video, without trickle. */
    public static JanusPeerOptions defaults() {
        return builder().build();
    }

    /** Only receives. */
    public static JanusPeerOptions receiveOnly() {
        return builder().sendAudio(false).build();
    }

    /** Starts from {@link #defaults()}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the options. Not for use by several threads. */
    public static final class Builder {
        private final List<IceServer> iceServers = new ArrayList<>();
        private int minPort;
        private int maxPort;
        private boolean sendAudio = true;
        private boolean sendVideo;
        private boolean trickle;
        private Duration negotiationTimeout = Duration.ofSeconds(20);
        private Duration connectTimeout = Duration.ofSeconds(30);
        private Executor callbacks = ForkJoinPool.commonPool();

        private Builder() {}

        /** Adds a STUN or TURN server. */
        public Builder iceServer(IceServer server) {
            iceServers.add(server);
            return this;
        }

        /** Limits the local UDP ports for media, both ends included. */
        public Builder ports(int min, int max) {
            minPort = min;
            maxPort = max;
            return this;
        }

        /** Whether answers offer audio of ours. */
        public Builder sendAudio(boolean send) {
            sendAudio = send;
            return this;
        }

        /** Whether answers offer video of ours. */
        public Builder sendVideo(boolean send) {
            sendVideo = send;
            return this;
        }

        /** Whether candidates follow the description instead of being in it. */
        public Builder trickle(boolean on) {
            trickle = on;
            return this;
        }

        /** The deadline of an offer, an answer or accepting one. */
        public Builder negotiationTimeout(Duration limit) {
            negotiationTimeout = limit;
            return this;
        }

        /** The deadline of the connection and of the first audio packet. */
        public Builder connectTimeout(Duration limit) {
            connectTimeout = limit;
            return this;
        }

        /** Where futures complete and listeners run. */
        public Builder callbacks(Executor executor) {
            callbacks = executor;
            return this;
        }

        /** The options. */
        public JanusPeerOptions build() {
            return new JanusPeerOptions(
                    iceServers,
                    minPort,
                    maxPort,
                    sendAudio,
                    sendVideo,
                    trickle,
                    negotiationTimeout,
                    connectTimeout,
                    callbacks);
        }
    }
}
