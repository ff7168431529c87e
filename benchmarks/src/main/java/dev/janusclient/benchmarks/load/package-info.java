// SPDX-License-Identifier: Apache-2.0
/**
 * What a client costs under load, beside its peers and beside what it can't be cheaper than. The harness ({@link
 * dev.janusclient.benchmarks.load.LoadBenchmark}) starts servers and clients as processes of their own, gives the clients
 * their work a line at a time, in turns, and reads from the kernel what it cost them: the same way for all.
 */
@NullMarked
package dev.janusclient.benchmarks.load;

import org.jspecify.annotations.NullMarked;
