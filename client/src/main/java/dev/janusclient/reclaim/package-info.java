// SPDX-License-Identifier: Apache-2.0
/**
 * Taking sessions back with everything that is known: tickets, the plugins, the Admin API, a journal of what Janus's event
 * handlers tell. It stands above all other rooms.
 */
@NullMarked
package dev.janusclient.reclaim;

import org.jspecify.annotations.NullMarked;
