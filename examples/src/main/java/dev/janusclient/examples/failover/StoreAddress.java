// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.failover;

import dev.janusclient.cluster.jdbc.JdbcStore;
import dev.janusclient.cluster.redis.RedisStore;
import dev.janusclient.cluster.store.FileStore;
import dev.janusclient.cluster.store.OwnershipStore;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Stores by their addresses: {@code file:/folder}, {@code postgresql://user:password@host/database}, {@code redis://host}. */
final class StoreAddress {
    private StoreAddress() {}

    static boolean isKnown(String address) {
        return address.matches("(file|postgresql|rediss?):/.*");
    }

    /** Opens the store of a {@linkplain #isKnown known} address. */
    static OwnershipStore open(String address) {
        URI uri = URI.create(address);
        if (address.startsWith("file:")) {
            return FileStore.open(Path.of(uri.getPath()));
        }
        return address.startsWith("postgresql:") ? postgreSql(uri) : new RedisStore(address);
    }

    private static OwnershipStore postgreSql(URI uri) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        StringBuilder jdbc = new StringBuilder("jdbc:postgresql://" + uri.getHost() + port + uri.getPath());
        String login = uri.getRawUserInfo();
        append(jdbc, uri.getRawQuery());
        if (login != null) {
            String[] parts = login.split(":", 2);
            append(jdbc, "user=" + parts[0]);
            append(jdbc, parts.length > 1 ? "password=" + parts[1] : null);
        }
        JdbcStore store = JdbcStore.builder(jdbc.toString()).build();
        store.createSchema();
        return store;
    }

    private static void append(StringBuilder url, @Nullable String parameter) {
        if (parameter != null) {
            url.append(url.indexOf("?") < 0 ? '?' : '&').append(parameter);
        }
    }
}
