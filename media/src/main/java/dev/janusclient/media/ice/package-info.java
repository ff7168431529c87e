// SPDX-License-Identifier: Apache-2.0
/**
 * ICE (RFC 8445) for one stream of one component with host candidates of ours, and the STUN messages (RFC 8489) it needs. Sockets
 * and clocks are the caller's. Nothing here is thread-safe.
 */
@NullMarked
package dev.janusclient.media.ice;

import org.jspecify.annotations.NullMarked;
