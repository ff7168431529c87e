// SPDX-License-Identifier: Apache-2.0
/** The words on the wire: envelopes, {@code Jsep}, candidates, ids and codes; the one place that knows JSON. */
@NullMarked
package dev.janusclient.message;

import org.jspecify.annotations.NullMarked;
