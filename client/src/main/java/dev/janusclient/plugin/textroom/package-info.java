// SPDX-License-Identifier: Apache-2.0
/** The text room plugin: rooms managed through Janus, and the talk in them over a data channel. */
@NullMarked
package dev.janusclient.plugin.textroom;

import org.jspecify.annotations.NullMarked;
