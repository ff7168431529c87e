// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.videoroom;

import static dev.janusclient.system.videoroom.Guest.done;

import dev.janusclient.AttachOptions;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.message.JanusId;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomRequest;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.LeakCheck;
import dev.janusclient.testkit.PrivateNetwork;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.JanusPeerOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What is around one test: a client with a session, its handles and peers, ended in the reverse order. After the test every
 * event that was told must have been understood, and no thread of a client may be left.
 */
final class VideoRoomFixture implements BeforeEachCallback, AfterEachCallback {
    /** Where Janus's media is: ICE never uses loopback. */
    static final String ADDRESS = PrivateNetwork.address();

    private final JanusExtension janus;
    private final Deque<AutoCloseable> kept = new ArrayDeque<>();
    private final List<Guest> guests = new ArrayList<>();
    private @Nullable LeakCheck threads;
    private @Nullable JanusSession session;

    VideoRoomFixture(JanusExtension janus) {
        this.janus = janus;
    }

    /** The server for a class of tests. */
    static JanusExtension server() {
        return JanusExtension.with(JanusServer.builder()
                .plugins("videoroom")
                .reclaimSessionTimeout(20)
                .sessionTimeout(30));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        threads = LeakCheck.ofThreads("janus-client-");
        session = newSession(JanusClientOptions.defaults());
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        try {
            guests.forEach(Guest::assertAllUnderstood);
        } finally {
            guests.clear();
            while (!kept.isEmpty()) {
                kept.pop().close();
            }
        }
        Objects.requireNonNull(threads).assertNothingLeaked(Duration.ofSeconds(10));
    }

    JanusServer janus() {
        return janus.server();
    }

    JanusSession session() {
        return Objects.requireNonNull(session);
    }

    /** Ends something with the test. */
    <C extends AutoCloseable> C keep(C closeable) {
        kept.push(closeable);
        return closeable;
    }

    JanusClient newClient() {
        return newClient(JanusClientOptions.defaults());
    }

    private JanusClient newClient(JanusClientOptions options) {
        return keep(JanusClient.create(janus.server().uri().toString(), options));
    }

    /** A session of a client of its own, which is destroyed with the test if it is still active then. */
    JanusSession newSession(JanusClientOptions options) {
        JanusSession made = done(newClient(options).createSession());
        keep(() -> {
            if (made.isActive()) {
                done(made.destroy());
            }
        });
        return made;
    }

    /** A new handle. */
    Guest guest() {
        return guest(session(), AttachOptions.NONE);
    }

    Guest guest(JanusSession of, AttachOptions options) {
        Guest guest = new Guest(done(of.attach(JanusVideoRoomPlugin.TYPE, options)));
        guests.add(guest);
        return guest;
    }

    /** A new room in which everything is allowed. */
    JanusId room() {
        return room(VideoRoomRequest.Create.builder().publishers(6).build());
    }

    JanusId room(VideoRoomRequest.Create create) {
        return done(guest().handle().create(create)).room();
    }

    /** A peer that sends. */
    JanusPeer sender() {
        return keep(JanusPeer.create());
    }

    /** A peer that only receives. */
    JanusPeer receiver() {
        return keep(JanusPeer.create(JanusPeerOptions.receiveOnly()));
    }
}
