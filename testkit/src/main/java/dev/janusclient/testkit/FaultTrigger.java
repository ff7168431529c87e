// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Waits in a {@link FaultProxy} for a message, and then does something to the connection it came over; once. It is armed
 * by {@link #before}, {@link #midway} or {@link #after}, which say what becomes of the message itself.
 */
public final class FaultTrigger {
    /** Where the fault is put. */
    enum Place {
        BEFORE,
        MIDWAY,
        AFTER
    }

    private final FaultProxy.Direction direction;
    private final Predicate<ProxiedMessage> wanted;
    private final CompletableFuture<ProxiedMessage> fired = new CompletableFuture<>();
    private volatile @Nullable Place place;
    private volatile @Nullable LinkFault fault;

    FaultTrigger(FaultProxy.Direction direction, Predicate<ProxiedMessage> wanted) {
        this.direction = direction;
        this.wanted = wanted;
    }

    /** The message is the first thing that meets the fault: after a cut it never arrives, after a stall it does. */
    public FaultTrigger before(LinkFault what) {
        return arm(Place.BEFORE, what);
    }

    /** Half of the message's frame is let through before the fault. */
    public FaultTrigger midway(LinkFault what) {
        return arm(Place.MIDWAY, what);
    }

    /** The message is the last thing that is let through before the fault. */
    public FaultTrigger after(LinkFault what) {
        return arm(Place.AFTER, what);
    }

    /** Short for {@link #after} with a {@link LinkFault.Cut}. */
    public FaultTrigger thenCut() {
        return after(new LinkFault.Cut());
    }

    /** Whether the message came. */
    public boolean fired() {
        return fired.isDone();
    }

    /** Waits until the message has come and the fault with it. */
    public ProxiedMessage await(Duration atMost) {
        try {
            return fired.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(
                    "the message a fault waits for did not come within " + atMost.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new AssertionError("the proxy could not look at a message", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    boolean fits(ProxiedMessage message) {
        if (place == null || fired.isDone() || message.direction() != direction) {
            return false;
        }
        try {
            return wanted.test(message);
        } catch (RuntimeException | Error e) {
            fired.completeExceptionally(e);
            return false;
        }
    }

    Place place() {
        return armed(place);
    }

    LinkFault fault() {
        return armed(fault);
    }

    void fire(ProxiedMessage message) {
        fired.complete(message);
    }

    private FaultTrigger arm(Place where, LinkFault what) {
        fault = what;
        place = where;
        return this;
    }

    private static <T> T armed(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the trigger was not armed");
        }
        return value;
    }
}
