// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.handoff;

import dev.janusclient.error.JanusHandleNotFoundException;
import dev.janusclient.error.JanusSessionNotFoundException;
import dev.janusclient.handover.HandoverKeys;
import dev.janusclient.internal.connection.Connection;
import dev.janusclient.internal.connection.SessionRoute;
import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.message.Request;
import dev.janusclient.internal.worker.Futures;
import dev.janusclient.internal.worker.Scheduler;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.ServerInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forwards what a session's old owner still receives after it handed the session off, until the next owner has claimed it.
 * No channel between the two processes is needed: Janus itself carries the events.
 *
 * <p>How: a request that an asynchronous plugin does not understand is answered with an error event, which goes to whoever
 * owns the session <em>then</em>, and carries the transaction of the request, whoever sent it (janus.c; measured on 1.1.2).
 * So the old owner attaches a carrier handle in the session and sends it such requests, with everything that has come since
 * the ticket packed into the transaction. As long as the session is not claimed the error events come back, and nothing is
 * lost; the first one that does not has reached the next owner. That one detaches the carrier handle when it has read the
 * events, which the old owner sees as 459.
 */
public final class HandoffSender {
    private static final Logger log = LoggerFactory.getLogger(HandoffSender.class);

    /** Plugins that answer what they don't understand with an event, and do nothing else. */
    private static final List<String> CARRIERS =
            List.of("janus.plugin.echotest", "janus.plugin.nosip", "janus.plugin.videocall", "janus.plugin.voicemail");

    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);
    private static final Duration MAX_PAUSE = Duration.ofMillis(200);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** After so many requests that neither came back nor had an effect the next owner is known not to read them. */
    private static final int MAX_UNREAD = 12;

    private static final int MAX_MESSAGES = 1000;

    private final Connection connection;
    private final SessionRoute route;
    private final Scheduler scheduler;
    private final long sessionId;
    private final String plugin;
    private final @Nullable HandoverKeys keys;
    private final String name = UUID.randomUUID().toString().replace("-", "");
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();

    private final List<RawJson> messages = new ArrayList<>();
    private long dropped;
    private long carrier;
    private int sent;
    private int returned;
    private long end;

    private HandoffSender(
            Connection connection,
            SessionRoute route,
            Scheduler scheduler,
            long sessionId,
            String plugin,
            @Nullable HandoverKeys keys) {
        this.connection = connection;
        this.route = route;
        this.scheduler = scheduler;
        this.sessionId = sessionId;
        this.plugin = plugin;
        this.keys = keys;
    }

    /** Whether the server has a plugin that can carry events. */
    public static boolean possible(ServerInfo server) {
        return carrierPlugin(server) != null;
    }

    private static @Nullable String carrierPlugin(ServerInfo server) {
        Map<String, ServerInfo.Module> plugins = server.plugins();
        return plugins == null
                ? null
                : CARRIERS.stream().filter(plugins::containsKey).findFirst().orElse(null);
    }

    /**
     * A sender for a session; null if the server has no plugin that can carry events.
     *
     * @param keys authenticate what is sent; null if there are none
     */
    public static @Nullable HandoffSender create(
            Connection connection,
            SessionRoute route,
            ServerInfo server,
            Scheduler scheduler,
            long sessionId,
            @Nullable HandoverKeys keys) {
        String plugin = carrierPlugin(server);
        return plugin == null ? null : new HandoffSender(connection, route, scheduler, sessionId, plugin, keys);
    }

    /** The ticket's name for this hand-off. */
    public String name() {
        return name;
    }

    /** Completes with true once the next owner has everything, with false if that can't be. */
    public CompletableFuture<Boolean> done() {
        return done;
    }

    /** Begins to forward. What {@link #collect} gets from now on and has got before is sent. */
    public void begin() {
        end = scheduler.nanoTime() + TIMEOUT.toNanos();
        Request attach = Request.of("attach", sessionId).with("plugin", plugin).with("opaque_id", "handover");
        connection.request(attach).whenComplete((reply, failure) -> {
            if (failure != null) {
                connection
                        .logs()
                        .warn(
                                log,
                                "session {}: events after its ticket can't be forwarded: {}",
                                sessionId,
                                failure.getMessage());
                finish(false);
            } else {
                synchronized (this) {
                    carrier = reply.newId();
                }
                send();
            }
        });
    }

    /** Takes what the old owner receives after its ticket. Called on the reader. */
    public synchronized void collect(JanusMessage message) {
        String transaction = message.transaction();
        if (transaction != null && transaction.startsWith(ForwardedFrame.prefix(name))) {
            returned++;
        } else if (message.sender() != carrier || carrier == 0) {
            if (!done.isDone()
                    && messages.size() < MAX_MESSAGES
                    && connection.held().take(message.footprint())) {
                messages.add(message.whole());
            } else {
                dropped++;
            }
        }
    }

    /** Nothing more can be forwarded. */
    public void connectionLost() {
        finish(false);
    }

    private void send() {
        Request request;
        String transaction;
        synchronized (this) {
            if (done.isDone()) {
                return;
            }
            if (scheduler.nanoTime() - end >= 0 || sent - returned > MAX_UNREAD) {
                // The session was not claimed, or its claimer does not read forwarded events.
                connection
                        .request(Request.of("detach", sessionId, carrier))
                        .whenComplete((reply, failure) -> finish(false));
                return;
            }
            transaction = new ForwardedFrame(sent++, new ForwardedEvents(messages, dropped).toText())
                    .toTransaction(sessionId, name, keys);
            request = Request.message(sessionId, carrier, "handover", RawJson.of("{\"request\":\"handover\"}"), null);
        }
        connection.request(request, transaction, null).whenComplete((ack, failure) -> {
            Throwable cause = failure == null ? null : Futures.cause(failure);
            if (cause == null) {
                pause();
            } else {
                finish(cause instanceof JanusHandleNotFoundException
                        && !(cause instanceof JanusSessionNotFoundException));
            }
        });
    }

    private void pause() {
        Duration pause = FIRST_PAUSE.multipliedBy(Math.max(1, sent / 2));
        scheduler.once(pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE, () -> connection.run(this::send));
    }

    private synchronized void forgetMessages() {
        messages.forEach(message -> connection.held().release(JanusMessage.footprint(message)));
        messages.clear();
    }

    private void finish(boolean everything) {
        connection.run(() -> {
            if (done.complete(everything)) {
                LogBudget.debug(
                        log,
                        "session {}: the next owner {} what came here after the ticket",
                        sessionId,
                        everything ? "has all of" : "may lack some of");
                connection.unroute(route);
                forgetMessages();
            }
        });
    }
}
