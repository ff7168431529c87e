// SPDX-License-Identifier: Apache-2.0
/** WebSocket and HTTP for Android and small programs, on OkHttp. */
@NullMarked
package dev.janusclient.okhttp;

import org.jspecify.annotations.NullMarked;
