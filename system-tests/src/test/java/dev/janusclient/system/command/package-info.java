// SPDX-License-Identifier: Apache-2.0
/** The command {@code janus}, started as users start it, with the real Janus. */
@NullMarked
package dev.janusclient.system.command;

import org.jspecify.annotations.NullMarked;
