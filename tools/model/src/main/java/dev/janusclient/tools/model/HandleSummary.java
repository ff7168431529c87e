// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One handle. Names are those that plugin and client gave it, safe to show.
 *
 * @param plugin without {@code janus.plugin.}
 * @param user the SIP account, user name or display name
 * @param peer the other party of a call
 * @param room the room or mount point
 * @param state the plugin's word for where it is
 * @param callId of its last call; null if no event handler reported one
 * @param ageSeconds since it was attached
 * @param ice the state of ICE; null without a PeerConnection
 * @param dtls the state of DTLS; null without a PeerConnection
 * @param media what goes through the PeerConnection; null without one
 * @param hangupReason why its last PeerConnection ended; null if no event handler reported that
 */
public record HandleSummary(
        long handleId,
        long sessionId,
        String plugin,
        @Nullable String opaqueId,
        @Nullable String user,
        @Nullable String peer,
        @Nullable String room,
        @Nullable String state,
        @Nullable String callId,
        long ageSeconds,
        @Nullable String ice,
        @Nullable String dtls,
        @Nullable MediaSummary media,
        @Nullable String hangupReason) {
    /** Whether an id or a name has this in it; upper and lower case do not count. */
    public boolean matches(String search) {
        String wanted = search.toLowerCase(Locale.ROOT);
        return Stream.of(handleId, sessionId, plugin, opaqueId, user, peer, room, callId)
                .anyMatch(field -> field != null
                        && String.valueOf(field).toLowerCase(Locale.ROOT).contains(wanted));
    }
}
