// SPDX-License-Identifier: Apache-2.0
/**
 * Real media for JVM programs: a headless WebRTC peer whose offers and answers are the {@code jsep} of Janus, with
 * tones to send and a detector to hear them by.
 *
 * <p>The words are those of the W3C's WebRTC API. Start at {@link dev.janusclient.webrtc.JanusPeer}.
 */
@NullMarked
package dev.janusclient.webrtc;

import org.jspecify.annotations.NullMarked;
