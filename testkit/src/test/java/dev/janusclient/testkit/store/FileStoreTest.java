// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.cluster.store.FileStore;
import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.NewSession;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.cluster.store.StoreException;
import dev.janusclient.cluster.store.StoreSchemaException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest extends OwnershipStoreContract {
    private static final MemberId MEMBER = new MemberId("a", "1");

    private final AtomicLong now = new AtomicLong(1);

    @TempDir
    private Path folder;

    @Override
    protected OwnershipStore openEmpty() {
        return openAgain();
    }

    @Override
    protected FileStore openAgain() {
        return FileStore.open(folder, 10_000, Duration.ofSeconds(10), now::get);
    }

    @Override
    protected boolean wakes() {
        return true;
    }

    @Override
    protected void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void anotherVersionIsRefused() throws IOException {
        Files.writeString(folder.resolve("version"), "2");
        assertThatThrownBy(this::openAgain)
                .isInstanceOf(StoreSchemaException.class)
                .hasMessageContainingAll(folder.toString(), "version 2", "version 1");
    }

    @Test
    void leasesOfAnEarlierRunOfTheMachineHaveEnded() {
        now.set(Duration.ofDays(3).toNanos());
        openAgain().join(MEMBER, Duration.ofHours(1));
        now.set(Duration.ofMinutes(1).toNanos());
        assertThat(openAgain().members()).isEmpty();
    }

    @Test
    void whatAKilledProcessLeftUnfinishedIsDeleted() throws IOException {
        Path unfinished = folder.resolve("sessions/janus-1@5.row.tmp");
        Files.writeString(unfinished, "half a");
        openAgain();
        assertThat(unfinished).doesNotExist();
    }

    @Test
    void aFileThatIsNoRowIsNamed() throws IOException {
        Path broken = folder.resolve("sessions/janus-1@5.row");
        Files.writeString(broken, "janus-1 5");
        assertThatThrownBy(() -> openAgain().free(1))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(broken.toString());
    }

    @Test
    void namesThatDifferInCaseAreDifferent() {
        FileStore store = openAgain();
        store.join(MEMBER, Duration.ofHours(1));
        store.create(MEMBER, List.of(new NewSession(new SessionKey("Janus:1", 5), "call", "upper")));
        assertThat(store.find(new SessionKey("janus:1", 5))).isNull();
        assertThat(store.find(new SessionKey("Janus:1", 5))).isNotNull();
    }

    @Test
    void aLockThatIsHeldTooLongIsAnErrorThatNamesTheSetting() throws IOException {
        FileStore impatient = FileStore.open(folder, 10_000, Duration.ofMillis(50), now::get);
        try (FileChannel channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(impatient::members)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("lockTimeout");
        }
        assertThat(impatient.members()).isEmpty();
    }
}
