// SPDX-License-Identifier: Apache-2.0
/** What a client of a real Janus reports to those who measure it. */
@NullMarked
package dev.janusclient.system.observe;

import org.jspecify.annotations.NullMarked;
