// SPDX-License-Identifier: Apache-2.0
/** Every transport against the real Janus: one contract for all of them, and what only one of them has. */
@NullMarked
package dev.janusclient.system.transport;

import org.jspecify.annotations.NullMarked;
