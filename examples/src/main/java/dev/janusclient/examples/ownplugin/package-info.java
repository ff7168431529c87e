// SPDX-License-Identifier: Apache-2.0
/**
 * A handle class for a plugin that this library does not know: one of your own in C, or a script for Janus's Lua or Duktape
 * plugin. The example is the echo test script that Janus ships for Duktape; it calls itself {@code janus.plugin.echojs}.
 *
 * <p>Four small pieces make a plugin: the request's record, the sealed family of events, the tables that name them, and the
 * handle class with its {@link dev.janusclient.PluginType}. The records need avaje-jsonb's annotation processor ({@code
 * avaje-jsonb-generator}), as this module's build has it. For a handful of messages {@link
 * dev.janusclient.JanusPlugin#message} with raw JSON is enough.
 */
@NullMarked
package dev.janusclient.examples.ownplugin;

import org.jspecify.annotations.NullMarked;
