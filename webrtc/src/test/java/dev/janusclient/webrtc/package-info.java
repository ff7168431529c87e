// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.janusclient.webrtc;

import org.jspecify.annotations.NullMarked;
