// SPDX-License-Identifier: Apache-2.0
/** The Streaming plugin: mountpoints fed by RTP, RTSP or files, watched by many. */
@NullMarked
@GenerateRequiredMembers
package dev.janusclient.plugin.streaming;

import dev.janusclient.processor.GenerateRequiredMembers;
import org.jspecify.annotations.NullMarked;
