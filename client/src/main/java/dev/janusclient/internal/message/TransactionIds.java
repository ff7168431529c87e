// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.message;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names requests. Two processes may own one session one after the other, and Janus sends a late event to the new owner
 * under the old owner's transaction: so the names differ between processes (a random prefix of 60 bits).
 */
public final class TransactionIds {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String prefix = Long.toString((RANDOM.nextLong() >>> 4) | (1L << 59), 36) + "-";
    private final AtomicLong counter = new AtomicLong();

    /** The next name: letters, digits and one dash. */
    public String next() {
        return prefix + Long.toString(counter.getAndIncrement(), 36);
    }
}
