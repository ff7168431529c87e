// SPDX-License-Identifier: Apache-2.0
/** The command {@code janus}: one class a command, over the model of {@code tools/model}. */
@NullMarked
package dev.janusclient.tools.cli;

import org.jspecify.annotations.NullMarked;
