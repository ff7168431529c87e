// SPDX-License-Identifier: Apache-2.0
/**
 * SIP calls that a failover group takes, members of which are killed, and the console that shows it: what {@code ./run --console}
 * starts. {@code CallMember} is what an application would write.
 */
@NullMarked
package dev.janusclient.examples.console;

import org.jspecify.annotations.NullMarked;
