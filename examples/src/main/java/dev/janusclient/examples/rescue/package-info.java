// SPDX-License-Identifier: Apache-2.0
/**
 * The main job, end to end: a ringing SIP call survives the death of the process that heard it ring. {@code FirstOwner} and
 * {@code SecondOwner} are what an application would write; the rest starts them, kills the first, and takes the time.
 */
@NullMarked
package dev.janusclient.examples.rescue;

import org.jspecify.annotations.NullMarked;
