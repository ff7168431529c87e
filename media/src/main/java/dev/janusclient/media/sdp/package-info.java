// SPDX-License-Identifier: Apache-2.0
/**
 * Session descriptions (RFC 8866, and JSEP, RFC 8829) as far as one section of audio needs them: read leniently, written
 * strictly. Other sections of an offer are rejected in the answer.
 */
@NullMarked
package dev.janusclient.media.sdp;

import org.jspecify.annotations.NullMarked;
