// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.plugin;

import static dev.janusclient.system.plugin.PluginLine.done;

import dev.janusclient.AttachOptions;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusPlugin;
import dev.janusclient.JanusSession;
import dev.janusclient.PluginType;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.LeakCheck;
import dev.janusclient.testkit.PrivateNetwork;
import dev.janusclient.testkit.RtpTonePeer;
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
 * What is around one test of a plugin: a client with a session, and everybody who takes part, ended in the reverse order.
 * After the test every event that was told must have been understood, and no thread of a client or peer may be left.
 *
 * @param <P> the plugin's handle
 */
public final class PluginFixture<P extends JanusPlugin> implements BeforeEachCallback, AfterEachCallback {
    /** Where everybody is: ICE never uses loopback. */
    public static final String ADDRESS = PrivateNetwork.address();

    private final JanusExtension janus;
    private final PluginType<P> type;
    private final Class<?> events;
    private final Deque<AutoCloseable> kept = new ArrayDeque<>();
    private final List<PluginLine<P>> lines = new ArrayList<>();
    private @Nullable LeakCheck threads;
    private @Nullable JanusSession session;

    public PluginFixture(JanusExtension janus, PluginType<P> type, Class<?> events) {
        this.janus = janus;
        this.type = type;
        this.events = events;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        threads = LeakCheck.ofThreads("janus-client-", "rtp-tone-");
        session = newSession();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        try {
            lines.forEach(PluginLine::assertAllUnderstood);
        } finally {
            lines.clear();
            while (!kept.isEmpty()) {
                kept.pop().close();
            }
        }
        Objects.requireNonNull(threads).assertNothingLeaked(Duration.ofSeconds(10));
    }

    public JanusServer janus() {
        return janus.server();
    }

    public JanusSession session() {
        return Objects.requireNonNull(session);
    }

    /** Ends something with the test. */
    public <C extends AutoCloseable> C keep(C closeable) {
        kept.push(closeable);
        return closeable;
    }

    public JanusClient newClient() {
        return keep(JanusClient.create(janus.server().uri().toString()));
    }

    /** A session of a client of its own, which is destroyed with the test if it is still active then. */
    public JanusSession newSession() {
        JanusSession made = done(newClient().createSession());
        keep(() -> {
            if (made.isActive()) {
                done(made.destroy());
            }
        });
        return made;
    }

    /** A new handle. */
    public PluginLine<P> line() {
        return line(session(), AttachOptions.NONE);
    }

    public PluginLine<P> line(JanusSession of, AttachOptions options) {
        PluginLine<P> line = new PluginLine<>(done(of.attach(type, options)), events);
        lines.add(line);
        return line;
    }

    /** Sends a tone as plain RTP and hears one. */
    public RtpTonePeer phone(double hertz) {
        return keep(new RtpTonePeer(ADDRESS, hertz));
    }

    /** Our side's PeerConnection. */
    public JanusPeer peer() {
        return keep(JanusPeer.create());
    }

    /** A PeerConnection that only receives. */
    public JanusPeer viewer() {
        return keep(JanusPeer.create(JanusPeerOptions.receiveOnly()));
    }
}
