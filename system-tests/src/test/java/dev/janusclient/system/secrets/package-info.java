// SPDX-License-Identifier: Apache-2.0
/** Where secrets may not be: planted ones, and whatever a program prints, logs and throws. */
@NullMarked
package dev.janusclient.system.secrets;

import org.jspecify.annotations.NullMarked;
