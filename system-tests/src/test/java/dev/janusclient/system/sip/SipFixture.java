// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.sip;

import static dev.janusclient.system.sip.SipLine.done;

import dev.janusclient.AttachOptions;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.LeakCheck;
import dev.janusclient.testkit.PrivateNetwork;
import dev.janusclient.testkit.RtpTonePeer;
import dev.janusclient.testkit.SipMedia;
import dev.janusclient.testkit.SipRegistrar;
import dev.janusclient.webrtc.JanusPeer;
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
 * What is around one test: a client with a session, and everybody who takes part, ended in the reverse order. After the
 * test every event that was told must have been understood, and no thread of a client or peer may be left.
 */
final class SipFixture implements BeforeEachCallback, AfterEachCallback {
    /** Where everybody is: ICE never uses loopback. */
    static final String ADDRESS = PrivateNetwork.address();

    /** For requests that are acknowledged and never answered. */
    static final JanusClientOptions IMPATIENT =
            JanusClientOptions.builder().requestTimeout(Duration.ofMillis(700)).build();

    private final JanusExtension janus;
    private final Deque<AutoCloseable> kept = new ArrayDeque<>();
    private final List<SipLine> lines = new ArrayList<>();
    private @Nullable LeakCheck threads;
    private @Nullable JanusSession session;
    private @Nullable SipRegistrar registrar;

    SipFixture(JanusExtension janus) {
        this.janus = janus;
    }

    /** The server for a class of tests. */
    static JanusExtension server() {
        return JanusExtension.with(
                JanusServer.builder().plugins("sip").reclaimSessionTimeout(20).sessionTimeout(30));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        threads = LeakCheck.ofThreads("janus-client-", "janus-peer-", "rtp-tone-");
        session = newSession(JanusClientOptions.defaults());
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        try {
            lines.forEach(SipLine::assertAllUnderstood);
        } finally {
            lines.clear();
            registrar = null;
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

    JanusClient newClient(JanusClientOptions options) {
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
    SipLine line() {
        return line(session());
    }

    SipLine line(JanusSession of) {
        return line(of, AttachOptions.NONE);
    }

    SipLine line(JanusSession of, AttachOptions options) {
        SipLine line = new SipLine(done(of.attach(JanusSipPlugin.TYPE, options)));
        lines.add(line);
        return line;
    }

    /** A registrar that asks for no password. */
    SipRegistrar registrar() {
        if (registrar == null) {
            registrar = keep(SipRegistrar.start(ADDRESS));
        }
        return registrar;
    }

    /** A user of {@link #registrar()}. */
    SipRequest.Register account(String user) {
        return registrar().account(user);
    }

    /** Registers a user at {@link #registrar()}. */
    SipLine registered(String user) {
        return register(line(), account(user));
    }

    /** Registers and waits until that is done. */
    SipLine register(SipLine line, SipRequest.Register account) {
        done(line.sip().registerConfirmed(account));
        line.await(SipEvent.Registered.class);
        return line;
    }

    /** One more line of an account. */
    SipLine helper(SipLine master) {
        return register(
                line(),
                SipRequest.Register.builder()
                        .type(SipRequest.Register.Type.HELPER)
                        .username(Objects.requireNonNull(master.state().account()))
                        .masterId(master.state().masterId())
                        .build());
    }

    /** A guest, who can only call. */
    SipLine guest(String user) {
        return register(
                line(),
                SipRequest.Register.builder()
                        .type(SipRequest.Register.Type.GUEST)
                        .username("sip:" + user + "@" + ADDRESS)
                        .build());
    }

    /** Where calls to a user of {@link #registrar()} go. */
    String contact(String user) {
        return registrar().awaitContact(user);
    }

    /** A telephone's ear and mouth. */
    RtpTonePeer phone(double hertz) {
        return keep(new RtpTonePeer(ADDRESS, hertz));
    }

    /** Audio that nobody listens to. */
    static SipMedia noMedia() {
        return SipMedia.none(ADDRESS);
    }

    /** Our side's PeerConnection. */
    JanusPeer peer() {
        return keep(JanusPeer.create());
    }
}
