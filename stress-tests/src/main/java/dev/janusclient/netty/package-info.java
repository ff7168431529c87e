// SPDX-License-Identifier: Apache-2.0
/** How threads hand over to an event loop that is polled by workers. */
@NullMarked
package dev.janusclient.netty;

import org.jspecify.annotations.NullMarked;
