// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.janusclient.tools.model;

import org.jspecify.annotations.NullMarked;
