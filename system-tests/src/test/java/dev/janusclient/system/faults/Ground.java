// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.faults;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusPlugin;
import dev.janusclient.JanusSession;
import dev.janusclient.PluginType;
import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.message.Secret;
import dev.janusclient.reclaim.AdminSource;
import dev.janusclient.reclaim.EventJournal;
import dev.janusclient.recovery.GapSource;
import dev.janusclient.testkit.EventCollector;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.PrivateNetwork;
import dev.janusclient.testkit.SipRegistrar;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What the cells of a plugin share: a Janus, its Admin API, a registrar, and a session for everybody else. */
final class Ground implements AutoCloseable {
    /** Where everybody is: ICE never uses loopback. */
    static final String ADDRESS = PrivateNetwork.address();

    private static final String ADMIN_SECRET = "the admin secret";
    private static final long TIMEOUT_SECONDS = 20;

    private final AtomicInteger numbers = new AtomicInteger();
    private final EventCollector events = EventCollector.start();
    private final JanusServer janus;
    private final JanusAdmin admin;
    private final EventJournal journal;
    private final SipRegistrar registrar = SipRegistrar.start(ADDRESS);
    private final JanusClient client;
    private final JanusSession session;

    Ground() {
        this.janus = JanusServer.builder()
                .plugins("sip", "videoroom", "audiobridge", "streaming", "echotest")
                .adminSecret(ADMIN_SECRET)
                .eventHandler("sample", events.config())
                .reclaimSessionTimeout(20)
                .sessionTimeout(30)
                .start();
        this.admin = JanusAdmin.create(janus.adminUri().toString(), Secret.of(ADMIN_SECRET));
        this.journal = EventJournal.create(EventJournal.Limits.DEFAULTS, admin);
        journal.listenTo(events.receiver());
        this.client = JanusClient.create(janus.uri().toString());
        this.session = done(client.createSession());
    }

    JanusServer janus() {
        return janus;
    }

    JanusAdmin admin() {
        return admin;
    }

    GapSource adminSource() {
        return new AdminSource(admin);
    }

    GapSource journal() {
        return journal;
    }

    SipRegistrar registrar() {
        return registrar;
    }

    /** A number nobody else gets. */
    int number() {
        return numbers.incrementAndGet();
    }

    /** A handle of somebody else, whose connection is never troubled. */
    <P extends JanusPlugin> P bystander(PluginType<P> type) {
        return done(session.attach(type));
    }

    /** What a future gives, in a time that is always enough. */
    static <T> T done(CompletableFuture<T> future) {
        return future.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        if (janus.isAlive()) {
            done(session.destroy());
        }
        client.close();
        admin.close();
        registrar.close();
        janus.close();
        events.close();
    }
}
