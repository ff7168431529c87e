// SPDX-License-Identifier: Apache-2.0
/** The text room plugin: rooms managed through Janus, and the talk in them over a data channel. */
@NullMarked
@GenerateRequiredMembers
package dev.janusclient.plugin.textroom;

import dev.janusclient.processor.GenerateRequiredMembers;
import org.jspecify.annotations.NullMarked;
