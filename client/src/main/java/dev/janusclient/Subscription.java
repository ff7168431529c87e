// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

/** A listener's registration. Closing it ends the deliveries; one that is under way finishes. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
