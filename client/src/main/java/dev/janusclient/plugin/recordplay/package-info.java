// SPDX-License-Identifier: Apache-2.0
/** The record and play plugin: messages are recorded on the server and played back. */
@NullMarked
package dev.janusclient.plugin.recordplay;

import org.jspecify.annotations.NullMarked;
