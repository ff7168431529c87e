// SPDX-License-Identifier: Apache-2.0
/** A failover group of three processes on two Janus and a real store, and what happens to it: {@code ./faults cluster}. */
@NullMarked
package dev.janusclient.system.failover;

import org.jspecify.annotations.NullMarked;
