// SPDX-License-Identifier: Apache-2.0
/** The video room plugin: rooms whose publishers are received by subscribers, each over a handle of its own. */
@NullMarked
@GenerateRequiredMembers
package dev.janusclient.plugin.videoroom;

import dev.janusclient.processor.GenerateRequiredMembers;
import org.jspecify.annotations.NullMarked;
