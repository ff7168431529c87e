// SPDX-License-Identifier: Apache-2.0
/** What can go wrong: one unchecked exception for each thing a caller may want to tell apart. */
@NullMarked
package dev.janusclient.error;

import org.jspecify.annotations.NullMarked;
