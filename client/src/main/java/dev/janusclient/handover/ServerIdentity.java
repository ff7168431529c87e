// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.handover;

import io.avaje.jsonb.Json;
import java.util.Objects;

/**
 * Which Janus a session lives on.
 *
 * @param name its {@code server_name}
 * @param version its version, for example {@code 1.1.2}
 * @param uri where the ticket's issuer reached it
 */
@Json
public record ServerIdentity(String name, String version, String uri) {
    public ServerIdentity {
        Objects.requireNonNull(name, "server.name");
        Objects.requireNonNull(version, "server.version");
        Objects.requireNonNull(uri, "server.uri");
    }
}
