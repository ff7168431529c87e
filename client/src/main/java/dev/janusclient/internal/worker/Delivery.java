// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

/**
 * A task that calls listeners. Listeners may wait for the answer to a request, and there may be as many of them as there are
 * handles; so at most {@link Workers#MAX_DELIVERIES} of these tasks run at once. Every other task completes a future, which
 * a listener may be waiting for, and always gets a thread.
 */
@FunctionalInterface
public interface Delivery extends Runnable {}
