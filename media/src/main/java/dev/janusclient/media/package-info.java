// SPDX-License-Identifier: Apache-2.0
/**
 * Audio for JVM programs, without native code: offers and answers that are the {@code jsep} of Janus, ICE, DTLS-SRTP and RTP,
 * in legs that another process can continue when theirs has died.
 *
 * <p>One thread serves all legs of an engine. What a leg sends comes from a {@link dev.janusclient.media.MediaSource}, what it
 * receives goes to a {@link dev.janusclient.media.MediaSink}; implementations for PCM, files and tones are in {@code
 * dev.janusclient.media.audio}.
 */
@NullMarked
package dev.janusclient.media;

import org.jspecify.annotations.NullMarked;
