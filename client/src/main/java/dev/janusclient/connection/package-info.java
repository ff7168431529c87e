/** Transactions, routing by session and sender, keepalive and deadlines. Threads live here and nowhere else. */
@NullMarked
package dev.janusclient.connection;

import org.jspecify.annotations.NullMarked;
