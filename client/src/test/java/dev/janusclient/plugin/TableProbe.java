// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin;

import dev.janusclient.Attachment;
import dev.janusclient.FakeJanus;
import dev.janusclient.JanusPlugin;
import dev.janusclient.Outcome;
import dev.janusclient.PluginType;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A handle that can ask for everything in a plugin's table. */
final class TableProbe extends JanusPlugin {
    private TableProbe(Attachment attachment) {
        super(attachment);
    }

    /** Attaches to a Janus of a version. */
    static TableProbe attach(FakeJanus janus, String version, PluginType<?> type) {
        janus.version(version);
        PluginType<TableProbe> probes =
                new PluginType<>(type.name(), TableProbe::new, type.requests(), type.events(), type.errorCodes());
        return Outcome.of(Outcome.of(janus.client().createSession()).attach(probes));
    }

    @SuppressWarnings("unchecked")
    <Q, R> CompletableFuture<R> ask(PluginRequest<Q, R> row, @Nullable Object body) {
        return body == null
                ? send((PluginRequest<Void, R>) row, null)
                : send(row, row.body().cast(body), null);
    }
}
