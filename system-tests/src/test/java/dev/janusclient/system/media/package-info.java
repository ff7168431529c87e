// SPDX-License-Identifier: Apache-2.0
/** Media legs with the plugins of a real Janus. */
@NullMarked
package dev.janusclient.system.media;

import org.jspecify.annotations.NullMarked;
