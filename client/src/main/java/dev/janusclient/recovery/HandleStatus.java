// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.recovery;

import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import org.jspecify.annotations.Nullable;

/**
 * How a handle is now, by Janus's Admin API ({@code handle_info}).
 *
 * @param pluginSpecific what the plugin tells of it; every plugin tells something else
 * @param localDescription Janus's own offer or answer, if it has made one
 * @param negotiated whether an offer and its answer have been exchanged
 */
public record HandleStatus(@Nullable RawJson pluginSpecific, @Nullable Jsep localDescription, boolean negotiated) {}
