// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.redis;

import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.StoreException;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the script on one connection, which is made with the first call. */
final class Scripts implements AutoCloseable {
    private static final String SOURCE = read();

    private final RedisClient client;
    private final String description;
    private final String prefix;
    private @Nullable StatefulRedisConnection<String, String> connection;

    Scripts(String uri, String prefix, Duration timeout) {
        RedisURI parsed = parsed(uri);
        parsed.setTimeout(timeout);
        this.prefix = prefix;
        description = "redis://" + parsed.getHost() + ":" + parsed.getPort();
        client = RedisClient.create(parsed);
        // What was not sent fails at once: whoever holds a lease has to know early.
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .build());
    }

    /** Without the driver's exception: it quotes the address, in which the password stands. */
    @SuppressWarnings("UnusedException")
    private static RedisURI parsed(String uri) {
        try {
            return RedisURI.create(uri);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("uri: it is no address of a Redis server, as redis://host:port");
        }
    }

    String description() {
        return description;
    }

    List<?> list(String operation, @Nullable MemberId member, String... values) {
        return (List<?>) run(ScriptOutputType.MULTI, operation, member, values);
    }

    boolean flag(String operation, MemberId member, String... values) {
        return run(ScriptOutputType.INTEGER, operation, member, values).equals(1L);
    }

    private Object run(ScriptOutputType type, String operation, @Nullable MemberId member, String... values) {
        List<String> all = new ArrayList<>(List.of(prefix, operation));
        all.add(member == null ? "" : member.name());
        all.add(member == null ? "" : member.incarnation());
        all.addAll(List.of(values));
        String[] arguments = all.toArray(new String[0]);
        // A key of its slot, for servers that share the keys among them.
        String[] keys = {prefix + ":members"};
        try {
            var commands = connection().sync();
            try {
                return commands.evalsha(commands.digest(SOURCE), type, keys, arguments);
            } catch (RedisNoScriptException e) {
                return commands.eval(SOURCE, type, keys, arguments);
            }
        } catch (RedisException e) {
            throw new StoreException(description + ": " + e.getMessage(), e);
        }
    }

    private synchronized StatefulRedisConnection<String, String> connection() {
        if (connection == null) {
            connection = client.connect();
        }
        return connection;
    }

    private static String read() {
        try (InputStream in = Scripts.class.getResourceAsStream("ownership.lua")) {
            if (in == null) {
                throw new StoreException("ownership.lua is missing from the jar", null);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new StoreException("ownership.lua", e);
        }
    }

    @Override
    public synchronized void close() {
        if (connection != null) {
            connection.close();
        }
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
}
