// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.guide;

import dev.janusclient.ConnectionState;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The code of {@code docs/guides/android.md}: what a foreground service holds, as plain Java. */
public final class AndroidApp implements AutoCloseable {
    private final JanusClient janus;
    private final Executor mainThread;
    private final Consumer<String> screen;

    // tag::create[]
    /** In the service's onCreate, with {@code context.getMainExecutor()} or {@code new Handler(Looper.getMainLooper())::post}. */
    public AndroidApp(String uri, Executor mainThread, Consumer<String> screen) {
        this.mainThread = mainThread;
        this.screen = screen;
        janus = JanusClient.create(
                uri,
                JanusClientOptions.builder()
                        .pingInterval(Duration.ofSeconds(20)) // each ping wakes the radio
                        .idleTimeout(Duration.ofSeconds(45))
                        .connectTimeout(Duration.ofSeconds(30))
                        .requestTimeout(Duration.ofSeconds(30))
                        .build());
    }
    // end::create[]

    // tag::register[]
    /** No join() here: it would block the main thread. */
    public CompletableFuture<JanusSipPlugin> register(SipRequest.Register account) {
        return janus.createSession()
                .thenCompose(session -> session.attach(JanusSipPlugin.TYPE))
                .thenCompose(sip -> {
                    sip.on(SipEvent.class, event -> show(event.toString()));
                    return sip.registerConfirmed(account).thenApply(registered -> sip);
                })
                .whenComplete((sip, failure) -> show(failure == null ? "registered" : "failed: " + failure));
    }

    private void show(String text) {
        mainThread.execute(() -> screen.accept(text)); // listeners run on a thread of the library
    }
    // end::register[]

    // tag::connection[]
    /** What Doze, a tunnel or another network does to a connection. */
    public void watchConnection(Runnable registerAnew) {
        janus.on(ConnectionState.Suspended.class, lost -> show("connecting again"));
        janus.on(ConnectionState.Resumed.class, back -> {
            if (back.outcomes().stream().anyMatch(ReclaimOutcome.Lost.class::isInstance)) {
                mainThread.execute(registerAnew); // Janus did not keep the session for so long, or was restarted
            } else {
                show("connected again");
            }
        });
        janus.on(ConnectionState.Lost.class, lost -> mainThread.execute(registerAnew)); // not reached in time
    }
    // end::connection[]

    // tag::destroy[]
    /** In the service's onDestroy, for an app that is woken by push messages: the calls go on in its next process. */
    public void leave(Consumer<String> store) {
        for (JanusSession session : janus.sessions()) {
            store.accept(session.handOff().toJson()); // in the app's own storage
        }
        close();
    }

    /** Closes the connection: every session lives on for the server's reclaim timeout. */
    @Override
    public void close() {
        janus.close();
    }
    // end::destroy[]
}
