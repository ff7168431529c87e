// SPDX-License-Identifier: Apache-2.0
/**
 * SRTP and SRTCP (RFC 3711), with AES in counter mode and HMAC-SHA1, or with AES-GCM (RFC 7714), on the ciphers of the JDK.
 *
 * <p>Packets are encrypted and decrypted where they lie. Nothing here is thread-safe.
 */
@NullMarked
package dev.janusclient.media.srtp;

import org.jspecify.annotations.NullMarked;
