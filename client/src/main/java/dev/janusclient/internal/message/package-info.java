// SPDX-License-Identifier: Apache-2.0
/** Incoming envelopes and outgoing requests. */
@NullMarked
package dev.janusclient.internal.message;

import org.jspecify.annotations.NullMarked;
