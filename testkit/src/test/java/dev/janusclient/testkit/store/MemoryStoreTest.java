// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit.store;

import dev.janusclient.cluster.store.MemoryStore;
import dev.janusclient.cluster.store.OwnershipStore;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class MemoryStoreTest extends OwnershipStoreContract {
    private final AtomicLong now = new AtomicLong();
    private final MemoryStore store = new MemoryStore(10_000, now::get);

    @Override
    protected OwnershipStore openEmpty() {
        return store;
    }

    @Override
    protected OwnershipStore openAgain() {
        return store;
    }

    @Override
    protected void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Override
    protected boolean wakes() {
        return true;
    }
}
