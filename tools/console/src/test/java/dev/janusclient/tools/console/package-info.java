// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.janusclient.tools.console;

import org.jspecify.annotations.NullMarked;
