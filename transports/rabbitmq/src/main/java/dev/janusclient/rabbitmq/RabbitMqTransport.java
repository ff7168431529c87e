// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.rabbitmq;

import static dev.janusclient.internal.transport.UriParts.printable;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import dev.janusclient.error.JanusConnectException;
import dev.janusclient.internal.log.Durations;
import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.transport.LivenessMonitor;
import dev.janusclient.internal.transport.RedeliveryFilter;
import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the broker: requests out, confirmed by it, and what Janus says in.
 *
 * <p>Threading: the driver blocks, so a thread of ours does all the talking ({@code io}) and another one all the listening.
 */
final class RabbitMqTransport implements JanusTransport {
    private static final Logger log = LoggerFactory.getLogger(RabbitMqTransport.class);

    /** Janus reads no more of a request than its last AMQP frame, so it must fit into one; RabbitMQ's default size, less its head. */
    static final int MAX_REQUEST = 131_072 - 8;

    private static final byte[] PING =
            "{\"janus\":\"ping\",\"transaction\":\"pulse\"}".getBytes(StandardCharsets.US_ASCII);

    private static final int CLOSE_TIMEOUT_MILLIS = 2000;

    private final URI uri;
    private final RabbitMqAddress address;
    private final RabbitMqOptions options;
    private final TransportOptions transport;
    private final TransportListener listener;
    private final RedeliveryFilter redelivery;
    private final CompletableFuture<JanusTransport> opened = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final ScheduledExecutorService io;
    private final ExecutorService deliveries;
    private final LivenessMonitor pulse;
    private final AtomicLong requests = new AtomicLong();
    private final RabbitMqInbox inbox;

    // Touched by io only, but for the connection, which is closed from anywhere.
    private volatile @Nullable Connection connection;
    private volatile String stage = "the broker does not answer";
    private @Nullable Channel publishing;

    RabbitMqTransport(
            URI uri,
            RabbitMqAddress address,
            RabbitMqOptions options,
            TransportOptions transport,
            TransportListener listener,
            RedeliveryFilter redelivery) {
        this.uri = uri;
        this.address = address;
        this.options = options;
        this.transport = transport;
        this.listener = listener;
        this.redelivery = redelivery;
        this.io = thread("janus-client-rabbitmq-io");
        this.deliveries = thread("janus-client-rabbitmq-in");
        this.pulse = new LivenessMonitor(transport, System.nanoTime());
        this.inbox = new RabbitMqInbox(
                address, options.prefetch(), transport.maxMessageBytes(), redelivery, new InboxOwner());
    }

    private static ScheduledThreadPoolExecutor thread(String name) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                },
                // The driver hands in its last words, and the application its receipts, after the end.
                new ThreadPoolExecutor.DiscardPolicy());
        executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
        return executor;
    }

    CompletableFuture<JanusTransport> open() {
        long millis = transport.connectTimeout().toMillis();
        io.execute(this::connect);
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)
                .execute(() -> fail(
                        "no connection to " + printable(uri) + " within " + Durations.text(transport.connectTimeout())
                                + ": " + stage,
                        null));
        return opened;
    }

    private void connect() {
        try {
            Connection made = RabbitMqConnector.connect(address, options, transport, deliveries);
            connection = made;
            made.addShutdownListener(this::brokenOff);
            Channel out = made.createChannel();
            publishing = out;
            out.queueDeclarePassive(address.to());
            out.confirmSelect();
            out.addConfirmListener((tag, multiple) -> {}, (tag, multiple) -> refused("did not take a request"));
            out.addReturnListener(returned -> refused("has no queue '" + address.to() + "' any more"));
            out.addShutdownListener(this::brokenOff);
            redelivery.reconnected();
            Channel in = made.createChannel();
            in.addShutdownListener(this::brokenOff);
            inbox.openAnswers(in);
            stage = "the broker is there, but Janus does not answer over the queue '" + address.to() + "'";
            publish(PING, RabbitMqInbox.PULSE);
            if (opened.isDone()) {
                closeAll();
            }
        } catch (IOException | RuntimeException | java.util.concurrent.TimeoutException e) {
            fail(RabbitMqConnector.explain(uri, address, e), e);
        }
    }

    @Override
    public void send(byte[] json) {
        if (ended.get()) {
            throw new IllegalStateException("the connection to " + printable(uri) + " is closed");
        }
        if (json.length > MAX_REQUEST) {
            throw new IllegalArgumentException("a request of " + json.length
                    + " bytes: over RabbitMQ Janus understands none above " + MAX_REQUEST);
        }
        io.execute(() -> publish(json, String.valueOf(requests.incrementAndGet())));
    }

    private void publish(byte[] json, String name) {
        Channel out = publishing;
        if (out == null || ended.get()) {
            return;
        }
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .contentType("application/json")
                .correlationId(inbox.correlationPrefix() + name)
                .expiration(String.valueOf(options.requestLifetime().toMillis()))
                .build();
        try {
            out.basicPublish("", address.to(), true, properties, json);
        } catch (IOException | ShutdownSignalException e) {
            end(CloseReason.Kind.IO_ERROR, "a request could not be sent", e);
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

    /** Janus has answered: now events may come. */
    private void ready() {
        Connection made = connection;
        if (opened.isDone() || made == null) {
            return;
        }
        try {
            inbox.openEvents();
        } catch (IOException | RuntimeException e) {
            fail(RabbitMqConnector.explain(uri, address, e), e);
            return;
        }
        long period = pulse.period().toMillis();
        io.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
        if (!opened.complete(this)) {
            closeAll();
        }
    }

    private void look() {
        switch (pulse.check(System.nanoTime())) {
            case PING -> publish(PING, RabbitMqInbox.PULSE);
            case IDLE_TIMEOUT ->
                end(
                        CloseReason.Kind.IDLE_TIMEOUT,
                        "nothing was heard of Janus for " + Durations.text(transport.idleTimeout())
                                + "; the broker is still there",
                        null);
            case WAIT -> {}
        }
    }

    private void refused(String what) {
        end(CloseReason.Kind.IO_ERROR, "the broker " + what, null);
    }

    private void brokenOff(ShutdownSignalException signal) {
        if (!opened.isDone()) {
            fail(RabbitMqConnector.explain(uri, address, signal), signal);
            return;
        }
        CloseReason reason = RabbitMqConnector.reason(signal);
        end(reason.kind(), reason.detail(), signal);
    }

    private void fail(String what, @Nullable Throwable cause) {
        if (opened.completeExceptionally(new JanusConnectException(what, cause))) {
            ended.set(true);
            closeAll();
        }
    }

    private void end(CloseReason.Kind kind, String detail, @Nullable Throwable cause) {
        if (!opened.isDone()) {
            fail(detail, cause);
            return;
        }
        if (opened.isCompletedExceptionally() || !ended.compareAndSet(false, true)) {
            return;
        }
        // Where messages come, so that none follows.
        deliveries.execute(() -> listener.onClosed(new CloseReason(kind, detail, cause)));
        closeAll();
    }

    private void closeAll() {
        io.execute(() -> {
            Connection open = connection;
            if (open != null) {
                // Bounded: a broker that does not answer must not keep this thread.
                open.abort(CLOSE_TIMEOUT_MILLIS);
            }
            deliveries.shutdown();
            io.shutdown();
        });
    }

    /** What the inbox tells. */
    private final class InboxOwner implements RabbitMqInbox.Owner {
        @Override
        public boolean isOpen() {
            return !ended.get();
        }

        @Override
        public TransportListener listener() {
            return listener;
        }

        @Override
        public void onIo(RabbitMqInbox.Task task) {
            io.execute(() -> {
                try {
                    task.run();
                } catch (IOException | ShutdownSignalException e) {
                    // The broker sends the message again; what ended the channel tells the listener.
                    LogBudget.debug(log, "an event could not be acknowledged: {}", e.getMessage());
                }
            });
        }

        @Override
        public void answered() {
            pulse.heard(System.nanoTime());
            if (!opened.isDone()) {
                io.execute(RabbitMqTransport.this::ready);
            }
        }

        @Override
        public void tooLarge(int bytes) {
            listener.onMessageDropped("it has " + bytes + " bytes, " + transport.maxMessageBytes()
                    + " are let in; from " + address.from());
        }

        @Override
        public void queueDeleted(String queue) {
            end(CloseReason.Kind.IO_ERROR, "the queue '" + queue + "' was deleted", null);
        }
    }
}
