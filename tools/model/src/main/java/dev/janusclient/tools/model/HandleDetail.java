// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import dev.janusclient.admin.HandleInfo;
import dev.janusclient.message.RawJson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of one handle.
 *
 * @param selectedPair the addresses in use; null without a PeerConnection
 * @param pluginState what the plugin says of it, as it came
 * @param flags where it is in its negotiation: the names of those that are set
 * @param localSdp what Janus said last; null if nothing
 * @param remoteSdp what the other side said last; null if nothing
 * @param pcapFile where its packets are written, if they are
 * @param samples its media over time; empty without an event handler
 */
public record HandleDetail(
        HandleSummary handle,
        @Nullable String selectedPair,
        @Nullable RawJson pluginState,
        List<String> flags,
        @Nullable String localSdp,
        @Nullable String remoteSdp,
        @Nullable String pcapFile,
        List<MediaQuality.Sample> samples) {
    static HandleDetail of(HandleSummary summary, HandleInfo info, Observations observed) {
        HandleInfo.PeerConnection webrtc = info.webrtc();
        HandleInfo.Sdps sdps = info.sdps();
        return new HandleDetail(
                summary,
                webrtc == null ? null : SafeText.orNull(webrtc.ice().selectedPair()),
                info.pluginSpecific(),
                setFlags(info.flags()),
                sdps == null ? null : block(sdps.local()),
                sdps == null ? null : block(sdps.remote()),
                SafeText.orNull(info.pcapFile() == null ? info.text2pcapFile() : info.pcapFile()),
                observed.quality().of(info.handleId()));
    }

    private static @Nullable String block(@Nullable String sdp) {
        return sdp == null ? null : SafeText.block(sdp);
    }

    private static List<String> setFlags(HandleInfo.@Nullable Flags flags) {
        Object tree = flags == null ? Map.of() : JsonText.tree(flags);
        return ((Map<?, ?>) java.util.Objects.requireNonNull(tree))
                .entrySet().stream()
                        .filter(flag -> Boolean.TRUE.equals(flag.getValue()))
                        .map(flag -> String.valueOf(flag.getKey()))
                        .toList();
    }
}
