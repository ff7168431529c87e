// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.doctor;

import dev.janusclient.doctor.CheckUp;
import dev.janusclient.doctor.Diagnosis;
import dev.janusclient.doctor.Diagnosis.Finding;
import dev.janusclient.internal.worker.Futures;
import dev.janusclient.message.ServerInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Runs checks side by side. */
public final class CheckUps {
    private CheckUps() {}

    /** The findings of all checks, in their order; a check that fails is a finding, too. */
    public static CompletableFuture<Diagnosis> run(List<CheckUp> checks, ServerInfo server) {
        CompletableFuture<List<Finding>> all = CompletableFuture.completedFuture(List.of());
        for (CheckUp check : checks) {
            all = all.thenCombine(examine(check, server), CheckUps::join);
        }
        return all.thenApply(findings -> new Diagnosis(server, findings));
    }

    private static CompletableFuture<List<Finding>> examine(CheckUp check, ServerInfo server) {
        CompletableFuture<List<Finding>> examined;
        try {
            examined = check.examine(server);
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(failed(check, e));
        }
        return examined.exceptionally(failure -> failed(check, Futures.cause(failure)));
    }

    private static List<Finding> failed(CheckUp check, Throwable why) {
        return List.of(new Finding(
                Diagnosis.Severity.WARNING,
                check.getClass().getSimpleName(),
                "it could not be examined: " + why.getMessage(),
                ""));
    }

    private static List<Finding> join(List<Finding> some, List<Finding> more) {
        List<Finding> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
