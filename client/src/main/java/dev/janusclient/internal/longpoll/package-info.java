// SPDX-License-Identifier: Apache-2.0
/** Janus over HTTP, whatever sends the requests: one after the other for a handle, and long polls for events. */
@NullMarked
package dev.janusclient.internal.longpoll;

import org.jspecify.annotations.NullMarked;
