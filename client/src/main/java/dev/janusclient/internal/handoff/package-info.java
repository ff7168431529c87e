// SPDX-License-Identifier: Apache-2.0
/** Passing events on to a session's next owner. */
@NullMarked
package dev.janusclient.internal.handoff;

import org.jspecify.annotations.NullMarked;
