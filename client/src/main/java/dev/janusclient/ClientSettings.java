// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import dev.janusclient.internal.connection.ByteBudget;
import dev.janusclient.internal.connection.ConnectionOptions;
import dev.janusclient.internal.connection.DeliveryOptions;
import dev.janusclient.internal.connection.OverflowPolicy;
import dev.janusclient.internal.doctor.ServerCheck;
import dev.janusclient.internal.log.Durations;
import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.message.Credentials;
import dev.janusclient.internal.recovery.ReclaimSettings;
import dev.janusclient.internal.recovery.RecoverySettings;
import dev.janusclient.internal.session.SessionSettings;
import dev.janusclient.internal.worker.Scheduler;
import dev.janusclient.message.Secret;
import dev.janusclient.message.ServerInfo;
import dev.janusclient.observe.ClientObserver;
import dev.janusclient.transport.TransportOptions;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The options that users see, as each part of the machinery needs them. */
final class ClientSettings {
    private static final Logger log = LoggerFactory.getLogger(JanusClient.class);

    private ClientSettings() {}

    static ConnectionOptions connection(
            JanusClientOptions options,
            URI uri,
            Executor executor,
            ByteBudget undelivered,
            ClientObserver observer,
            LogBudget logs) {
        TransportOptions transport = new TransportOptions(
                        options.connectTimeout(),
                        options.pingInterval(),
                        options.idleTimeout(),
                        options.maxFrameBytes(),
                        options.maxMessageBytes())
                .withNetwork(options.network())
                .withPollCredentials(() -> pollCredentials(options));
        return new ConnectionOptions(
                uri,
                transport,
                credentials(options),
                options.requestTimeout(),
                options.maxJsonDepth(),
                undelivered,
                executor,
                observer,
                logs);
    }

    private static Credentials credentials(JanusClientOptions options) {
        Supplier<Secret> token = options.token();
        if (token == null || token instanceof JanusClientOptions.OneToken) {
            return new Credentials(options.apiSecret(), token == null ? null : token.get());
        }
        return Credentials.renewed(options.apiSecret(), token);
    }

    private static Map<String, String> pollCredentials(JanusClientOptions options) {
        Map<String, String> secrets = new HashMap<>();
        if (options.apiSecret() != null) {
            secrets.put("apisecret", options.apiSecret().reveal());
        }
        if (options.token() != null) {
            secrets.put("token", options.token().get().reveal());
        }
        return secrets;
    }

    static SessionSettings session(
            JanusClientOptions options,
            URI uri,
            Executor executor,
            Scheduler scheduler,
            ByteBudget undelivered,
            ClientObserver observer,
            LogBudget logs) {
        return new SessionSettings(
                uri,
                options.requestTimeout(),
                delivery(executor, scheduler, undelivered, options.maxUndeliveredEvents(), options.backlog(), logs),
                options.versionCheck(),
                options.recovery().enabled(),
                observer);
    }

    /** For what must be delivered whatever is done about slow listeners of handles. */
    static DeliveryOptions stateDelivery(
            Executor executor, Scheduler scheduler, ByteBudget undelivered, LogBudget logs) {
        return delivery(executor, scheduler, undelivered, 1, Backlog.DEFAULT, logs);
    }

    private static DeliveryOptions delivery(
            Executor executor,
            Scheduler scheduler,
            ByteBudget undelivered,
            int maxUndelivered,
            Backlog backlog,
            LogBudget logs) {
        OverflowPolicy policy =
                switch (backlog.policy()) {
                    case DROP_OLDEST -> OverflowPolicy.DROP_OLDEST;
                    case PAUSE_READING -> OverflowPolicy.PAUSE_READING;
                    case DETACH -> OverflowPolicy.DETACH;
                };
        return new DeliveryOptions(executor, scheduler, maxUndelivered, undelivered, policy, backlog.capacity(), logs);
    }

    static RecoverySettings recovery(RecoveryOptions options) {
        return new RecoverySettings(
                options.firstDelay(),
                options.maxDelay(),
                options.giveUpAfter(),
                options.sources(),
                options.allowRebuild(),
                options.beforeClaim());
    }

    static ReclaimSettings reclaim(ReclaimPlan plan) {
        return new ReclaimSettings(
                plan.types().stream().map(PluginType::kind).collect(Collectors.toList()),
                plan.sources(),
                plan.allowRebuild(),
                plan.handoffTimeout(),
                plan.commandGate(),
                plan.keys());
    }

    static ServerCheck.Options doctor(JanusClientOptions options) {
        return new ServerCheck.Options(
                options.pingInterval(),
                options.idleTimeout(),
                options.keepaliveInterval(),
                options.recovery().enabled());
    }

    /** The interval that was asked for, if it is short enough for a server's timeouts. */
    static Duration keepaliveInterval(JanusClientOptions options, ServerInfo server, LogBudget logs) {
        Duration bound = server.maxKeepaliveInterval();
        Duration wanted = options.keepaliveInterval();
        if (wanted == null) {
            return bound;
        }
        if (wanted.compareTo(bound) > 0) {
            logs.warn(
                    log,
                    "keepaliveInterval: {} is longer than is safe with this server's timeouts; {} is used (session_timeout"
                            + " {} s, reclaim_session_timeout {} s)",
                    Durations.text(wanted),
                    Durations.text(bound),
                    server.sessionTimeout(),
                    server.reclaimSessionTimeout());
            return bound;
        }
        return wanted;
    }
}
