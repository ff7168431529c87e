// SPDX-License-Identifier: Apache-2.0
/**
 * A call that goes on when its process is killed: {@code CallOwner} and {@code CallHeir} are what an application would write; the rest
 * starts them, kills the first, and looks at what the far end has heard.
 */
@NullMarked
package dev.janusclient.examples.livecall;

import org.jspecify.annotations.NullMarked;
