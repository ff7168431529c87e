// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.session;

import dev.janusclient.internal.connection.Connection;
import dev.janusclient.internal.connection.SessionRoute;
import dev.janusclient.message.ServerInfo;

/** Where a session's messages go to and come from at present. */
public record Binding(Connection connection, SessionRoute route, ServerInfo server) {}
