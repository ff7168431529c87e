// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import dev.janusclient.message.ServerInfo;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;

/** Equal answers of servers, kept once: a program may have a thousand clients of one server, and the answer is long. */
public final class ServerInfos {
    private static final Map<ServerInfo, WeakReference<ServerInfo>> KNOWN = new WeakHashMap<>();

    private ServerInfos() {}

    /** The one that is kept among those equal to this. */
    public static synchronized ServerInfo shared(ServerInfo info) {
        WeakReference<ServerInfo> reference = KNOWN.get(info);
        ServerInfo known = reference == null ? null : reference.get();
        if (known == null) {
            KNOWN.put(info, new WeakReference<>(info));
            return info;
        }
        return known;
    }
}
