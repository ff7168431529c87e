// SPDX-License-Identifier: Apache-2.0
/** What a client reports to whoever measures it: requests, events, connections and reclaimed sessions. */
@NullMarked
package dev.janusclient.observe;

import org.jspecify.annotations.NullMarked;
