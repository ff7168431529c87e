// SPDX-License-Identifier: Apache-2.0
/** The way to Janus: whole JSON messages in and out, and a reason when it ends. Found by the URI's scheme. */
@NullMarked
package dev.janusclient.transport;

import org.jspecify.annotations.NullMarked;
