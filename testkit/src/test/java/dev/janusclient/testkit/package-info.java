// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.janusclient.testkit;

import org.jspecify.annotations.NullMarked;
