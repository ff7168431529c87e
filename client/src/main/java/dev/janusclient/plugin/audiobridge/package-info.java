// SPDX-License-Identifier: Apache-2.0
/** The AudioBridge plugin: rooms whose audio Janus mixes, for WebRTC and plain RTP participants. */
@NullMarked
@GenerateRequiredMembers
package dev.janusclient.plugin.audiobridge;

import dev.janusclient.processor.GenerateRequiredMembers;
import org.jspecify.annotations.NullMarked;
