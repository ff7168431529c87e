// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.store;

import java.time.Duration;

/**
 * A live member, as the store has it.
 *
 * @param leaseLeft how long its lease still lasts by the store's time; positive
 * @param report what it reported last
 */
public record MemberState(MemberId id, Duration leaseLeft, MemberReport report) {}
