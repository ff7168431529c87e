// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import static org.awaitility.Awaitility.await;

import dev.janusclient.cluster.store.FileStore;
import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.NewSession;
import dev.janusclient.cluster.store.SessionEpoch;
import dev.janusclient.cluster.store.SessionKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that share a folder notice what another one gives away. */
class FileWakesTest {
    private static final MemberId A = new MemberId("a", "1");
    private static final SessionKey KEY = new SessionKey("janus-1", 5);

    @TempDir
    private Path folder;

    @Test
    void aReleasedSessionWakesOthersUntilTheyDoNotWaitAnyMore() throws Exception {
        FileStore store = FileStore.open(folder);
        FileStore other = FileStore.open(folder);
        AtomicInteger woken = new AtomicInteger();
        AutoCloseable registration = other.onWake(woken::incrementAndGet);
        store.join(A, Duration.ofMinutes(1));
        store.create(A, List.of(new NewSession(KEY, "call", "{}")));
        store.release(A, List.of(new SessionEpoch(KEY, 1)));
        await().atMost(Duration.ofSeconds(30)).until(() -> woken.get() > 0);
        registration.close();
        AtomicInteger later = new AtomicInteger();
        other.onWake(later::incrementAndGet);
        store.leave(A);
        await().atMost(Duration.ofSeconds(30)).until(() -> later.get() > 0);
        other.close();
        store.close();
    }
}
