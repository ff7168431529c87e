// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event, and how it came.
 *
 * @param replayed whether it happened while this process did not listen, and is delivered late
 * @param at when it happened, if it is replayed and the time is known
 */
public record EventDelivery<E>(E event, boolean replayed, @Nullable Instant at) {}
