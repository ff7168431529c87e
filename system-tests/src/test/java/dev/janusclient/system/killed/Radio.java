// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.killed;

import dev.janusclient.message.JanusId;
import dev.janusclient.plugin.streaming.JanusStreamingPlugin;
import dev.janusclient.plugin.streaming.StreamingMountpoint;
import dev.janusclient.plugin.streaming.StreamingReply;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.PrivateNetwork;
import dev.janusclient.testkit.RtpTonePeer;
import java.util.List;
import java.util.Objects;

/** A mountpoint that plays a tone until the test ends. */
final class Radio {
    private Radio() {}

    static JanusId on(HandleStage stage, JanusStreamingPlugin owner, double hertz) {
        StreamingReply.CreatedMountpoint made = stage
                .done(owner.create(StreamingMountpoint.Rtp.builder()
                        .media(List.of(StreamingMountpoint.Media.audio("a", 0, 0, "pcmu")))
                        .build()))
                .stream();
        int port = Objects.requireNonNull(
                Objects.requireNonNull(made.ports()).get(0).port());
        stage.keep(new RtpTonePeer(PrivateNetwork.address(), hertz)).sendTo(PrivateNetwork.address(), port);
        return made.id();
    }
}
