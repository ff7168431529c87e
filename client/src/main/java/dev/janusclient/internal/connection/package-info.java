// SPDX-License-Identifier: Apache-2.0
/** Transactions, routing by session and sender, keepalives, deadlines and delivery over one connection. */
@NullMarked
package dev.janusclient.internal.connection;

import org.jspecify.annotations.NullMarked;
