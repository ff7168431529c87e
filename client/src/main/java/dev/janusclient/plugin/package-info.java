// SPDX-License-Identifier: Apache-2.0
/** What a plugin's tables are made from: requests, events, replay, side channels. */
@NullMarked
package dev.janusclient.plugin;

import org.jspecify.annotations.NullMarked;
