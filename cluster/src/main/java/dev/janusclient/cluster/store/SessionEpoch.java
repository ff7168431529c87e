// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.store;

/**
 * A session's ownership at one epoch, as a caller knows it.
 *
 * @param epoch the number of the ownership's last transition; positive
 */
public record SessionEpoch(SessionKey session, long epoch) {
    public SessionEpoch {
        if (epoch <= 0) {
            throw new IllegalArgumentException("epoch: " + epoch + " is not positive");
        }
    }
}
