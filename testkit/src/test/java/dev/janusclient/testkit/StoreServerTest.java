// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The databases and caches that tests start: they take connections, come back, and leave no process. */
class StoreServerTest {
    @Test
    @Tag("postgresql")
    void postgreSql() {
        lives(PostgreSql::start);
    }

    @Test
    @Tag("postgresql")
    @Tag("pgbouncer")
    void pgBouncer() {
        try (PostgreSql server = PostgreSql.start()) {
            lives(() -> PgBouncer.inFrontOf(server));
        }
    }

    @Test
    @Tag("mariadb-server")
    void mariaDb() {
        lives(MariaDb::start);
    }

    @Test
    @Tag("redis-server")
    void redis() {
        lives(Redis::start);
    }

    private static void lives(Supplier<StoreServer> start) {
        String before = ChildProcess.living().toString();
        try (StoreServer first = start.get();
                StoreServer second = start.get()) {
            assertThat(first.port()).isNotEqualTo(second.port());
            assertThat(accepts(first)).isTrue();
            first.restart();
            assertThat(accepts(first)).isTrue();
            first.kill();
            assertThat(accepts(first)).isFalse();
            first.restart();
            assertThat(accepts(first)).isTrue();
            first.pause();
            first.resume();
            assertThat(accepts(second)).isTrue();
        }
        assertThat(ChildProcess.living()).hasToString(before);
    }

    private static boolean accepts(StoreServer server) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
