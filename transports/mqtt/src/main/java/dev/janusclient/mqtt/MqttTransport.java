// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.mqtt;

import static dev.janusclient.internal.transport.UriParts.printable;

import dev.janusclient.error.JanusConnectException;
import dev.janusclient.internal.log.Durations;
import dev.janusclient.internal.transport.ConnectFailure;
import dev.janusclient.internal.transport.LivenessMonitor;
import dev.janusclient.internal.transport.RedeliveryFilter;
import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One way to Janus over a broker. Requests and their answers go over a connection of the moment. Events that must not be lost
 * come over a second one, under the name by which the broker keeps them: a broker sends only so much that is not yet
 * acknowledged, and an answer must not queue up behind events that wait for a listener.
 *
 * <p>Threading: what comes in is delivered on one thread of ours; the driver's own threads never wait.
 */
final class MqttTransport implements JanusTransport {
    private static final int PING_AGAIN_MILLIS = 250;

    /**
     * How many kept events may be unprocessed: fewer than wait for a handle or a listener without a loss. Mosquitto
     * sends all it has when a connection is resumed, whatever MQTT 5's receive maximum says.
     */
    private static final int KEPT_UNDER_WAY = 200;

    private final URI uri;
    private final MqttAddress address;
    private final TransportOptions transport;
    private final TransportListener listener;
    private final RedeliveryFilter redelivery;
    private final CompletableFuture<JanusTransport> opened = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor inbox;
    private final LivenessMonitor pulse;
    private final String pulseId = "pulse-" + UUID.randomUUID();
    private final MqttLink live;
    private final @Nullable MqttLink durable;
    private volatile boolean janusAnswered;

    // Touched by the inbox only.
    private final Deque<MqttLink.Incoming> keptBack = new ArrayDeque<>();
    private int underWay;

    private volatile String stage = "the broker does not answer";

    MqttTransport(
            URI uri,
            MqttAddress address,
            MqttOptions options,
            TransportOptions transport,
            InetSocketAddress nearest,
            TransportListener listener,
            RedeliveryFilter redelivery)
            throws GeneralSecurityException {
        this.uri = uri;
        this.address = address;
        this.transport = transport;
        this.listener = listener;
        this.redelivery = redelivery;
        this.pulse = new LivenessMonitor(transport, System.nanoTime());
        this.live = MqttConnector.link(
                address, options, transport, nearest, "janus-client-" + UUID.randomUUID(), false, this::linkEnded);
        String name = address.client();
        this.durable = name == null
                ? null
                : MqttConnector.link(address, options, transport, nearest, name, true, this::linkEnded);
        this.inbox = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread thread = new Thread(task, "janus-client-mqtt-in");
                    thread.setDaemon(true);
                    return thread;
                },
                // The driver may hand in something after the end.
                new ThreadPoolExecutor.DiscardPolicy());
        inbox.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
        inbox.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    CompletableFuture<JanusTransport> open() {
        inbox.schedule(
                () -> fail(
                        "no connection to " + printable(uri) + " within " + Durations.text(transport.connectTimeout())
                                + ": " + stage,
                        null),
                transport.connectTimeout().toMillis(),
                TimeUnit.MILLISECONDS);
        live.open(address.from(), inbox, this::onLiveMessage).whenComplete((open, failure) -> {
            if (failure != null) {
                refused(failure);
            } else {
                stage = "the broker is there, but Janus does not answer over the topic '" + address.to() + "'";
                pingUntilAnswered();
            }
        });
        return opened;
    }

    /** Again and again: a broker keeps nothing for a Janus that has not subscribed yet. */
    private void pingUntilAnswered() {
        if (!opened.isDone() && !janusAnswered) {
            ping();
            inbox.schedule(this::pingUntilAnswered, PING_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void send(byte[] json) {
        if (ended.get()) {
            throw new IllegalStateException("the connection to " + printable(uri) + " is closed");
        }
        publish(json);
    }

    private void publish(byte[] json) {
        live.publish(address.to(), json).whenComplete((sent, failure) -> {
            if (failure != null) {
                end(CloseReason.Kind.IO_ERROR, "the broker did not take a request: " + failure.getMessage(), failure);
            }
        });
    }

    private void ping() {
        publish(("{\"janus\":\"ping\",\"transaction\":\"" + pulseId + "\"}").getBytes(StandardCharsets.US_ASCII));
    }

    private void onLiveMessage(MqttLink.Incoming message) {
        byte[] json = message.payload();
        message.acknowledge();
        pulse.heard(System.nanoTime());
        if (ended.get() || isTooLarge(json)) {
            return;
        }
        boolean answer = Answers.isAnswer(json);
        if (!opened.isDone()) {
            if (answer && isPong(json) && !janusAnswered) {
                janusAnswered = true;
                ready();
            }
        } else if (answer ? !isPong(json) : durable == null) {
            listener.onMessage(json);
        }
    }

    private boolean isPong(byte[] json) {
        // A pong is short; a description of a megabyte need not be searched for our id.
        return json.length < 256 && new String(json, StandardCharsets.ISO_8859_1).contains(pulseId);
    }

    /** Janus has answered: now events may come. */
    private void ready() {
        if (durable == null) {
            opened();
            return;
        }
        redelivery.reconnected();
        durable.open(address.from(), inbox, this::onKeptMessage).whenComplete((open, failure) -> {
            if (failure != null) {
                refused(failure);
            } else {
                opened();
            }
        });
    }

    private void opened() {
        long period = pulse.period().toMillis();
        inbox.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
        if (!opened.complete(this)) {
            closeAll();
        }
    }

    private void onKeptMessage(MqttLink.Incoming message) {
        keptBack.addLast(message);
        tellKept();
    }

    private void tellKept() {
        while (underWay < KEPT_UNDER_WAY && !keptBack.isEmpty() && !ended.get()) {
            tellKept(keptBack.removeFirst());
        }
    }

    private void tellKept(MqttLink.Incoming message) {
        byte[] json = message.payload();
        // Acknowledged, or it would come again with the next connection.
        if (Answers.isAnswer(json) || isTooLarge(json)) {
            message.acknowledge();
            return;
        }
        // First of all, and in the old order, comes what was not acknowledged (MQTT 5, 4.4 and 4.6).
        underWay++;
        Runnable handled = () -> {
            message.acknowledge();
            inbox.execute(() -> {
                underWay--;
                tellKept();
            });
        };
        if (!redelivery.isRepeated(json, handled)) {
            redelivery.allRepeated();
            listener.onMessage(json, redelivery.acknowledgement(json, handled));
        }
    }

    private boolean isTooLarge(byte[] json) {
        if (json.length <= transport.maxMessageBytes()) {
            return false;
        }
        listener.onMessageDropped("it has " + json.length + " bytes, " + transport.maxMessageBytes()
                + " are let in; from " + address.from());
        return true;
    }

    private void look() {
        switch (pulse.check(System.nanoTime())) {
            case PING -> ping();
            case IDLE_TIMEOUT ->
                end(
                        CloseReason.Kind.IDLE_TIMEOUT,
                        "nothing was heard of Janus for " + Durations.text(transport.idleTimeout()) + " over "
                                + address.from(),
                        null);
            case WAIT -> {}
        }
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public void close() {
        end(CloseReason.Kind.CLIENT_CLOSED, "the client was closed", null);
    }

    private void linkEnded(CloseReason reason) {
        end(reason.kind(), reason.detail(), reason.cause());
    }

    private void refused(Throwable failure) {
        fail(ConnectFailure.explain(uri, failure), failure);
    }

    private void fail(String what, @Nullable Throwable cause) {
        if (opened.completeExceptionally(new JanusConnectException(what, cause))) {
            ended.set(true);
            closeAll();
        }
    }

    private void end(CloseReason.Kind kind, String detail, @Nullable Throwable cause) {
        if (!opened.isDone()) {
            String known = ConnectFailure.known(uri, cause);
            fail(known != null ? known : "no connection to " + printable(uri) + ": " + detail, cause);
            return;
        }
        if (opened.isCompletedExceptionally() || !ended.compareAndSet(false, true)) {
            return;
        }
        // Where messages come, so that none follows.
        inbox.execute(() -> listener.onClosed(new CloseReason(kind, detail, cause)));
        closeAll();
    }

    private void closeAll() {
        live.close();
        if (durable != null) {
            durable.close();
        }
        inbox.shutdown();
    }
}
