package dev.janusclient;

import dev.janusclient.error.JanusHandleNotFoundException;
import dev.janusclient.error.JanusSessionNotFoundException;
import dev.janusclient.internal.connection.Connection;
import dev.janusclient.internal.connection.SessionRoute;
import dev.janusclient.internal.handoff.ForwardedEvents;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.message.Request;
import dev.janusclient.internal.worker.Scheduler;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.ServerInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on what a session's old owner is still sent after it let go, until the next owner has claimed the session. No
 * channel between the two processes is needed: Janus itself carries the mail.
 *
 * <p>How: a request that an asynchronous plugin does not understand is answered with an error event, which goes to whoever
 * owns the session <em>then</em>, and carries the transaction of the request, whoever sent it (janus.c; measured on 1.1.2).
 * So the old owner attaches a small mailbox handle in the session and sends it such requests, with everything that has come
 * since the ticket packed into the transaction. As long as nobody has claimed the session the mail comes back, and nothing
 * is lost; the first mail that does not has reached the next owner. That one detaches the mailbox when it has read its mail,
 * which the old owner sees as 459.
 */
final class HandoffSender {
    private static final Logger log = LoggerFactory.getLogger(HandoffSender.class);

    /** What the transactions of mail begin with. */
    static final String PREFIX = "handover.";

    /** Plugins that answer what they don't understand with an event, and do nothing else. */
    private static final List<String> MAILBOXES =
            List.of("janus.plugin.echotest", "janus.plugin.nosip", "janus.plugin.videocall", "janus.plugin.voicemail");

    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);
    private static final Duration MAX_PAUSE = Duration.ofMillis(200);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** So much mail neither came back nor had an effect: the next owner does not read it. */
    private static final int UNREAD = 12;

    private static final int MOST = 1000;

    private final Connection connection;
    private final SessionRoute route;
    private final Scheduler scheduler;
    private final long sessionId;
    private final String plugin;
    private final String name = UUID.randomUUID().toString().replace("-", "");
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();

    private final List<RawJson> messages = new ArrayList<>();
    private long lost;
    private long mailbox;
    private int sent;
    private int returned;
    private long end;

    private HandoffSender(
            Connection connection, SessionRoute route, Scheduler scheduler, long sessionId, String plugin) {
        this.connection = connection;
        this.route = route;
        this.scheduler = scheduler;
        this.sessionId = sessionId;
        this.plugin = plugin;
    }

    /** Whether the server has a plugin that serves. */
    static boolean possible(ServerInfo server) {
        return mailbox(server) != null;
    }

    private static @Nullable String mailbox(ServerInfo server) {
        Map<String, ServerInfo.Module> plugins = server.plugins();
        return plugins == null
                ? null
                : MAILBOXES.stream().filter(plugins::containsKey).findFirst().orElse(null);
    }

    /** A way to pass things on; null if the server has no plugin that serves. */
    static @Nullable HandoffSender through(
            Connection connection, SessionRoute route, ServerInfo server, Scheduler scheduler, long sessionId) {
        String plugin = mailbox(server);
        return plugin == null ? null : new HandoffSender(connection, route, scheduler, sessionId, plugin);
    }

    /** What the ticket calls it. */
    String name() {
        return name;
    }

    CompletableFuture<Boolean> done() {
        return done;
    }

    void begin() {
        end = scheduler.nanoTime() + TIMEOUT.toNanos();
        Request attach = Request.of("attach", sessionId).with("plugin", plugin).with("opaque_id", "handover");
        connection.request(attach).whenComplete((reply, failure) -> {
            if (failure != null) {
                log.warn(
                        "session {}: what comes after its ticket can't be passed on: {}",
                        sessionId,
                        failure.getMessage());
                finish(false);
            } else {
                synchronized (this) {
                    mailbox = ClientContext.idIn(reply);
                }
                send();
            }
        });
    }

    /** Takes what the old owner is sent after its ticket. Called on the reader. */
    synchronized void collect(JanusMessage message) {
        String transaction = message.transaction();
        if (transaction != null && transaction.startsWith(PREFIX + name)) {
            returned++;
        } else if (message.sender() != mailbox || mailbox == 0) {
            if (messages.size() < MOST) {
                messages.add(message.whole());
            } else {
                lost++;
            }
        }
    }

    void connectionLost() {
        finish(false);
    }

    private void send() {
        Request mail;
        String transaction;
        synchronized (this) {
            if (done.isDone()) {
                return;
            }
            if (scheduler.nanoTime() - end >= 0 || sent - returned > UNREAD) {
                // Nobody came, or who came does not read.
                connection
                        .request(Request.of("detach", sessionId, mailbox))
                        .whenComplete((reply, failure) -> finish(false));
                return;
            }
            transaction = PREFIX + name + "." + sent++ + "." + new ForwardedEvents(messages, lost).toText();
            mail = Request.message(sessionId, mailbox, "handover", RawJson.of("{\"request\":\"handover\"}"), null);
        }
        connection.request(mail, transaction, null).whenComplete((ack, failure) -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
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
        scheduler.once(pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE, this::send);
    }

    private void finish(boolean everything) {
        if (done.complete(everything)) {
            connection.unroute(route);
        }
    }
}
