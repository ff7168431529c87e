// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.faults;

import dev.janusclient.JanusPlugin;
import dev.janusclient.PluginType;
import dev.janusclient.admin.HandleInfo;
import dev.janusclient.testkit.ProxiedMessage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What one plugin does in one cell of the matrix, with everybody who takes part, and without media.
 *
 * @param <P> the plugin's handle
 */
interface Scene<P extends JanusPlugin> extends AutoCloseable {
    PluginType<P> type();

    /** Brings a new handle to where the moment begins; nothing goes wrong yet. */
    void settle(P handle);

    /** The request at which the trouble strikes; only for moments that strike at one. */
    CompletableFuture<?> act(P handle);

    /** Whether this message, one of Janus's, is the news that we are in. */
    boolean isNews(ProxiedMessage message);

    /**
     * Lets somebody else do something that the handle is told of and that leaves it as it is.
     *
     * @return the event the handle is told; null if there is no such thing here
     */
    @Nullable Class<?> happen();

    /** The next thing that is done with the handle, which shows that it is usable. */
    CompletableFuture<?> goOn(P handle);

    /** In what the handle's own notes differ from what Janus says of it; empty if in nothing. */
    List<String> differences(P handle, HandleInfo janus);

    @Override
    void close();
}
