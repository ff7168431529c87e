// SPDX-License-Identifier: Apache-2.0
/** What things cost. Every figure is compared with another one of the same run: machines are noisy. */
@NullMarked
package dev.janusclient.benchmarks;

import org.jspecify.annotations.NullMarked;
