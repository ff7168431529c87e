// SPDX-License-Identifier: Apache-2.0
/**
 * Taking sessions back with everything that is known: tickets, the plugins, the Admin API, a journal of what Janus's event
 * handlers send. It may use all other packages.
 */
@NullMarked
package dev.janusclient.reclaim;

import org.jspecify.annotations.NullMarked;
