// SPDX-License-Identifier: Apache-2.0
/** The record and play plugin: messages are recorded on the server and played back. */
@NullMarked
@GenerateRequiredMembers
package dev.janusclient.plugin.recordplay;

import dev.janusclient.processor.GenerateRequiredMembers;
import org.jspecify.annotations.NullMarked;
