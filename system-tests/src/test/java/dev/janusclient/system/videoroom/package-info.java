// SPDX-License-Identifier: Apache-2.0
/** The video room plugin against the real Janus, with real media. */
@NullMarked
package dev.janusclient.system.videoroom;

import org.jspecify.annotations.NullMarked;
