// SPDX-License-Identifier: Apache-2.0
/** What several transports share. */
@NullMarked
package dev.janusclient.internal.transport;

import org.jspecify.annotations.NullMarked;
