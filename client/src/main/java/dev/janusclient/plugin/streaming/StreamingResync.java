// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.streaming;

import dev.janusclient.error.JanusPluginException;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.streaming.StreamingState.Phase;
import dev.janusclient.recovery.HandleStatus;
import dev.janusclient.recovery.Resync;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares what a Streaming handle knows with what Janus says of it now; a pure function. */
final class StreamingResync {
    private final StreamingState known;
    private final Resync.Builder said = Resync.builder();

    private StreamingResync(StreamingState known) {
        this.known = known;
    }

    /**
     * What is different.
     *
     * @param facts what the Admin API says; null if it could not be asked
     * @param refusal why the mountpoint that is known could not be asked about; null if it is there, or none is known
     */
    static Resync compare(StreamingState known, @Nullable HandleStatus facts, @Nullable Throwable refusal) {
        StreamingResync resync = new StreamingResync(known);
        boolean gone = refusal instanceof JanusPluginException refused
                && refused.errorCode() == StreamingErrorCode.NO_SUCH_MOUNTPOINT;
        RawJson plugin = facts == null ? null : facts.pluginSpecific();
        if (gone && known.phase() != Phase.IDLE) {
            resync.said.inferred(status("stopped")).finding("mountpoint " + known.mountpoint() + " is gone");
        } else if (facts != null && plugin != null) {
            resync.compare(facts, watched(plugin));
        } else if (known.phase() != Phase.IDLE) {
            resync.said.unresolved("whether mountpoint " + known.mountpoint() + " is still watched");
        }
        return resync.said.build();
    }

    /** The state with what the Admin API says of the handle and no event of the plugin's tells. */
    static StreamingState completed(StreamingState known, @Nullable HandleStatus facts) {
        RawJson plugin = facts == null ? null : facts.pluginSpecific();
        return plugin != null && watched(plugin) == null && known.phase() != Phase.IDLE ? StreamingState.EMPTY : known;
    }

    static @Nullable JanusId watched(RawJson plugin) {
        RawJson id = plugin.member("mountpoint_id");
        return id == null ? null : JanusId.of(id);
    }

    private void compare(HandleStatus facts, @Nullable JanusId watched) {
        boolean idle = known.phase() == Phase.IDLE;
        if (watched == null) {
            if (!idle) {
                said.finding("mountpoint " + known.mountpoint() + " is not watched any more")
                        .unresolved("whether all viewers were sent away, or only the PeerConnection was lost");
            }
            return;
        }
        if (idle) {
            Jsep description = facts.localDescription();
            boolean offered = description != null && description.isOffer() && !facts.negotiated();
            said.inferred(status("preparing"), offered ? description : null);
        }
        if (!watched.equals(known.mountpoint())) {
            said.inferred(Map.of("streaming", "event", "result", Map.of("switched", "ok", "id", watched)))
                    .finding("mountpoint " + watched + " is watched");
        }
        if (facts.negotiated() && (idle || known.phase() == Phase.OFFERED)) {
            said.inferred(status("starting")).finding("the offer of mountpoint " + watched + " is answered");
        }
    }

    private static Map<String, Object> status(String status) {
        return Map.of("streaming", "event", "result", Map.of("status", status));
    }
}
