// SPDX-License-Identifier: Apache-2.0
/**
 * What arbitrary input makes of the library. Each public class with a {@code fuzzerTestOneInput} is a target, and has a folder
 * of its name in {@code fuzz-tests/corpus}. A target fails by throwing.
 */
@NullMarked
package dev.janusclient.fuzz;

import org.jspecify.annotations.NullMarked;
