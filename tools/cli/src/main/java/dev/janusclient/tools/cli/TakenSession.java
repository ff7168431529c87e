// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.AttachOptions;
import dev.janusclient.CoreEvent;
import dev.janusclient.JanusPlugin;
import dev.janusclient.JanusSession;
import dev.janusclient.PluginType;
import dev.janusclient.admin.HandleInfo;
import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.tools.model.Server;
import java.util.ArrayList;
import java.util.List;

/** A session that the command has claimed, with the handles that were attached again. */
final class TakenSession {
    private final Server server;
    private final JanusSession session;
    private final List<JanusPlugin> handles = new ArrayList<>();

    private TakenSession(Server server, JanusSession session) {
        this.server = server;
        this.session = session;
    }

    /** Claims a session: its owner, if it has one, gets no events any more. */
    static TakenSession claim(Server server, long sessionId) {
        return new TakenSession(server, server.api(server.api().claimSession(sessionId)));
    }

    JanusSession session() {
        return session;
    }

    List<JanusPlugin> handles() {
        return handles;
    }

    /** Attaches a handle that is there; nothing is sent. */
    JanusPlugin attach(PluginType<?> type, long handleId) {
        JanusPlugin handle = server.api(session.attach(type, AttachOptions.existingHandle(handleId)));
        handles.add(handle);
        return handle;
    }

    /**
     * Attaches all handles of plugins that are known, which takes the Admin API.
     *
     * @return how many there are beside them
     */
    int attachAll() {
        JanusAdmin admin = server.admin();
        int others = 0;
        for (long id : server.admin(admin.listHandles(session.id()))) {
            HandleInfo info = server.admin(admin.handleInfo(session.id(), id));
            PluginType<?> type = Plugins.find(String.valueOf(info.plugin()));
            if (type == null) {
                others++;
            } else {
                attach(type, id);
            }
        }
        return others;
    }

    /** Prints what the session's handles receive from now on. */
    void print(Output output) {
        session.on(
                CoreEvent.class,
                event -> output.item(EventRow.of(session.id(), event), EventRow.line(event), Style.PLAIN));
        for (JanusPlugin handle : handles) {
            handle.on(
                    Object.class,
                    event -> output.item(
                            EventRow.of(handle.handleId(), event),
                            handle.handleId() + "  " + EventRow.line(event),
                            Style.PLAIN));
        }
    }
}
