// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.rabbitmq;

import static dev.janusclient.internal.transport.UriParts.printable;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Address;
import com.rabbitmq.client.AddressResolver;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MissedHeartbeatException;
import com.rabbitmq.client.ShutdownSignalException;
import com.rabbitmq.client.SocketConfigurators;
import com.rabbitmq.client.impl.ForgivingExceptionHandler;
import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.transport.AddressRace;
import dev.janusclient.internal.transport.ConnectFailure;
import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.Tls;
import dev.janusclient.transport.TransportOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects to a broker, and says what went wrong. */
final class RabbitMqConnector {
    private static final Logger log = LoggerFactory.getLogger(RabbitMqConnector.class);

    private static final int DRIVER_LIMIT = 64 << 20;

    private RabbitMqConnector() {}

    static Connection connect(
            RabbitMqAddress address, RabbitMqOptions options, TransportOptions transport, ExecutorService deliveries)
            throws IOException, TimeoutException {
        int timeout = (int) transport.connectTimeout().toMillis();
        ConnectionFactory factory = new ConnectionFactory();
        factory.setVirtualHost(address.virtualHost());
        factory.setUsername(options.user());
        factory.setPassword(options.password());
        // Who uses the transport decides what becomes of sessions and requests; a driver that reconnects would hide the
        // gap.
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setConnectionTimeout(timeout);
        factory.setHandshakeTimeout(timeout);
        factory.setChannelRpcTimeout(timeout);
        factory.setRequestedHeartbeat(heartbeatSeconds(transport.idleTimeout()));
        // Ours is checked, and reported, with each message; this one only guards the memory.
        factory.setMaxInboundMessageBodySize(Math.max(DRIVER_LIMIT, transport.maxMessageBytes()));
        factory.setExceptionHandler(new QuietExceptionHandler());
        factory.setThreadFactory(task -> {
            Thread thread = new Thread(task, "janus-client-rabbitmq-driver");
            thread.setDaemon(true);
            return thread;
        });
        if (address.tls()) {
            Tls tls = transport.network().tls() == null
                    ? Tls.platform()
                    : transport.network().tls();
            try {
                factory.useSslProtocol(tls.context());
            } catch (GeneralSecurityException e) {
                throw new IOException("TLS can't be set up", e);
            }
            if (!tls.hostNameCheck()) {
                // The driver has switched the check on by itself; this is how to be without.
                factory.setSocketConfigurator(SocketConfigurators.defaultConfigurator());
            }
        }
        // From a list the driver would take the name alone, and its first address.
        AddressResolver broker = () -> List.of(new Answering(address, timeout));
        return factory.newConnection(deliveries, broker, "janus-client");
    }

    /** The broker's address that answers; the driver itself would try the first one only, for the whole timeout. */
    private static final class Answering extends Address {
        private final int timeoutMillis;

        Answering(RabbitMqAddress broker, int timeoutMillis) {
            super(broker.host(), broker.port());
            this.timeoutMillis = timeoutMillis;
        }

        @Override
        public InetSocketAddress toInetSocketAddress(int port) {
            try {
                // It has the name, too, against which TLS checks the certificate.
                return AddressRace.winner(getHost(), port, Duration.ofMillis(timeoutMillis))
                        .get(timeoutMillis, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException("no address of the broker answers", e);
            }
        }
    }

    /** What goes wrong ends the transport, and its listener is called; the driver need not log it, too. */
    private static final class QuietExceptionHandler extends ForgivingExceptionHandler {
        @Override
        protected void log(String message, Throwable e) {
            LogBudget.debug(log, "{}: {}", message, e);
        }
    }

    /** The driver counts a peer as dead after two heartbeats without a word. Zero asks for none. */
    static int heartbeatSeconds(Duration idleTimeout) {
        return idleTimeout.isZero() ? 0 : (int) Math.max(1, idleTimeout.toSeconds() / 2);
    }

    static CloseReason reason(ShutdownSignalException signal) {
        if (signal.isInitiatedByApplication()) {
            return new CloseReason(CloseReason.Kind.CLIENT_CLOSED, "the client was closed", signal);
        }
        String said = said(signal);
        if (said != null) {
            CloseReason.Kind kind = signal.isHardError() ? CloseReason.Kind.SERVER_CLOSED : CloseReason.Kind.IO_ERROR;
            return new CloseReason(kind, "the broker said: " + said, signal);
        }
        Throwable cause = signal.getCause();
        if (cause instanceof MissedHeartbeatException) {
            return new CloseReason(CloseReason.Kind.IDLE_TIMEOUT, "nothing was heard of the broker", signal);
        }
        return new CloseReason(
                CloseReason.Kind.IO_ERROR,
                "the connection to the broker broke" + (cause == null ? "" : ": " + cause.getMessage()),
                signal);
    }

    /** What to tell whoever wanted a connection. */
    static String explain(URI uri, RabbitMqAddress address, Exception failure) {
        if (failure instanceof AuthenticationFailureException) {
            return "the broker at " + printable(uri) + " does not let this user in";
        }
        ShutdownSignalException signal = signal(failure);
        String said = signal == null ? null : said(signal);
        if (said == null) {
            return failure instanceof TimeoutException
                    ? "no connection to " + printable(uri) + " in time"
                    : ConnectFailure.explain(uri, failure);
        }
        if (said.startsWith("NOT_FOUND")) {
            return said + ". Janus makes its queues and its exchange when it connects to the broker: either it has not,"
                    + " or its to_janus ('" + address.to() + "'), from_janus ('" + address.from()
                    + "') or janus_exchange (" + address.exchange() + ") are called otherwise";
        }
        if (said.startsWith("ACCESS_REFUSED") && said.contains("exclusive")) {
            return said
                    + ". Another client reads this queue. Give each its own: an exchange (Janus's janus_exchange) and,"
                    + " to keep events, a 'queue' in the URI";
        }
        return "the broker at " + printable(uri) + " said: " + said;
    }

    private static @Nullable ShutdownSignalException signal(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ShutdownSignalException signal) {
                return signal;
            }
        }
        return null;
    }

    private static @Nullable String said(ShutdownSignalException signal) {
        if (signal.getReason() instanceof AMQP.Connection.Close close) {
            return close.getReplyText();
        }
        return signal.getReason() instanceof AMQP.Channel.Close close ? close.getReplyText() : null;
    }
}
