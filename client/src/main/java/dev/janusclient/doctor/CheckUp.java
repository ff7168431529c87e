// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.doctor;

import dev.janusclient.JanusClient;
import dev.janusclient.doctor.Diagnosis.Finding;
import dev.janusclient.message.ServerInfo;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One more thing that {@link JanusClient#doctor} looks at, such as what only the Admin API tells. */
@FunctionalInterface
public interface CheckUp {
    /** Examines a server. A failure is reported as a finding. */
    CompletableFuture<List<Finding>> examine(ServerInfo server);
}
