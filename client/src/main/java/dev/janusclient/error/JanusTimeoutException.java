// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.error;

import java.time.Duration;

/**
 * The deadline of a request passed. Whether Janus carried it out is unknown, unless {@link #acknowledged()}: then it
 * reached the plugin, which said nothing more (some plugins never answer a request made in the wrong state).
 */
public final class JanusTimeoutException extends JanusException {
    private static final long serialVersionUID = 1L;
    private final String request;
    private final boolean acknowledged;

    public JanusTimeoutException(String request, Duration deadline, boolean acknowledged) {
        super(
                acknowledged
                        ? "'" + request + "' was acknowledged, but no answer came within " + deadline.toMillis()
                                + " ms; the plugin may not answer this request in its present state"
                        : "no answer to '" + request + "' within " + deadline.toMillis() + " ms");
        this.request = request;
        this.acknowledged = acknowledged;
    }

    /** The request, for example {@code attach} or {@code join}. */
    public String request() {
        return request;
    }

    /** Whether Janus had acknowledged the request. */
    public boolean acknowledged() {
        return acknowledged;
    }
}
