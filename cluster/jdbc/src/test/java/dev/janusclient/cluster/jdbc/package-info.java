// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.janusclient.cluster.jdbc;

import org.jspecify.annotations.NullMarked;
