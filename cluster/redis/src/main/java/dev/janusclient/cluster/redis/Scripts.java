// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.redis;

import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.StoreException;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandInterruptedException;
import io.lettuce.core.RedisCommandTimeoutException;
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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Runs the script on one connection, which is made with the first call. */
final class Scripts implements AutoCloseable {
    private static final String SOURCE = read();

    private final RedisClient client;
    private final String description;
    private final String prefix;
    private final FreeChannel channel;
    private final Map<MemberId, Long> calls = new ConcurrentHashMap<>();
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
        channel = new FreeChannel(client, parsed, prefix + ":free");
    }

    FreeChannel channel() {
        return channel;
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

    /** Runs an operation that is no member's. */
    List<?> query(String operation, String... values) {
        return (List<?>) run(ScriptOutputType.MULTI, List.of(operation, "", "", "0"), values);
    }

    /** Runs a member's operation that is answered with a list. */
    List<?> list(String operation, MemberId member, String... values) {
        return (List<?>) run(ScriptOutputType.MULTI, caller(operation, member), values);
    }

    /** Runs a member's operation that is answered with how many calls of the member have been counted; 0 if its lease has expired. */
    boolean counted(String operation, MemberId member, String... values) {
        long count = (Long) run(ScriptOutputType.INTEGER, caller(operation, member), values);
        counted(member, count);
        return count > 0;
    }

    /** Notes how many calls of a member have been counted. */
    void counted(MemberId member, long count) {
        calls.merge(member, count, Math::max);
    }

    /** Forgets what was noted of a member. */
    void forget(MemberId member) {
        calls.remove(member);
    }

    private List<String> caller(String operation, MemberId member) {
        return List.of(operation, member.name(), member.incarnation(), String.valueOf(calls.getOrDefault(member, 0L)));
    }

    private Object run(ScriptOutputType type, List<String> head, String... values) {
        List<String> all = new ArrayList<>(List.of(prefix));
        all.addAll(head);
        all.addAll(List.of(values));
        String[] arguments = all.toArray(new String[0]);
        // A key of its slot, for servers that share the keys among them.
        String[] keys = {prefix + ":members"};
        channel.connect();
        try {
            var commands = connection().sync();
            try {
                return commands.evalsha(commands.digest(SOURCE), type, keys, arguments);
            } catch (RedisNoScriptException e) {
                return commands.eval(SOURCE, type, keys, arguments);
            }
        } catch (RedisCommandTimeoutException | RedisCommandInterruptedException e) {
            // The driver would go on with a connection over which nothing comes any more. A member may give up before
            // the driver does.
            disconnect();
            throw new StoreException(description + ": " + e.getMessage(), e);
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

    private synchronized void disconnect() {
        if (connection != null) {
            connection.closeAsync();
            connection = null;
        }
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
}
