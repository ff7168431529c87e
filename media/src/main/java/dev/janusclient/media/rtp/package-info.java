// SPDX-License-Identifier: Apache-2.0
/**
 * RTP and RTCP packets (RFC 3550), without encryption.
 *
 * <p>A {@link dev.janusclient.media.MediaLeg} sends reports and reads those of the other side, but gives no access to what {@link
 * dev.janusclient.media.rtp.RtcpReports} makes of them: round trip, losses and jitter are in no statistics yet, and it never
 * sends a bye. It writes the extension that carries the mid and reads none. The counters of {@link
 * dev.janusclient.media.rtp.JitterBuffer} are for those who use it by itself.
 */
@NullMarked
package dev.janusclient.media.rtp;

import org.jspecify.annotations.NullMarked;
