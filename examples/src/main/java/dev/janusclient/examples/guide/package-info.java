// SPDX-License-Identifier: Apache-2.0
/** The code of the README and of {@code docs/}: they show it between its tags, and a test compares the two. */
@NullMarked
package dev.janusclient.examples.guide;

import org.jspecify.annotations.NullMarked;
