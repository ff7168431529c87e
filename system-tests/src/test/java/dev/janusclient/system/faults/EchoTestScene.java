// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.faults;

import static dev.janusclient.system.faults.Ground.done;

import dev.janusclient.PluginType;
import dev.janusclient.admin.HandleInfo;
import dev.janusclient.plugin.echotest.EchoTestRequest;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.testkit.ProxiedMessage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Somebody hears himself. */
final class EchoTestScene implements Scene<JanusEchoTestPlugin> {
    private final Moment moment;

    EchoTestScene(Moment moment) {
        this.moment = moment;
    }

    @Override
    public PluginType<JanusEchoTestPlugin> type() {
        return JanusEchoTestPlugin.TYPE;
    }

    @Override
    public void settle(JanusEchoTestPlugin handle) {
        if (!moment.isAtRequest()) {
            done(handle.start(CannedSdp.offer()));
        }
    }

    @Override
    public CompletableFuture<?> act(JanusEchoTestPlugin handle) {
        return handle.start(CannedSdp.offer());
    }

    @Override
    public boolean isNews(ProxiedMessage message) {
        return false;
    }

    @Override
    public @Nullable Class<?> happen() {
        return null;
    }

    @Override
    public CompletableFuture<?> goOn(JanusEchoTestPlugin handle) {
        return handle.configure(EchoTestRequest.Settings.builder().audio(false).build());
    }

    @Override
    public List<String> differences(JanusEchoTestPlugin handle, HandleInfo janus) {
        // The handle notes nothing.
        return List.of();
    }

    @Override
    public void close() {}
}
