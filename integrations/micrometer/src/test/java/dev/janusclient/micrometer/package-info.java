// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.janusclient.micrometer;

import org.jspecify.annotations.NullMarked;
