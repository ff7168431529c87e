// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.spring;

import dev.janusclient.cluster.FailoverGroup;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the sessions of a failover group's member away when the application ends: after its web server, and before the member leaves the
 * group.
 */
public class JanusGroupDrain extends EndOfApplication {
    private static final Logger log = LoggerFactory.getLogger(JanusGroupDrain.class);

    private final FailoverGroup group;
    private final Duration atMost;

    /** @param atMost how long is waited for other members */
    public JanusGroupDrain(FailoverGroup group, Duration atMost) {
        this.group = group;
        this.atMost = atMost;
    }

    @Override
    void end() {
        try {
            int left = group.drain(atMost).join();
            if (left > 0) {
                log.warn("{} sessions were taken by no other member within {}: they stay free", left, atMost);
            }
        } catch (CompletionException e) {
            log.warn("the sessions could not be given away: {}", String.valueOf(e.getCause()));
        }
    }
}
