package dev.janusclient;

import dev.janusclient.message.RawJson;
import java.util.Objects;

/** What only the library itself sees, for tests of what must hold inside it. */
public final class Inside {
    private Inside() {}

    /** What a client holds for requests and sessions right now. */
    public static int entries(JanusClient client) {
        return client.entries();
    }

    /** The event that a message of Janus's is decoded to. */
    public static Object event(PluginType<?> type, RawJson message) {
        RawJson plugin = Objects.requireNonNull(message.member("plugindata"));
        return type.events().decode(Objects.requireNonNull(plugin.member("data")), message.member("jsep"));
    }
}
