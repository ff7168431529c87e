// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import static picocli.CommandLine.ScopeType.INHERIT;

import dev.janusclient.tools.model.DirectoryReader;
import dev.janusclient.tools.model.EventFile;
import dev.janusclient.tools.model.Observations;
import dev.janusclient.tools.model.Owners;
import dev.janusclient.tools.model.ProblemException;
import dev.janusclient.tools.model.ProblemException.Kind;
import dev.janusclient.tools.model.Server;
import dev.janusclient.tools.model.Unseen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command itself: its options, and what its subcommands share. Closes what they opened. */
@Command(
        name = "janus",
        mixinStandardHelpOptions = true,
        scope = INHERIT,
        versionProvider = Version.class,
        description = "Looks at a Janus WebRTC server, and steers it.",
        // Subcommands with a footer of their own inherit the heading only.
        footerHeading = "%n",
        footer = {
            "Environment and files:",
            "  JANUS_CONTEXT, JANUS_URL, JANUS_ADMIN_URL, JANUS_API_SECRET,",
            "  JANUS_ADMIN_SECRET, JANUS_TOKEN, JANUS_EVENTS, JANUS_STORE",
            "  $XDG_CONFIG_HOME/janus/NAME.properties   a context",
            "Options count more than the environment, and that more than the context.",
        })
final class JanusCommand implements Runnable, AutoCloseable {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final Settings settings = new Settings();

    @Option(
            names = {"-o", "--output"},
            scope = INHERIT,
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; table by default.")
    private Output.Format format = Output.Format.TABLE;

    @Option(
            names = "--color",
            scope = INHERIT,
            paramLabel = "WHEN",
            description = "${COMPLETION-CANDIDATES}; auto, on a terminal only, by default.")
    private Output.Color color = Output.Color.AUTO;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private @Nullable Server server;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(commandLine(), "Which command?");
    }

    CommandLine commandLine() {
        return java.util.Objects.requireNonNull(spec).commandLine();
    }

    Settings settings() {
        return settings;
    }

    Output output() {
        return new Output(format, color, commandLine().getOut());
    }

    /** The server that the options, the environment or the context name. */
    Server server() {
        Server made = server;
        if (made == null) {
            made = keep(new Server(settings.address()));
            server = made;
        }
        return made;
    }

    /** The ownership store; null if none is named. */
    @Nullable Owners owners() {
        String store = settings.store();
        return store == null ? null : keep(Stores.open(store, settings.serverName(this::serverName)));
    }

    /** The ownership store; fails if none is named. */
    Owners requireOwners() {
        Owners owners = owners();
        if (owners == null) {
            throw new ProblemException(
                    Kind.NOT_CONFIGURED,
                    "No ownership store is named: set --store or JANUS_STORE, for example file:/var/lib/owners.");
        }
        return owners;
    }

    private String serverName() {
        return server().info().serverName();
    }

    /** What the file of events has; nothing if there is no such file. */
    Observations observations() {
        Observations observed = new Observations();
        EventFile.read(settings.eventFile(), observed);
        return observed;
    }

    /**
     * The file of events.
     *
     * @param what needs them, for the message if there is none
     */
    Path eventFile(String what) {
        Path file = settings.eventFile();
        if (!Files.exists(file)) {
            throw Unseen.noEvents(what);
        }
        return file;
    }

    DirectoryReader directory() {
        return new DirectoryReader(server(), observations(), owners());
    }

    /** Closes something when the command ends. */
    <C extends AutoCloseable> C keep(C closeable) {
        opened.push(closeable);
        return closeable;
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                // The command is over; what it has printed stands.
            }
        }
    }
}
