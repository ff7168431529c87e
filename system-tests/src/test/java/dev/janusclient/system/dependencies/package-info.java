// SPDX-License-Identifier: Apache-2.0
/** Which libraries of others are used, against the list of them. */
@NullMarked
package dev.janusclient.system.dependencies;

import org.jspecify.annotations.NullMarked;
