// SPDX-License-Identifier: Apache-2.0
/** The one way into the log: lines that stay on one line, and not too many of them. */
@NullMarked
package dev.janusclient.internal.log;

import org.jspecify.annotations.NullMarked;
