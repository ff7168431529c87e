// SPDX-License-Identifier: Apache-2.0
/**
 * Mono audio as 16-bit PCM: where it comes from and goes to, tones, WAV files, resampling and G.711. Plain Java without
 * native code, shared by the media of {@code janus-client-media}, {@code janus-webrtc} and the test kit.
 */
@NullMarked
package dev.janusclient.audio;

import org.jspecify.annotations.NullMarked;
