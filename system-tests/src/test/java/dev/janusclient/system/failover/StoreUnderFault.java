// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.failover;

import dev.janusclient.cluster.jdbc.JdbcStore;
import dev.janusclient.cluster.redis.RedisStore;
import dev.janusclient.cluster.store.FileStore;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.testkit.FaultProxy;
import dev.janusclient.testkit.LinkFault;
import dev.janusclient.testkit.PostgreSql;
import dev.janusclient.testkit.Redis;
import dev.janusclient.testkit.StoreServer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The store of the group, and what happens to it. Not for use by several threads at once. */
final class StoreUnderFault implements AutoCloseable {
    private static final String FILE = "file:";

    private final @Nullable Path folder;
    private final @Nullable StoreServer server;
    private final List<FaultProxy> proxies = new ArrayList<>();

    /**
     * Starts a store.
     *
     * @param name file, postgresql or redis
     * @param files of the file store
     * @param members how many members there are, each of which has a way of its own to the store
     */
    StoreUnderFault(String name, Path files, int members) {
        folder = name.equals("file") ? files : null;
        server = switch (name) {
            case "file" -> null;
            case "postgresql" -> PostgreSql.start();
            case "redis" -> Redis.persistent();
            default -> throw new IllegalArgumentException("store: " + name + " is none of file, postgresql, redis");
        };
        for (int i = 0; server != null && i < members; i++) {
            proxies.add(FaultProxy.to(server.address()));
        }
        if (server instanceof PostgreSql) {
            try (JdbcStore first = (JdbcStore) open(direct(), Duration.ofSeconds(20))) {
                first.createSchema();
            }
        }
    }

    /** Which faults there are with it: files have no connection. */
    Set<FaultKind> kinds() {
        Set<FaultKind> kinds = EnumSet.allOf(FaultKind.class);
        if (server == null) {
            kinds.removeAll(Set.of(FaultKind.STORE_CUT_OFF, FaultKind.REPLY_LOST));
        }
        return kinds;
    }

    /** What a member opens. */
    String forMember(int number) {
        return server == null ? direct() : at(proxies.get(number).uri().getPort());
    }

    /** The same, past all faults. */
    String direct() {
        return server == null ? FILE + folder : at(server.port());
    }

    private String at(int port) {
        return server instanceof PostgreSql ? PostgreSql.jdbcUrl(port) : "redis://127.0.0.1:" + port;
    }

    static OwnershipStore open(String place, Duration timeout) {
        if (place.startsWith(FILE)) {
            return FileStore.open(
                    Path.of(place.substring(FILE.length())),
                    OwnershipStore.DEFAULT_MAX_TICKET_LENGTH,
                    // Opening takes the lock, too; calls of members are limited by the members.
                    Duration.ofSeconds(30),
                    System::nanoTime);
        } else if (place.startsWith("jdbc:")) {
            return JdbcStore.builder(place).timeout(timeout).build();
        }
        return new RedisStore(place, "janus", OwnershipStore.DEFAULT_MAX_TICKET_LENGTH, timeout);
    }

    /** Kills the server, waits, and starts it again; locks the files meanwhile. */
    void restart(Duration away) throws IOException, InterruptedException {
        if (server != null) {
            server.kill();
            pass(away);
            server.restart();
            return;
        }
        Path lock = Path.of(direct().substring(FILE.length())).resolve("lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            pass(held.isValid() ? away : Duration.ZERO);
        }
    }

    /** Keeps one member from the store. */
    void cutOff(int member, Duration lasts, boolean silently) throws InterruptedException {
        FaultProxy proxy = proxies.get(member);
        proxy.refuse();
        proxy.inflict(silently ? LinkFault.HalfOpen.both() : new LinkFault.Reset());
        pass(lasts);
        proxy.accept();
    }

    /** Has the answer to each member's next acquisition be lost, and all that would come over the same connection. */
    void loseReplies() {
        String acquisition = server instanceof PostgreSql ? "SET owner = $1" : "acquire";
        proxies.forEach(proxy -> {
            proxy.disarm();
            proxy.when(FaultProxy.Direction.TO_JANUS, message -> message.contains(acquisition))
                    .after(LinkFault.HalfOpen.only(FaultProxy.Direction.FROM_JANUS));
        });
    }

    /** The messages that passed are not needed. */
    void forgetMessages() {
        proxies.forEach(FaultProxy::takeMessages);
    }

    static void pass(Duration time) throws InterruptedException {
        // Nothing ends it early: the fault lasts so long.
        new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        proxies.forEach(FaultProxy::close);
        if (server != null) {
            server.close();
        }
    }

    @Override
    public String toString() {
        return server == null ? "files" : server.toString();
    }
}
