// SPDX-License-Identifier: Apache-2.0
/**
 * The console: a page in the browser that shows a Janus server, and a small HTTP server for it. What it shows is what {@code
 * dev.janusclient.tools.model} says, as the command does.
 */
@NullMarked
package dev.janusclient.tools.console;

import org.jspecify.annotations.NullMarked;
