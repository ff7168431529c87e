// SPDX-License-Identifier: Apache-2.0
/** The index of a frame's bytes, and the bytes of outgoing frames. */
@NullMarked
package dev.janusclient.internal.json;

import org.jspecify.annotations.NullMarked;
