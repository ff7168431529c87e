// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.failover;

import dev.janusclient.ReclaimOutcome;
import dev.janusclient.cluster.OwnedSession;
import dev.janusclient.plugin.echotest.EchoTestRequest;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A member whose sessions have an echo test each. */
final class Gateway implements Member.Application {
    private Gateway() {}

    public static void main(String[] args) throws IOException {
        Member.run(args, "echo", new Gateway());
    }

    @Override
    public CompletableFuture<?> begin(OwnedSession owned) {
        return owned.session().attach(JanusEchoTestPlugin.TYPE).thenCompose(Gateway::use);
    }

    /** What was taken over is used at once: the echo test answers. */
    @Override
    public CompletionStage<?> resumed(OwnedSession owned, ReclaimOutcome outcome) {
        return use(outcome.handle(JanusEchoTestPlugin.TYPE).orElseThrow());
    }

    private static CompletableFuture<?> use(JanusEchoTestPlugin echo) {
        return echo.configure(EchoTestRequest.Settings.builder().audio(true).build());
    }
}
