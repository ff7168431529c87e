// SPDX-License-Identifier: Apache-2.0
/** Tests of DTLS handshakes. */
@NullMarked
package dev.janusclient.media.dtls;

import org.jspecify.annotations.NullMarked;
