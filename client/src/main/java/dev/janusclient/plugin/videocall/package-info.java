// SPDX-License-Identifier: Apache-2.0
/** The video call plugin: calls between two users of one Janus, by name. */
@NullMarked
@GenerateRequiredMembers
package dev.janusclient.plugin.videocall;

import dev.janusclient.processor.GenerateRequiredMembers;
import org.jspecify.annotations.NullMarked;
