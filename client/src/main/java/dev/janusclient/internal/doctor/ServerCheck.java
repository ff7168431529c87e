// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.doctor;

import dev.janusclient.doctor.CheckUp;
import dev.janusclient.doctor.Diagnosis.Finding;
import dev.janusclient.message.ServerInfo;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a server's {@code info} and a client's options mean for reclaiming sessions. */
public final class ServerCheck implements CheckUp {
    /** The client's options that matter here; they are documented with the client's. */
    public record Options(
            Duration pingInterval, Duration idleTimeout, @Nullable Duration keepaliveInterval, boolean recovers) {}

    private final Options options;

    public ServerCheck(Options options) {
        this.options = options;
    }

    @Override
    public CompletableFuture<List<Finding>> examine(ServerInfo server) {
        return CompletableFuture.completedFuture(new Examination(server, options).findings());
    }
}
