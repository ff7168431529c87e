// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.transport;

import dev.janusclient.transport.Acknowledgement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What this process has had of the messages that a broker keeps. When a connection breaks, the broker sends again what it has
 * seen no acknowledgement for, and some of that the application has had already. Janus gives messages no name, so they are
 * known by their bytes. May be used from any thread; outlives the connections.
 */
public final class RedeliveryFilter {
    /** A broker sends again at most what was under way, which is far less. */
    private static final int REMEMBERED = 10_000;

    /** A message that the application has had. */
    private static final class Had {
        final UUID fingerprint;
        boolean handled;
        final List<Runnable> acknowledgements = new ArrayList<>(1);

        Had(UUID fingerprint) {
            this.fingerprint = fingerprint;
        }
    }

    private final ArrayDeque<Had> had = new ArrayDeque<>();
    private final Map<UUID, ArrayDeque<Had>> expected = new HashMap<>();

    /** A new connection: each message that was had may come once more. */
    public synchronized void reconnected() {
        expected.clear();
        for (Had message : had) {
            expected.computeIfAbsent(message.fingerprint, id -> new ArrayDeque<>(1))
                    .addLast(message);
        }
    }

    /** Nothing that was had before comes on this connection any more. */
    public synchronized void allRepeated() {
        expected.clear();
    }

    /**
     * Whether a message was had before this connection. Then it is acknowledged as soon as the application has handled it.
     *
     * @param acknowledge lets the broker forget what came now
     */
    public boolean isRepeated(byte[] message, Runnable acknowledge) {
        synchronized (this) {
            UUID fingerprint = UUID.nameUUIDFromBytes(message);
            ArrayDeque<Had> same = expected.get(fingerprint);
            if (same == null) {
                return false;
            }
            Had before = same.removeFirst();
            if (same.isEmpty()) {
                expected.remove(fingerprint);
            }
            if (!before.handled) {
                before.acknowledgements.add(acknowledge);
                return true;
            }
        }
        acknowledge.run();
        return true;
    }

    /**
     * The receipt for a new message.
     *
     * @param acknowledge lets the broker forget it
     */
    public Acknowledgement acknowledgement(byte[] message, Runnable acknowledge) {
        Had here = new Had(UUID.nameUUIDFromBytes(message));
        here.acknowledgements.add(acknowledge);
        return new Acknowledgement() {
            @Override
            public void received() {
                remember(here);
            }

            @Override
            public void processed() {
                release(here).forEach(Runnable::run);
            }
        };
    }

    private synchronized void remember(Had message) {
        had.addLast(message);
        if (had.size() > REMEMBERED) {
            had.removeFirst();
        }
    }

    private synchronized List<Runnable> release(Had message) {
        message.handled = true;
        List<Runnable> all = new ArrayList<>(message.acknowledgements);
        message.acknowledgements.clear();
        return all;
    }
}
