// SPDX-License-Identifier: Apache-2.0
/**
 * The real Janus, SIP peers, a browser, a scripted gateway and a fault proxy for tests. Everything listens on loopback, or in a
 * network namespace made by the {@code private-network} script; nothing here outlives the test JVM.
 */
@NullMarked
package dev.janusclient.testkit;

import org.jspecify.annotations.NullMarked;
