// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.spring;

import dev.janusclient.ClientLoad;
import dev.janusclient.JanusClient;
import dev.janusclient.message.ServerInfo;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Up if Janus answers; with its name and version, and what the client holds. */
public class JanusHealthIndicator extends AbstractHealthIndicator {
    private final JanusClient client;
    private final Duration atMost;

    /** @param atMost how long the answer may take */
    public JanusHealthIndicator(JanusClient client, Duration atMost) {
        super("Janus does not answer");
        this.client = client;
        this.atMost = atMost;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) throws Exception {
        ClientLoad load = client.load();
        builder.withDetail(
                        "connection",
                        client.connectionState().getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .withDetail("sessions", load.sessions())
                .withDetail("queuedEvents", load.queuedEvents());
        ServerInfo server = client.info().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        builder.up()
                .withDetail("server", server.serverName())
                .withDetail("version", server.versionString())
                .withDetail("reclaim", server.reclaimEnabled());
    }
}
