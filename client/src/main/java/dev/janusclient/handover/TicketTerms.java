// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.handover;

import dev.janusclient.internal.log.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a ticket's issuer allows. Terms are part of what is signed or encrypted.
 *
 * @param lifetime how long it is good, by the clocks of its issuer and its reader; null for as long as the session lives
 * @param audience who may use it; null for anyone. Only a {@link TicketRecipient} of this name reads it
 * @param once whether it may be used only once, which needs a {@code lifetime}: a {@link TicketRecipient} has to remember it
 *     for that long
 */
public record TicketTerms(@Nullable Duration lifetime, @Nullable String audience, boolean once) {
    /** Anyone, for ever, as often as they like. */
    public static final TicketTerms NONE = new TicketTerms(null, null, false);

    private static final Duration MAX_LIFETIME = Duration.ofDays(3650);

    public TicketTerms {
        if (lifetime != null && (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(MAX_LIFETIME) > 0)) {
            throw new IllegalArgumentException(
                    "lifetime: " + Durations.text(lifetime) + " is not between zero and ten years");
        }
        if (audience != null && audience.isEmpty()) {
            throw new IllegalArgumentException("audience: it is empty; null means anyone");
        }
        if (once && lifetime == null) {
            throw new IllegalArgumentException("once: a ticket that may be used once needs a lifetime");
        }
    }

    /** The same, good for so long. */
    public TicketTerms withLifetime(Duration time) {
        return new TicketTerms(time, audience, once);
    }

    /** The same, for one recipient. */
    public TicketTerms forAudience(String name) {
        return new TicketTerms(lifetime, name, once);
    }

    /** The same, for one use. */
    public TicketTerms usableOnce() {
        return new TicketTerms(lifetime, audience, true);
    }
}
