// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.secrets;

import dev.janusclient.cluster.jdbc.JdbcStore;
import dev.janusclient.cluster.redis.RedisStore;
import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.NewSession;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.cluster.store.SessionEpoch;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.cluster.store.SessionTicket;
import dev.janusclient.testkit.PostgreSql;
import dev.janusclient.testkit.Redis;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

/** Neither the password of a store nor the tickets in it are printed, logged or thrown. */
class StoreSecretsTest {
    @RegisterExtension
    static final LeakScan SCAN = new LeakScan("com.zaxxer.hikari").exceptAtFineLevels("org.postgresql", "io.lettuce");

    private static final String PASSWORD = SCAN.plant("the password of a store");
    private static final String WRONG = SCAN.plant("a wrong password");
    private static final String TICKET = SCAN.plant("a ticket");
    private static final SessionEpoch HELD = new SessionEpoch(new SessionKey("janus-1", 7), 1);
    private static final Duration LEASE = Duration.ofMinutes(1);

    @Test
    @Tag("postgresql")
    void ofPostgreSql() {
        try (PostgreSql server = PostgreSql.start()) {
            // The server trusts the user, and is sent the password for nothing.
            String url = server.jdbcUrl() + "&password=";
            try (JdbcStore store =
                    JdbcStore.builder(url + PASSWORD).timeout(LEASE).build()) {
                store.createSchema();
                use(store);
            }
            AtomicBoolean dies = new AtomicBoolean();
            try (JdbcStore store = JdbcStore.builder(dying(server, dies)).build()) {
                SCAN.note(store.members());
                dies.set(true);
                SCAN.refused(() -> store.save(
                        new MemberId("a", "1"),
                        List.of(new SessionTicket(HELD, TICKET), new SessionTicket(HELD, TICKET))));
            }
            unreachable(() -> JdbcStore.builder(url + WRONG)
                    .timeout(Duration.ofSeconds(2))
                    .build());
        }
    }

    /** Connections without a pool; the server is killed before one is used. */
    private static DataSource dying(PostgreSql server, AtomicBoolean dies) {
        PGSimpleDataSource connections = new PGSimpleDataSource();
        connections.setUrl(server.jdbcUrl());
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, args) -> {
                    Object answer = method.invoke(connections, args);
                    if (dies.get() && answer instanceof Connection) {
                        server.kill();
                    }
                    return answer;
                });
    }

    @Test
    @Tag("redis-server")
    void ofRedis() throws IOException {
        try (Redis server = Redis.start()) {
            int port = server.uri().getPort();
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream()
                        .write(("CONFIG SET requirepass " + PASSWORD + "\r\n").getBytes(StandardCharsets.US_ASCII));
                socket.getInputStream().read();
            }
            String at = "@127.0.0.1:" + port;
            try (RedisStore store = new RedisStore("redis://:" + PASSWORD + at, "janus", 1_000, LEASE)) {
                use(store);
            }
            unreachable(() -> new RedisStore("redis://:" + WRONG + at));
            server.kill();
            unreachable(() -> new RedisStore("redis://:" + PASSWORD + at));
        }
        SCAN.refused(() -> new RedisStore("redis://:" + PASSWORD + "@no such host:port"));
    }

    private static void use(OwnershipStore store) {
        SCAN.note(store);
        SCAN.note(store.description());
        MemberId member = new MemberId("a", "1");
        SessionKey session = HELD.session();
        SCAN.note(store.join(member, LEASE));
        SCAN.note(store.create(member, List.of(SCAN.note(new NewSession(session, "call", TICKET)))));
        SCAN.note(store.save(member, List.of(SCAN.note(new SessionTicket(HELD, TICKET)))));
        SCAN.note(store.acquire(member, List.of(HELD)));
        SCAN.note(String.valueOf(store.find(session)));
    }

    private static void unreachable(Supplier<OwnershipStore> maker) {
        try (OwnershipStore store = maker.get()) {
            SCAN.refused(store::members);
        }
    }
}
