// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.failover;

import dev.janusclient.JanusPlugin;
import dev.janusclient.JanusSession;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.audiobridge.AudioBridgeEvent;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.plugin.echotest.EchoTestRequest;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.plugin.sip.SipState;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomEvent;
import dev.janusclient.plugin.videoroom.VideoRoomPublisherRequest;
import dev.janusclient.reclaim.Reclaim;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What the sessions do; each has one handle. */
enum Kind {
    ECHOTEST {
        @Override
        CompletableFuture<? extends JanusPlugin> begin(
                JanusSession session, String display, List<String> arguments, Events events) {
            return session.attach(JanusEchoTestPlugin.TYPE);
        }

        @Override
        void listen(Reclaim reclaim, Events events) {
            // An echo test says nothing by itself.
        }

        @Override
        CompletableFuture<?> request(JanusPlugin handle) {
            return ((JanusEchoTestPlugin) handle)
                    .configure(EchoTestRequest.Settings.builder().audio(true).build())
                    .thenApply(done -> "configured");
        }
    },
    AUDIOBRIDGE {
        @Override
        CompletableFuture<? extends JanusPlugin> begin(
                JanusSession session, String display, List<String> arguments, Events events) {
            return session.attach(JanusAudioBridgePlugin.TYPE.listening(handle -> listen(handle, events)))
                    .thenCompose(handle -> handle.join(room(arguments), display).thenApply(joined -> handle));
        }

        @Override
        void listen(Reclaim reclaim, Events events) {
            reclaim.listen(JanusAudioBridgePlugin.TYPE, handle -> listen(handle, events));
        }

        private void listen(JanusAudioBridgePlugin handle, Events events) {
            handle.onDelivery(
                    AudioBridgeEvent.ParticipantChanged.class,
                    delivery -> events.happened(
                            handle, delivery.event().participants().get(0).display() + "", delivery.replayed()));
        }

        @Override
        CompletableFuture<?> request(JanusPlugin handle) {
            JanusAudioBridgePlugin typed = (JanusAudioBridgePlugin) handle;
            JanusId room = typed.state().room();
            return room == null
                    ? CompletableFuture.failedFuture(new IllegalStateException("in no room"))
                    : typed.listParticipants(room).thenApply(list -> "listed");
        }
    },
    VIDEOROOM {
        @Override
        CompletableFuture<? extends JanusPlugin> begin(
                JanusSession session, String display, List<String> arguments, Events events) {
            return session.attach(JanusVideoRoomPlugin.TYPE.listening(handle -> listen(handle, events)))
                    .thenCompose(handle -> handle.joinAsPublisher(
                                    VideoRoomPublisherRequest.Join.of(room(arguments), display))
                            .thenApply(joined -> handle));
        }

        @Override
        void listen(Reclaim reclaim, Events events) {
            reclaim.listen(JanusVideoRoomPlugin.TYPE, handle -> listen(handle, events));
        }

        private void listen(JanusVideoRoomPlugin handle, Events events) {
            handle.onDelivery(
                    VideoRoomEvent.PeerJoining.class,
                    delivery ->
                            events.happened(handle, delivery.event().joining().display() + "", delivery.replayed()));
        }

        @Override
        CompletableFuture<?> request(JanusPlugin handle) {
            JanusVideoRoomPlugin typed = (JanusVideoRoomPlugin) handle;
            JanusId room = typed.state().room();
            return room == null
                    ? CompletableFuture.failedFuture(new IllegalStateException("in no room"))
                    : typed.listParticipants(room).thenApply(list -> "listed");
        }
    },
    SIP {
        @Override
        CompletableFuture<? extends JanusPlugin> begin(
                JanusSession session, String display, List<String> arguments, Events events) {
            return session.attach(JanusSipPlugin.TYPE)
                    .thenCompose(handle -> handle.register(SipRequest.Register.builder()
                                    .username(arguments.get(0))
                                    .secret(Secret.of("any"))
                                    .proxy(arguments.get(1))
                                    .build())
                            .thenApply(registered -> handle));
        }

        @Override
        void listen(Reclaim reclaim, Events events) {
            // The calls ring, and nothing else happens.
        }

        @Override
        CompletableFuture<?> request(JanusPlugin handle) {
            return handle.probe().thenApply(alive -> {
                SipState.SipCall call = ((JanusSipPlugin) handle).state().call();
                return alive + (call != null && !call.answered() ? " ringing" : " silent");
            });
        }
    };

    /** Gets what others caused. */
    interface Events {
        /**
         * Gets an event.
         *
         * @param name what tells it from others
         * @param replayed whether it happened while the session had no owner
         */
        void happened(JanusPlugin handle, String name, boolean replayed);
    }

    /**
     * Attaches the handle of a new session, and does what its kind does.
     *
     * @param arguments a room, or an account and its registrar
     * @param events gets what is said that others caused
     */
    abstract CompletableFuture<? extends JanusPlugin> begin(
            JanusSession session, String display, List<String> arguments, Events events);

    /** Listens as {@link #begin} does, in a session that is taken over. */
    abstract void listen(Reclaim reclaim, Events events);

    /** A request that may be sent as often as one likes. */
    abstract CompletableFuture<?> request(JanusPlugin handle);

    private static JanusId room(List<String> arguments) {
        return JanusId.of(Long.parseLong(arguments.get(0)));
    }
}
