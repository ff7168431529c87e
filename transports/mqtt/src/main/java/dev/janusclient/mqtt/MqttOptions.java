// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.mqtt;

import dev.janusclient.internal.log.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Options for a broker that have no place in a URI.
 *
 * @param user who we are; null if the broker does not ask
 * @param password the password of that user; never printed
 * @param requestLifetime MQTT 5: how long the broker keeps a request that Janus does not fetch, in whole seconds. Longer than
 *     the client waits for an answer would have Janus do things, once it is back, that have timed out.
 * @param sessionExpiry MQTT 5: how long the broker keeps events for a client with a name that is away. With 3.1.1 the broker
 *     decides.
 */
public record MqttOptions(
        @Nullable String user, @Nullable String password, Duration requestLifetime, Duration sessionExpiry) {
    /** No user, ten seconds, one day. */
    public static final MqttOptions DEFAULT = new MqttOptions(null, null, Duration.ofSeconds(10), Duration.ofDays(1));

    public MqttOptions {
        if ((user == null) != (password == null)) {
            throw new IllegalArgumentException("a user and a password go together");
        }
        if (requestLifetime.toSeconds() < 1 || sessionExpiry.toSeconds() < 1) {
            throw new IllegalArgumentException("requestLifetime " + Durations.text(requestLifetime) + ", sessionExpiry "
                    + Durations.text(sessionExpiry) + ": each must be a second at least");
        }
    }

    /** As this, for another user. */
    public MqttOptions withCredentials(String name, String secret) {
        return new MqttOptions(name, secret, requestLifetime, sessionExpiry);
    }

    /** As this, with another life of requests. */
    public MqttOptions withRequestLifetime(Duration other) {
        return new MqttOptions(user, password, other, sessionExpiry);
    }

    /** As this, with another time for which events are kept. */
    public MqttOptions withSessionExpiry(Duration other) {
        return new MqttOptions(user, password, requestLifetime, other);
    }

    @Override
    public String toString() {
        return "MqttOptions[user=" + user + ", requestLifetime=" + requestLifetime + ", sessionExpiry=" + sessionExpiry
                + "]";
    }
}
