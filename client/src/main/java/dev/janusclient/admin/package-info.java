// SPDX-License-Identifier: Apache-2.0
/** Janus's admin API, signed tokens, and what event handlers send. */
@NullMarked
package dev.janusclient.admin;

import org.jspecify.annotations.NullMarked;
