// SPDX-License-Identifier: Apache-2.0
/**
 * What legs send and hear: PCM to and from packets of G.711 and Opus, and DTMF. {@link
 * dev.janusclient.media.audio.AudioSender} and {@link dev.janusclient.media.audio.AudioReceiver} are given to a leg.
 */
@NullMarked
package dev.janusclient.media.audio;

import org.jspecify.annotations.NullMarked;
