// SPDX-License-Identifier: Apache-2.0
/** The SIP plugin: accounts, calls, messages and subscriptions through Janus. */
@NullMarked
@GenerateRequiredMembers
package dev.janusclient.plugin.sip;

import dev.janusclient.processor.GenerateRequiredMembers;
import org.jspecify.annotations.NullMarked;
