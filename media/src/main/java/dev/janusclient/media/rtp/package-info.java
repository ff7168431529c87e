// SPDX-License-Identifier: Apache-2.0
/** RTP and RTCP packets (RFC 3550), without encryption. */
@NullMarked
package dev.janusclient.media.rtp;

import org.jspecify.annotations.NullMarked;
