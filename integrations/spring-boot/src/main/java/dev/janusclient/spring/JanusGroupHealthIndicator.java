// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.spring;

import dev.janusclient.cluster.FailoverGroup;
import dev.janusclient.cluster.GroupStatus;
import java.util.Objects;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Up while this member's lease lasts, out of service while it gives its sessions away, else down. */
public class JanusGroupHealthIndicator extends AbstractHealthIndicator {
    private final FailoverGroup group;

    /** @param group whose status is shown, without a call of the store */
    public JanusGroupHealthIndicator(FailoverGroup group) {
        super("the status of the failover group is not known");
        this.group = group;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        GroupStatus status = group.status();
        if (status.draining()) {
            builder.outOfService();
        } else if (status.joined()) {
            builder.up();
        } else {
            builder.down();
        }
        builder.withDetail("member", status.member())
                .withDetail("members", status.members().size())
                .withDetail("owned", status.owned())
                .withDetail("free", status.free())
                .withDetail("store", status.store())
                .withDetail("storeFailure", Objects.requireNonNullElse(status.storeFailure(), "none"));
    }
}
