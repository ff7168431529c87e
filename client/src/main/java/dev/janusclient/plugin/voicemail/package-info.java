// SPDX-License-Identifier: Apache-2.0
/** The voice mail plugin, which Janus had until 1.1.2: it records a few seconds of audio. */
@NullMarked
@GenerateRequiredMembers
package dev.janusclient.plugin.voicemail;

import dev.janusclient.processor.GenerateRequiredMembers;
import org.jspecify.annotations.NullMarked;
