// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.webrtc;

import java.time.Instant;

/**
 * A tone in received audio.
 *
 * @param hertz its frequency
 * @param share the part of the signal's energy that lies in the tone, 0 to 1
 * @param level the signal's effective (RMS) level, 0 to 1; a full-scale sine has 0.71
 * @param at when it was recognised
 */
public record ToneHeard(double hertz, double share, double level, Instant at) {}
