// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.spring;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code janus.group.*}: this application as a member of a failover group.
 *
 * @param name this member's name, unique among live members; without it there is no group
 * @param lease how long after its last renewal other members may take this member's sessions over
 * @param servers addresses of the servers by the names that all members call them; by default one, "janus", at janus.uris
 * @param redisUri where ownership is kept if the application has no OwnershipStore; comes before its DataSource
 * @param createSchema whether the tables in the application's DataSource are created; false if Flyway does so
 * @param drainTimeout how long the end of the application waits for other members to take its sessions
 */
@ConfigurationProperties("janus.group")
public record JanusGroupProperties(
        String name,
        @DefaultValue("10s") Duration lease,
        @DefaultValue Map<String, String> servers,
        @Nullable String redisUri,
        @DefaultValue("true") boolean createSchema,
        @DefaultValue("20s") Duration drainTimeout) {
    /** Without the addresses, which may hold credentials. */
    @Override
    public String toString() {
        return "JanusGroupProperties[" + name + "]";
    }
}
