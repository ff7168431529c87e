// SPDX-License-Identifier: Apache-2.0
/** A client's requests as observations, and its events, reclaims and queues as meters. */
@NullMarked
package dev.janusclient.micrometer;

import org.jspecify.annotations.NullMarked;
