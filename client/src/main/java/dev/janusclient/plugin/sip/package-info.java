// SPDX-License-Identifier: Apache-2.0
/** The SIP plugin: accounts, calls, messages and subscriptions through Janus. */
@NullMarked
package dev.janusclient.plugin.sip;

import org.jspecify.annotations.NullMarked;
