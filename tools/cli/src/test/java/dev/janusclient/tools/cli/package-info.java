// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.janusclient.tools.cli;

import org.jspecify.annotations.NullMarked;
