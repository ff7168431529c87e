// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import static dev.janusclient.system.transport.Soon.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.AttachOptions;
import dev.janusclient.CoreEvent;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.message.JanusId;
import dev.janusclient.plugin.audiobridge.AudioBridgeEvent;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.transport.HttpLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract over HTTP, and what only HTTP has: a queue at Janus that outlives the process. */
class HttpTest extends TransportContract {
    private JanusId room = JanusId.of(0);

    HttpTest() {
        super(Way.HTTP);
    }

    @Test
    void whatWaitedInTheQueueArrivesAlthoughTheSessionIsClaimed() {
        JanusAudioBridgePlugin old = bereaved();
        try (JanusClient guests = Way.WEB_SOCKET.client(server());
                JanusClient second = Way.HTTP.client(server())) {
            // A poll that the first client left behind swallows one event; the others wait. It left none if it was
            // closed
            // between two polls.
            for (String name : List.of("maybe swallowed", "kept", "kept too")) {
                done(attach(guests, JanusAudioBridgePlugin.TYPE).join(room, name));
            }

            BlockingQueue<AudioBridgeEvent.PeerJoined> joined = takeOver(second, old);

            String next = nextName(joined);
            assertThat(next.equals("maybe swallowed") ? nextName(joined) : next).isEqualTo("kept");
            assertThat(nextName(joined)).isEqualTo("kept too");
        }
    }

    @Test
    void aPollLeftBehindSwallowsNothingAfterTheClaim() {
        JanusAudioBridgePlugin old = bereaved();
        try (JanusClient guests = Way.WEB_SOCKET.client(server());
                JanusClient second = Way.HTTP.client(server())) {
            BlockingQueue<AudioBridgeEvent.PeerJoined> joined = takeOver(second, old);

            done(attach(guests, JanusAudioBridgePlugin.TYPE).join(room, "after the claim"));

            assertThat(nextName(joined)).isEqualTo("after the claim");
        }
    }

    @Test
    void aHundredSessionsAreHeardWithoutAThreadOrARequestConnectionEach() {
        int count = 100;
        HttpLimits limits = new HttpLimits(count, 4, 10);
        try (JanusClient client = Way.HTTP.client(server(), Way.options().http(limits))) {
            List<CompletableFuture<JanusEchoTestPlugin>> attaching = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                attaching.add(client.createSession().thenCompose(session -> session.attach(JanusEchoTestPlugin.TYPE)));
            }
            List<CompletableFuture<?>> answers = new ArrayList<>();
            for (int round = 0; round < 5; round++) {
                attaching.forEach(handle -> answers.add(handle.thenCompose(echo -> echo.configure(AUDIO))));
            }
            answers.forEach(Soon::done);

            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().startsWith("janus-client-netty-"))
                    .hasSizeLessThanOrEqualTo(2);
            assertThat(connectionsTo(server().httpUri().getPort()))
                    .isLessThanOrEqualTo(count + 2 * limits.maxRequests());
        }
    }

    @Test
    void aSessionThatIsClaimedOnAnotherWayIsReportedAsGoneWithItsNextPoll() {
        // Janus lets a poll that waits run out, which takes 30 seconds. So this one waits for its turn.
        HttpLimits oneAtATime = new HttpLimits(1, 4, 10);
        try (JanusClient first = Way.HTTP.client(server(), Way.options().http(oneAtATime));
                JanusClient second = Way.WEB_SOCKET.client(server())) {
            JanusSession inTheWay = done(first.createSession());
            JanusSession session = done(first.createSession());
            CompletableFuture<CoreEvent.SessionGone> gone = new CompletableFuture<>();
            session.on(CoreEvent.SessionGone.class, gone::complete);

            done(second.claimSession(session.id()));
            done(inTheWay.destroy());

            assertThat(done(gone).reason()).contains("HTTP");
            assertThat(session.isActive()).isFalse();
        }
    }

    /** A handle in a room, whose client was closed and left a poll behind. */
    private JanusAudioBridgePlugin bereaved() {
        try (JanusClient first = Way.HTTP.client(server())) {
            JanusAudioBridgePlugin handle = attach(first, JanusAudioBridgePlugin.TYPE);
            room = room(handle, "a room");
            done(handle.join(room, "the first"));
            return handle;
        }
    }

    private BlockingQueue<AudioBridgeEvent.PeerJoined> takeOver(JanusClient second, JanusAudioBridgePlugin old) {
        JanusSession session = done(second.claimSession(old.session().id()));
        JanusAudioBridgePlugin handle =
                done(session.attach(JanusAudioBridgePlugin.TYPE, AttachOptions.existingHandle(old.handleId())));
        BlockingQueue<AudioBridgeEvent.PeerJoined> joined = new LinkedBlockingQueue<>();
        handle.on(AudioBridgeEvent.PeerJoined.class, joined::add);
        return joined;
    }

    private static long connectionsTo(int port) {
        // Local address, remote address and state (01: established) of every TCP connection of this network.
        String remote = String.format(":%04X", port);
        try (Stream<String> lines = Files.lines(Path.of("/proc/net/tcp"))) {
            return lines.map(line -> line.trim().split("\\s+"))
                    .filter(fields -> fields[2].endsWith(remote) && fields[3].equals("01"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String nextName(BlockingQueue<AudioBridgeEvent.PeerJoined> joined) {
        return String.valueOf(poll(joined).participants().get(0).display());
    }
}
