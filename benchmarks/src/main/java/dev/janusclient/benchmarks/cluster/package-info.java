// SPDX-License-Identifier: Apache-2.0
/** How long sessions are without an owner when a member of a failover group dies, and what a group costs its store. */
@NullMarked
package dev.janusclient.benchmarks.cluster;

import org.jspecify.annotations.NullMarked;
