// SPDX-License-Identifier: Apache-2.0
/** Taking sessions back: when to try again, and what happened while no owner listened. */
@NullMarked
package dev.janusclient.internal.recovery;

import org.jspecify.annotations.NullMarked;
