// SPDX-License-Identifier: Apache-2.0
/** The NoSIP plugin: a bridge to plain RTP whose signalling is the application's own. */
@NullMarked
@GenerateRequiredMembers
package dev.janusclient.plugin.nosip;

import dev.janusclient.processor.GenerateRequiredMembers;
import org.jspecify.annotations.NullMarked;
