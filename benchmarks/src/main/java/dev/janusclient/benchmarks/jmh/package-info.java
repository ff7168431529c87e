// SPDX-License-Identifier: Apache-2.0
/** The parts of the client by themselves, without sockets: codec, routing, dispatch. */
@NullMarked
package dev.janusclient.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
