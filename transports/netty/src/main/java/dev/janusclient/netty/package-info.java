// SPDX-License-Identifier: Apache-2.0
/** Transports for JVM programs on Netty. */
@NullMarked
package dev.janusclient.netty;

import org.jspecify.annotations.NullMarked;
