// SPDX-License-Identifier: Apache-2.0
/** How the library is packed: Java modules, a runtime image, and what Android's tools make of it. */
@NullMarked
package dev.janusclient.system.modules;

import org.jspecify.annotations.NullMarked;
