// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.guide;

import dev.janusclient.CoreEvent;
import dev.janusclient.JanusSession;
import dev.janusclient.error.JanusPluginException;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.streaming.JanusStreamingPlugin;
import dev.janusclient.plugin.streaming.StreamingErrorCode;
import dev.janusclient.plugin.streaming.StreamingEvent;
import dev.janusclient.plugin.streaming.StreamingMountpoint;
import dev.janusclient.plugin.streaming.StreamingReply;
import dev.janusclient.webrtc.JanusPeer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** The code of {@code docs/guides/streaming.md}. */
public final class Streams {
    private Streams() {}

    /** A mountpoint that is fed with RTP. */
    public static StreamingReply.CreatedMountpoint create(JanusStreamingPlugin streaming) {
        // tag::create[]
        StreamingReply.CreatedMountpoint radio = streaming
                .create(StreamingMountpoint.Rtp.builder()
                        .name("radio")
                        .secret(Secret.of("only for the host")) // to change or destroy it
                        .media(List.of(StreamingMountpoint.Media.audio("a", 0, 0, "pcmu"))) // port 0: Janus chooses one
                        .build())
                .join()
                .stream();
        int port = Objects.requireNonNull(
                Objects.requireNonNull(radio.ports()).get(0).port()); // send RTP there
        // end::create[]
        if (port == 0) {
            throw new IllegalStateException("Janus has chosen no port");
        }
        return radio;
    }

    /** What there is. */
    public static void list(JanusStreamingPlugin streaming, Consumer<String> screen) {
        // tag::list[]
        streaming.list().join().list().forEach(one -> screen.accept(one.id() + ": " + one.description()));
        // end::list[]
    }

    /** Watches. */
    public static JanusStreamingPlugin watch(JanusSession session, JanusId mountpoint, JanusPeer peer) {
        // tag::watch[]
        JanusStreamingPlugin streaming =
                session.attach(JanusStreamingPlugin.TYPE).join();
        streaming.watch(mountpoint).join(); // Janus makes the offer
        Jsep answer = peer.answer(streaming.offer().orElseThrow()).join();
        streaming.start(answer).join();
        // end::watch[]
        return streaming;
    }

    /** Pauses, and goes on with another one. */
    public static void control(JanusStreamingPlugin streaming, JanusId other) {
        // tag::control[]
        streaming.pause().join();
        streaming.start().join();
        streaming.switchTo(other).join(); // the same PeerConnection, so the same kinds of media
        // end::control[]
    }

    /** What happens to a viewer. */
    public static void listen(JanusStreamingPlugin streaming, Consumer<String> screen) {
        // tag::listen[]
        streaming.on(StreamingEvent.Started.class, event -> screen.accept("media flows"));
        streaming.on(StreamingEvent.Stopped.class, event -> screen.accept("the mountpoint is gone"));
        streaming.on(StreamingEvent.KickedAll.class, event -> screen.accept("removed by the host"));
        streaming.on(CoreEvent.HangUp.class, event -> screen.accept("ended: " + event.reason()));
        // end::listen[]
    }

    /** Watches again in a process that has taken a viewer's session over. */
    public static JanusStreamingPlugin watchAgain(JanusStreamingPlugin taken, JanusPeer peer) {
        // tag::watchAgain[]
        JanusId mountpoint = Objects.requireNonNull(taken.state().mountpoint()); // from the ticket
        taken.detach().join(); // ends the PeerConnection of the process that is gone
        JanusStreamingPlugin streaming =
                taken.session().attach(JanusStreamingPlugin.TYPE).join();
        streaming.watch(mountpoint).join();
        streaming.start(peer.answer(streaming.offer().orElseThrow()).join()).join();
        // end::watchAgain[]
        return streaming;
    }

    /** A refusal that is not a failure. */
    public static boolean isThere(JanusStreamingPlugin streaming, JanusId mountpoint) {
        // tag::isThere[]
        try {
            streaming.info(mountpoint).join();
            return true;
        } catch (CompletionException e) {
            if (e.getCause() instanceof JanusPluginException refused
                    && refused.errorCode() == StreamingErrorCode.NO_SUCH_MOUNTPOINT) {
                return false;
            }
            throw e;
        }
        // end::isThere[]
    }
}
