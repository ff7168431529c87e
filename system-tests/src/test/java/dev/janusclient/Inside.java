// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import dev.janusclient.message.RawJson;
import java.util.Objects;

/** What only the library itself sees, for tests of what must hold inside it. */
public final class Inside {
    private Inside() {}

    /** How many requests of a client wait for their answer. */
    public static int requests(JanusClient client) {
        return client.held().requests();
    }

    /** How many sessions a client holds, or routes the messages of. */
    public static int sessions(JanusClient client) {
        return client.held().sessions() + client.held().routes();
    }

    /** How many timers of a client run. */
    public static int activeTasks(JanusClient client) {
        return client.held().activeTasks();
    }

    /** The event that a message of Janus's is decoded to. */
    public static Object event(PluginType<?> type, RawJson message) {
        RawJson plugin = Objects.requireNonNull(message.member("plugindata"));
        return type.events()
                .match(Objects.requireNonNull(plugin.member("data")))
                .decode(message.member("jsep"));
    }
}
