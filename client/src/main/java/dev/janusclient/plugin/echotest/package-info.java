// SPDX-License-Identifier: Apache-2.0
/** The echo test: what is sent comes back. */
@NullMarked
@GenerateRequiredMembers
package dev.janusclient.plugin.echotest;

import dev.janusclient.processor.GenerateRequiredMembers;
import org.jspecify.annotations.NullMarked;
