// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import dev.janusclient.message.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a server is reached.
 *
 * @param uri of the API, for example {@code ws://localhost:8188}
 * @param adminUri of the Admin API, for example {@code ws://localhost:7188}; null if it is not to be used
 * @param apiSecret null if the server has none
 * @param token null if the server asks for none
 * @param adminSecret null if it is not known: then only {@code info} and {@code ping} are answered
 * @param timeout how long a connection and a request may take
 */
public record ServerAddress(
        String uri,
        @Nullable String adminUri,
        @Nullable Secret apiSecret,
        @Nullable Secret token,
        @Nullable Secret adminSecret,
        Duration timeout) {}
