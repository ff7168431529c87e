// SPDX-License-Identifier: Apache-2.0
/** The SIP plugin against the real Janus, real SIP peers and real media. */
@NullMarked
package dev.janusclient.system.sip;

import org.jspecify.annotations.NullMarked;
