// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import static picocli.CommandLine.ScopeType.INHERIT;

import dev.janusclient.message.Secret;
import dev.janusclient.tools.model.ProblemException;
import dev.janusclient.tools.model.ProblemException.Kind;
import dev.janusclient.tools.model.ServerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server, and how to get at it: by an option, else the environment, else the context, else the default. */
final class Settings {
    /** Where Janus's WebSockets listen by default. */
    static final String DEFAULT_URL = "ws://localhost:8188";

    @Option(
            names = "--context",
            scope = INHERIT,
            paramLabel = "NAME",
            description = "The server's settings, see 'janus context'.")
    private @Nullable String context;

    @Option(
            names = "--url",
            scope = INHERIT,
            paramLabel = "URL",
            description = "Of Janus's API; " + DEFAULT_URL + " by default.")
    private @Nullable String url;

    @Option(
            names = "--admin-url",
            scope = INHERIT,
            paramLabel = "URL",
            description = "Of Janus's Admin API, for example ws://localhost:7188.")
    private @Nullable String adminUrl;

    @Option(
            names = "--api-secret-file",
            scope = INHERIT,
            paramLabel = "FILE",
            description = "Has api_secret of janus.jcfg.")
    private @Nullable Path apiSecretFile;

    @Option(
            names = "--admin-secret-file",
            scope = INHERIT,
            paramLabel = "FILE",
            description = "Has admin_secret of janus.jcfg.")
    private @Nullable Path adminSecretFile;

    @Option(names = "--token-file", scope = INHERIT, paramLabel = "FILE", description = "Has a token.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--events",
            scope = INHERIT,
            paramLabel = "FILE",
            description = "Where 'janus serve-events' keeps events.")
    private @Nullable Path events;

    @Option(
            names = "--store",
            scope = INHERIT,
            paramLabel = "URL",
            description = "The ownership store: file:FOLDER, redis://… or jdbc:….")
    private @Nullable String store;

    @Option(
            names = "--timeout",
            scope = INHERIT,
            paramLabel = "SECONDS",
            description = "For a connection, and for each request; 10 by default.")
    private @Nullable Integer timeout;

    private Contexts.@Nullable Context loaded;

    private Contexts.Context context() {
        Contexts.Context known = loaded;
        if (known == null) {
            known = Contexts.standard().load(firstOf(context, System.getenv("JANUS_CONTEXT")));
            loaded = known;
        }
        return known;
    }

    ServerAddress address() {
        String api = firstOf(url, System.getenv("JANUS_URL"), context().get("url"));
        return new ServerAddress(
                api == null ? DEFAULT_URL : api,
                firstOf(adminUrl, System.getenv("JANUS_ADMIN_URL"), context().get("admin-url")),
                secret(apiSecretFile, "JANUS_API_SECRET", "api-secret-file"),
                secret(tokenFile, "JANUS_TOKEN", "token-file"),
                secret(adminSecretFile, "JANUS_ADMIN_SECRET", "admin-secret-file"),
                Duration.ofSeconds(timeout()));
    }

    int timeout() {
        int seconds = timeout == null ? 10 : timeout;
        if (seconds < 1) {
            throw new ProblemException(Kind.BAD_INPUT, "--timeout: " + seconds + " is less than a second.");
        }
        return seconds;
    }

    @Nullable String store() {
        return firstOf(store, System.getenv("JANUS_STORE"), context().get("store"));
    }

    /** The name by which the members of a cluster know the server: the context's {@code server}, else the server's own. */
    String serverName(Supplier<String> own) {
        String named = context().get("server");
        return named == null ? own.get() : named;
    }

    Path eventFile() {
        String named = firstOf(
                events == null ? null : events.toString(),
                System.getenv("JANUS_EVENTS"),
                context().get("events"));
        return named == null ? Folders.state().resolve(context().name()).resolve("events.ndjson") : Path.of(named);
    }

    private @Nullable Secret secret(@Nullable Path file, String variable, String property) {
        if (file != null) {
            return read(file);
        }
        String word = System.getenv(variable);
        if (word != null && !word.isEmpty()) {
            return Secret.of(word);
        }
        String named = context().get(property);
        return named == null ? null : read(Path.of(named));
    }

    /** What a file has, without the end of line that editors put there. */
    static Secret read(Path file) {
        try {
            return Secret.of(Files.readString(file).stripTrailing());
        } catch (IOException e) {
            throw new ProblemException(
                    Kind.NOT_CONFIGURED, "The file " + file + " can't be read: it is not there, or may not be read.");
        }
    }

    private static @Nullable String firstOf(@Nullable String... values) {
        for (String value : values) {
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return null;
    }
}
