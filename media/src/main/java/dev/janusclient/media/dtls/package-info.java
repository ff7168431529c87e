// SPDX-License-Identifier: Apache-2.0
/**
 * DTLS-SRTP (RFC 5764) in both roles: a handshake that gives the keys of SRTP and leaves nothing behind, so that a leg can be
 * continued by a process that did not take part in it.
 */
@NullMarked
package dev.janusclient.media.dtls;

import org.jspecify.annotations.NullMarked;
