// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.janusclient.media.rtp;

import org.jspecify.annotations.NullMarked;
