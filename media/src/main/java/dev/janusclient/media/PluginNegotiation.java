// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

import dev.janusclient.JanusPlugin;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.audiobridge.AudioBridgeEvent;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.plugin.echotest.EchoTestEvent;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomEvent;
import dev.janusclient.plugin.videoroom.VideoRoomPublisherRequest;
import dev.janusclient.plugin.videoroom.VideoRoomState;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The requests with which the plugins of Janus take an offer in the midst of a call. */
final class PluginNegotiation {
    private PluginNegotiation() {}

    /** How a handle's plugin negotiates anew. */
    static Renegotiation of(JanusPlugin handle) {
        if (handle instanceof JanusSipPlugin sip) {
            return offer -> sip(sip, offer);
        } else if (handle instanceof JanusAudioBridgePlugin bridge) {
            return offer -> bridge.configure(offer)
                    .thenApply(AudioBridgeEvent.Configured::jsep)
                    .thenApply(PluginNegotiation::answer);
        } else if (handle instanceof JanusVideoRoomPlugin room
                && room.state().role() != VideoRoomState.Role.SUBSCRIBER) {
            return offer -> room.asPublisher()
                    .configure(VideoRoomPublisherRequest.Configure.builder().build(), offer)
                    .thenApply(VideoRoomEvent.Configured::jsep)
                    .thenApply(PluginNegotiation::answer);
        } else if (handle instanceof JanusEchoTestPlugin echo) {
            return offer -> echo.start(offer).thenApply(EchoTestEvent.Ok::jsep).thenApply(PluginNegotiation::answer);
        }
        return Renegotiation.NONE;
    }

    /** The other side of the call answers, after the request was answered. */
    private static CompletableFuture<Jsep> sip(JanusSipPlugin sip, Jsep offer) {
        CompletableFuture<SipEvent.Accepted> accepted = sip.next(SipEvent.Accepted.class);
        return sip.update(offer)
                .whenComplete((updating, failure) -> {
                    if (failure != null) {
                        accepted.cancel(false);
                    }
                })
                .thenCompose(updating -> accepted)
                .thenApply(SipEvent.Accepted::jsep)
                .thenApply(PluginNegotiation::answer);
    }

    private static Jsep answer(@Nullable Jsep given) {
        if (given == null) {
            throw new MediaException("the plugin has not answered the offer");
        }
        return given;
    }

    /**
     * Says to Janus what it has to know before another process can continue a leg: for SIP, that packets name their section. Nothing
     * reaches the other side.
     */
    static CompletableFuture<?> prepare(JanusPlugin handle, MediaLeg leg) {
        return handle instanceof JanusSipPlugin sip
                ? leg.announceMid().thenCompose(sip::announce)
                : CompletableFuture.completedFuture(null);
    }
}
