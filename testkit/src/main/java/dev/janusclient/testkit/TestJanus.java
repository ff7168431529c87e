// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What {@link JanusTest} has started. */
public final class TestJanus implements AutoCloseable {
    /** What stands for Janus. */
    public enum Kind {
        /** The real Janus that {@code JANUS_HOME} names, else the {@code janus} in the path. */
        INSTALLED,
        /** A real Janus out of the user's cache, fetched if it is not there: see {@link JanusServerBuilder#embedded()}. */
        EMBEDDED,
        /** A {@link ScriptedGateway}: answers like a healthy Janus, and has no plugins. */
        SCRIPTED
    }

    private final Kind kind;
    private final @Nullable JanusServer server;
    private final @Nullable ScriptedGateway gateway;
    private final List<String> missing;

    private TestJanus(
            Kind kind, @Nullable JanusServer server, @Nullable ScriptedGateway gateway, List<String> missing) {
        this.kind = kind;
        this.server = server;
        this.gateway = gateway;
        this.missing = List.copyOf(missing);
    }

    /**
     * Starts the first kind that can be had.
     *
     * @throws NoJanusException if none can; says why of each
     */
    static TestJanus start(List<Kind> kinds, JanusServerBuilder options) {
        List<String> missing = new ArrayList<>();
        for (Kind kind : kinds) {
            if (kind == Kind.SCRIPTED) {
                return new TestJanus(kind, null, ScriptedGateway.start(), missing);
            }
            JanusInstallation found = find(kind, missing);
            if (found != null) {
                options.installation = () -> found;
                // One that is there and does not start is a failure, and no reason to take another.
                return new TestJanus(kind, options.start(), null, missing);
            }
        }
        throw new NoJanusException("no Janus for the tests: " + String.join("; ", missing));
    }

    private static @Nullable JanusInstallation find(Kind kind, List<String> missing) {
        Supplier<JanusInstallation> installation =
                kind == Kind.INSTALLED ? JanusInstallation::find : JanusInstallation::embedded;
        try {
            return installation.get();
        } catch (IllegalStateException e) {
            missing.add(name(kind) + ": " + e.getMessage());
            return null;
        }
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** What was started. */
    public Kind kind() {
        return kind;
    }

    /** Where it listens. */
    public URI uri() {
        return server != null ? server.uri() : gateway().uri();
    }

    /**
     * The real Janus.
     *
     * @throws IllegalStateException if it is the scripted one
     */
    public JanusServer server() {
        if (server == null) {
            throw new IllegalStateException("there is no real Janus in this test, only " + this);
        }
        return server;
    }

    /**
     * The scripted one.
     *
     * @throws IllegalStateException if it is a real Janus
     */
    public ScriptedGateway gateway() {
        if (gateway == null) {
            throw new IllegalStateException("there is no scripted gateway in this test, only " + this);
        }
        return gateway;
    }

    boolean isReal() {
        return server != null;
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        } else {
            gateway().close();
        }
    }

    /** Says what was started, and why nothing better. */
    @Override
    public String toString() {
        String what = server == null ? "the scripted gateway" : "Janus " + server.version() + " (" + name(kind) + ")";
        return missing.isEmpty() ? what : what + ", because of " + String.join("; ", missing);
    }
}
