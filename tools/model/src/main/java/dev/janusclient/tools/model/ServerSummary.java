// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import dev.janusclient.admin.AdminReply;
import dev.janusclient.message.ServerInfo;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of itself.
 *
 * @param version for example {@code 1.1.2}; empty if it does not say
 * @param sessionTimeoutSeconds of silence after which a session ends; 0 is never
 * @param reclaimTimeoutSeconds for which a session outlives its connection; 0 is not at all
 * @param eventHandlers whether events are sent to event handlers
 * @param slowLinkThreshold lost packets in a second that are reported; 0 is off, as it is by default; null if the Admin API was not asked
 * @param plugins their versions by short names
 * @param transports their versions by short names
 * @param eventHandlerModules the event handlers that are loaded
 * @param notes what can't be seen as the server is configured, and how to switch it on
 */
public record ServerSummary(
        String name,
        String version,
        String uri,
        int sessionTimeoutSeconds,
        int reclaimTimeoutSeconds,
        @Nullable Boolean acceptingNewSessions,
        boolean eventHandlers,
        @Nullable Integer slowLinkThreshold,
        Map<String, String> plugins,
        Map<String, String> transports,
        List<String> eventHandlerModules,
        List<String> notes) {

    /** Asks the API, and the Admin API too if there is one. */
    public static ServerSummary of(Server server) {
        ServerInfo info = server.info();
        AdminReply.Status status =
                server.hasAdmin() ? server.admin(server.admin().status()) : null;
        boolean handlers = Boolean.TRUE.equals(info.eventHandlers());
        return new ServerSummary(
                SafeText.of(info.serverName()),
                SafeText.of(info.versionString()),
                server.address().uri(),
                status == null ? info.sessionTimeout() : status.sessionTimeout(),
                status == null ? info.reclaimSessionTimeout() : status.reclaimSessionTimeout(),
                info.acceptingNewSessions(),
                handlers,
                status == null ? null : Integer.valueOf(status.slowlinkThreshold()),
                versions(info.plugins()),
                versions(info.transports()),
                List.copyOf(versions(info.events()).keySet()),
                Unseen.notes(handlers, status == null ? null : Integer.valueOf(status.slowlinkThreshold())));
    }

    private static Map<String, String> versions(@Nullable Map<String, ServerInfo.Module> modules) {
        Map<String, String> versions = new TreeMap<>();
        if (modules != null) {
            modules.forEach((name, module) -> versions.put(
                    SafeText.of(name.substring(name.lastIndexOf('.') + 1)),
                    ObservedEvent.safe(module.versionString())));
        }
        return versions;
    }
}
