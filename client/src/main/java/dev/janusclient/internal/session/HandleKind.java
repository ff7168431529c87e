// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.session;

import dev.janusclient.error.ErrorCode;
import dev.janusclient.plugin.EventTable;
import dev.janusclient.plugin.ReplayTranslator;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the machinery knows of a kind of handle.
 *
 * @param plugin the plugin's package name
 * @param events decodes the plugin's events
 * @param errorCodes the plugin's error codes
 * @param replay what an owner missed, from what event handlers reported
 * @param face makes the object that users see; it registers with the core before the first message comes
 */
public record HandleKind(
        String plugin,
        EventTable<?> events,
        List<? extends ErrorCode> errorCodes,
        ReplayTranslator replay,
        Consumer<HandleCore> face) {}
