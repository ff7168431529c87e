// SPDX-License-Identifier: Apache-2.0
/** Three processes that share sessions, and take over those of one that is killed: what {@code ./run --failover} shows. */
@NullMarked
package dev.janusclient.examples.failover;

import org.jspecify.annotations.NullMarked;
