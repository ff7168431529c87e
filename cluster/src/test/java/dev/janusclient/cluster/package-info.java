// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.janusclient.cluster;

import org.jspecify.annotations.NullMarked;
