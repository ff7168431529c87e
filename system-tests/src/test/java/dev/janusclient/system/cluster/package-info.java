// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.janusclient.system.cluster;

import org.jspecify.annotations.NullMarked;
