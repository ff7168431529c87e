// SPDX-License-Identifier: Apache-2.0
/** The echo test as a modular program. */
@NullMarked
package dev.janusclient.examples.modular;

import org.jspecify.annotations.NullMarked;
