// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.ownplugin;

import io.avaje.jsonb.Json;
import java.util.Map;

/**
 * What answers a request without an offer, at once.
 *
 * @param result {@code ok}, or {@code error}
 * @param extra members that this class does not know
 */
@Json
public record EchoScriptReply(String result, @Json.Unmapped Map<String, Object> extra) {}
