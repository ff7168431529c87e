// SPDX-License-Identifier: Apache-2.0
/** What legs of audio cost, beside a loop in C that does the same SRTP. */
@NullMarked
package dev.janusclient.benchmarks.media;

import org.jspecify.annotations.NullMarked;
