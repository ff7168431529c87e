// SPDX-License-Identifier: Apache-2.0
/** Whatever happens to the connection, whenever, with whichever plugin: the same things hold. */
@NullMarked
package dev.janusclient.system.faults;

import org.jspecify.annotations.NullMarked;
