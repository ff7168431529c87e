// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

import dev.janusclient.media.rtp.AudioCodec;
import dev.janusclient.media.srtp.SrtpProfile;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link MediaLeg} behaves.
 *
 * @param codecs what may be agreed on, the best first; an answer takes the first of the offer that is one of them
 * @param profiles how packets may be encrypted, the best first
 * @param localAddress the address to send from and to receive at; null for all addresses of this machine but loopback
 * @param minPort the lowest local UDP port; 0 lets the system choose
 * @param maxPort the highest local UDP port; 0 lets the system choose
 * @param connectTimeout the time limit of ICE and DTLS, from the moment that both descriptions are known
 * @param callbacks where futures complete and listeners run
 */
public record MediaLegOptions(
        List<AudioCodec> codecs,
        List<SrtpProfile> profiles,
        @Nullable InetAddress localAddress,
        int minPort,
        int maxPort,
        Duration connectTimeout,
        Executor callbacks) {
    private static final int MAX_PORT = 65_535;

    public MediaLegOptions {
        codecs = List.copyOf(codecs);
        profiles = List.copyOf(profiles);
        if (codecs.isEmpty() || profiles.isEmpty()) {
            throw new IllegalArgumentException("codecs and profiles: at least one of each is needed");
        }
        if (minPort < 0 || maxPort > MAX_PORT || minPort > maxPort) {
            throw new IllegalArgumentException("not a port range: " + minPort + " to " + maxPort);
        }
    }

    /** Opus and G.711, both profiles, all addresses. */
    public static MediaLegOptions defaults() {
        return builder().build();
    }

    /** Starts from {@link #defaults()}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the options. Not for use by several threads. */
    public static final class Builder {
        private List<AudioCodec> codecs = List.of(AudioCodec.OPUS, AudioCodec.PCMU, AudioCodec.PCMA);
        private List<SrtpProfile> profiles = List.of(SrtpProfile.AES_CM_128_HMAC_SHA1_80, SrtpProfile.AEAD_AES_128_GCM);
        private @Nullable InetAddress localAddress;
        private int minPort;
        private int maxPort;
        private Duration connectTimeout = Duration.ofSeconds(30);
        private Executor callbacks = ForkJoinPool.commonPool();

        private Builder() {}

        /** What may be agreed on, the best first. */
        public Builder codecs(AudioCodec... bestFirst) {
            codecs = List.of(bestFirst);
            return this;
        }

        /** How packets may be encrypted, the best first. */
        public Builder profiles(SrtpProfile... bestFirst) {
            profiles = List.of(bestFirst);
            return this;
        }

        /** The one address to send from and to receive at, which may be a loopback address. */
        public Builder localAddress(InetAddress address) {
            localAddress = address;
            return this;
        }

        /** Limits the local UDP ports, both ends included. */
        public Builder ports(int min, int max) {
            minPort = min;
            maxPort = max;
            return this;
        }

        /** The time limit of ICE and DTLS. */
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
        public MediaLegOptions build() {
            return new MediaLegOptions(codecs, profiles, localAddress, minPort, maxPort, connectTimeout, callbacks);
        }
    }
}
