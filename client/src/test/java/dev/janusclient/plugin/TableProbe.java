// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin;

import dev.janusclient.Attachment;
import dev.janusclient.FakeJanus;
import dev.janusclient.JanusPlugin;
import dev.janusclient.Outcome;
import dev.janusclient.PluginType;
import dev.janusclient.message.Jsep;
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
        return Outcome.of(Outcome.of(janus.client().createSession()).attach(probing(type)));
    }

    /** The type of handles that have a plugin's tables and none of its methods. */
    static PluginType<TableProbe> probing(PluginType<?> type) {
        return new PluginType<>(type.name(), TableProbe::new, type.requests(), type.events(), type.errorCodes());
    }

    <Q, R> CompletableFuture<R> ask(PluginRequest<Q, R> row, @Nullable Object body) {
        return ask(row, body, null);
    }

    @SuppressWarnings("unchecked")
    <Q, R> CompletableFuture<R> ask(PluginRequest<Q, R> row, @Nullable Object body, @Nullable Jsep jsep) {
        return body == null
                ? send((PluginRequest<Void, R>) row, jsep)
                : send(row, row.body().cast(body), jsep);
    }
}
