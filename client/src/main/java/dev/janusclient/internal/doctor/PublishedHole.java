// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.doctor;

import dev.janusclient.internal.message.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A published security hole of Janus itself; those of its demo pages are left out.
 *
 * @param until the first version without it
 * @param plugin the plugin that has it; null for the core
 * @param what what a reader can look up
 */
record PublishedHole(String until, @Nullable String plugin, String what) {
    /** The newest first. */
    static final List<PublishedHole> ALL = List.of(
            new PublishedHole("1.4.3", "janus.plugin.videoroom", "CVE-2026-108830, a race in the VideoRoom plugin"),
            new PublishedHole(
                    "1.4.1",
                    null,
                    "what Janus 1.4.1 fixed (PR-3636 and PR-3637), for example RTP packets over 1500 bytes"),
            new PublishedHole(
                    "0.10.1", null, "CVE-2020-13898 to CVE-2020-13901 and CVE-2020-14034, in reading SDP and requests"),
            new PublishedHole("0.10.1", "janus.plugin.streaming", "CVE-2020-14033, in reading an RTSP server's SDP"),
            new PublishedHole(
                    "0.9.2", null, "CVE-2020-10573 to CVE-2020-10577, one of them a race in claiming sessions"));

    boolean isIn(String version) {
        return !Version.atLeast(version, until);
    }
}
