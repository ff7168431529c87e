package dev.janusclient;

import dev.janusclient.message.RawJson;
import org.jspecify.annotations.Nullable;

/** What a handle does with a plugin's data, for tests outside this package. */
public final class Decoding {
    private Decoding() {}

    /** An event. */
    public static Object event(EventTable<?> table, RawJson data, @Nullable RawJson jsep) {
        return table.decode(data, jsep);
    }

    /** The reply to a synchronous request. */
    public static <R> R reply(EventTable<?> table, Class<R> type, RawJson data) {
        return table.decodeReply(type, data, null);
    }
}
