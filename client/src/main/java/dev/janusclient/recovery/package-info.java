// SPDX-License-Identifier: Apache-2.0
/**
 * What happens after a connection or an owner was lost: when to try again, what a gap is, and who can tell what was in it.
 * Values and pure functions; what acts on them is above.
 */
@NullMarked
package dev.janusclient.recovery;

import org.jspecify.annotations.NullMarked;
