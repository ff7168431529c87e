// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.rabbitmq;

import dev.janusclient.internal.log.Durations;
import java.time.Duration;

/**
 * Options for a broker that have no place in a URI.
 *
 * @param user who we are
 * @param password the password of that user; never printed
 * @param requestLifetime how long the broker keeps a request that Janus does not fetch. Longer than the client waits for an
 *     answer would have Janus do things, once it is back, that have timed out.
 * @param prefetch how many events of a durable queue may be under way to the application at the same time; the broker keeps
 *     the others
 */
public record RabbitMqOptions(String user, String password, Duration requestLifetime, int prefetch) {
    /** RabbitMQ's own {@code guest}, ten seconds, 200 events. */
    public static final RabbitMqOptions DEFAULT = new RabbitMqOptions("guest", "guest", Duration.ofSeconds(10), 200);

    public RabbitMqOptions {
        if (requestLifetime.isNegative() || requestLifetime.isZero()) {
            throw new IllegalArgumentException(
                    "requestLifetime: " + Durations.text(requestLifetime) + " must be greater than zero");
        }
        if (prefetch < 1 || prefetch > 0xFFFF) {
            throw new IllegalArgumentException("prefetch: " + prefetch + " is not between 1 and 65535");
        }
    }

    /** As this, for another user. */
    public RabbitMqOptions withCredentials(String name, String secret) {
        return new RabbitMqOptions(name, secret, requestLifetime, prefetch);
    }

    /** As this, with another life of requests. */
    public RabbitMqOptions withRequestLifetime(Duration other) {
        return new RabbitMqOptions(user, password, other, prefetch);
    }

    /** As this, with another number of events under way. */
    public RabbitMqOptions withPrefetch(int other) {
        return new RabbitMqOptions(user, password, requestLifetime, other);
    }

    @Override
    public String toString() {
        return "RabbitMqOptions[user=" + user + ", requestLifetime=" + requestLifetime + ", prefetch=" + prefetch + "]";
    }
}
