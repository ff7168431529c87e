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
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Neither the password of a store nor the tickets in it are printed, logged or thrown. */
class StoreSecretsTest {
    @RegisterExtension
    static final LeakScan SCAN =
            new LeakScan("com.zaxxer.hikari").exceptAtFineLevels("org.postgresql", "io.lettuce");

    private static final String PASSWORD = SCAN.plant("the password of a store");
    private static final String WRONG = SCAN.plant("a wrong password");
    private static final String TICKET = SCAN.plant("a ticket");
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
            server.kill();
            unreachable(() -> JdbcStore.builder(url + WRONG)
                    .timeout(Duration.ofSeconds(2))
                    .build());
        }
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
        SessionKey session = new SessionKey("janus-1", 7);
        SCAN.note(store.join(member, LEASE));
        SCAN.note(store.create(member, List.of(SCAN.note(new NewSession(session, "call", TICKET)))));
        SessionEpoch held = new SessionEpoch(session, 1);
        SCAN.note(store.save(member, List.of(SCAN.note(new SessionTicket(held, TICKET)))));
        SCAN.note(store.acquire(member, List.of(held)));
        SCAN.note(String.valueOf(store.find(session)));
    }

    private static void unreachable(Supplier<OwnershipStore> maker) {
        try (OwnershipStore store = maker.get()) {
            SCAN.refused(store::members);
        }
    }
}
