// SPDX-License-Identifier: Apache-2.0
/** The echo test: what is sent comes back. */
@NullMarked
package dev.janusclient.plugin.echotest;

import org.jspecify.annotations.NullMarked;
