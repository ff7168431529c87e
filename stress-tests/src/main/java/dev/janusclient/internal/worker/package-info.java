// SPDX-License-Identifier: Apache-2.0
/** How the threads of the pool hand over to each other. Two actors each, so that two processors suffice. */
@NullMarked
package dev.janusclient.internal.worker;

import org.jspecify.annotations.NullMarked;
