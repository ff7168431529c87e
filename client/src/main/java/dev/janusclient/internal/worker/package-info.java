// SPDX-License-Identifier: Apache-2.0
/** The threads: the pool that reads and runs callbacks, and the timer. */
@NullMarked
package dev.janusclient.internal.worker;

import org.jspecify.annotations.NullMarked;
