// SPDX-License-Identifier: Apache-2.0
/** The admin API, signed tokens and event handlers against the real Janus. */
@NullMarked
package dev.janusclient.system.admin;

import org.jspecify.annotations.NullMarked;
