// SPDX-License-Identifier: Apache-2.0
/** What runs when the client is compiled. */
@NullMarked
package dev.janusclient.processor;

import org.jspecify.annotations.NullMarked;
