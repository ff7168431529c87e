// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.failover;

import dev.janusclient.cluster.store.StoreException;
import dev.janusclient.examples.rescue.Demonstration;
import dev.janusclient.examples.rescue.RescueFailed;
import dev.janusclient.examples.rescue.TemporaryFolder;
import dev.janusclient.testkit.JanusServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code ./run --failover} starts. */
@Command(
        name = "./run --failover",
        sortOptions = false,
        description =
                "Shows three processes that share sessions at two real Janus: one is killed with kill -9, and the others take its"
                        + " sessions over. On a terminal the table is redrawn, and another member is killed every few seconds until"
                        + " Enter is pressed; otherwise it ends by itself.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the sessions of each killed member were taken over",
            "1:they were not; the message says what was seen",
            "2:wrong options",
            "69:something that is needed can't be had here; the message says what to do"
        })
final class FailoverCommand extends Demonstration {
    private static final int MOST_KILLS = 1_000;
    private static final Duration BETWEEN_KILLS = Duration.ofSeconds(6);
    private static final Failover.Program GATEWAYS = new Failover.Program(Gateway.class, List.of());
    private static final String HOME_AND_CLEAR = "\033[H\033[J";

    @Option(names = "--failover", hidden = true, description = "what this command is for")
    boolean failover;

    @Option(
            names = "--store",
            paramLabel = "STORE",
            defaultValue = "file",
            description = "where ownership is kept: file (default; in a folder that is deleted at the end),"
                    + " postgresql://USER:PASSWORD@HOST:PORT/DATABASE, redis://HOST:PORT")
    String store = "file";

    @Option(
            names = "--sessions",
            paramLabel = "N",
            defaultValue = "60",
            description = "how many sessions (default: ${DEFAULT-VALUE})")
    int sessions;

    @Option(
            names = "--times",
            paramLabel = "N",
            defaultValue = "0",
            description = "kill a member N times, and end; default: once, or on a terminal until Enter is pressed")
    int times;

    // Java does not say for certain whether there is one.
    @Option(names = "--terminal", hidden = true, description = "whether the table is redrawn on a terminal")
    boolean terminal;

    public static void main(String[] args) {
        new FailoverCommand().run(args);
    }

    @Override
    protected int show(PrintWriter out, PrintWriter err) throws IOException {
        if (sessions < 1 || sessions > 10_000 || times < 0 || times > MOST_KILLS) {
            throw wrongOption("--sessions takes 1 to 10000, --times 1 to " + MOST_KILLS);
        }
        if (!store.equals("file") && !StoreAddress.isKnown(store)) {
            throw wrongOption("--store: " + store + " is none of file, postgresql://… and redis://…");
        }
        try (TemporaryFolder folder = store.equals("file") ? TemporaryFolder.create() : null;
                JanusServer first = janus();
                JanusServer second = janus()) {
            List<String> servers = List.of(first.uri().toString(), second.uri().toString());
            return takeOver(folder == null ? store : folder.path().toUri().toString(), servers, out);
        } catch (RescueFailed e) {
            err.println("NOT TAKEN OVER: " + e.getMessage());
            return NOT_SEEN;
        } catch (IllegalArgumentException | IllegalStateException | StoreException e) {
            err.println(e.getMessage());
            return UNAVAILABLE;
        }
    }

    private static JanusServer janus() {
        return JanusServer.builder()
                .plugins("echotest")
                .reclaimSessionTimeout(60)
                .start();
    }

    private int takeOver(String address, List<String> servers, PrintWriter out) throws IOException {
        Table table = new Table(out, terminal);
        try (Failover group = new Failover(GATEWAYS, address, servers, sessions, table)) {
            int kills = times > 0 ? times : terminal ? MOST_KILLS : 1;
            for (int i = 0; i < kills && !(terminal && System.in.available() > 0); i++) {
                group.show(terminal ? BETWEEN_KILLS : Duration.ofMillis(500));
                table.say(group.kill(i % Failover.MEMBERS));
            }
            group.show(Duration.ofMillis(500));
        }
        table.say("TAKEN OVER: all " + sessions + " sessions were owned at the end");
        return 0;
    }

    /** Draws over what it drew last on a terminal; otherwise writes what has changed but for the leases. */
    private static final class Table implements Consumer<String> {
        private final PrintWriter out;
        private final boolean terminal;
        private String said = "";
        private String last = "";

        Table(PrintWriter out, boolean terminal) {
            this.out = out;
            this.terminal = terminal;
        }

        @Override
        public void accept(String table) {
            String steady = table.replaceAll("[0-9.]+ s(?=\\R)", "").replaceAll(" +", " ");
            if (terminal) {
                out.print(HOME_AND_CLEAR + table + System.lineSeparator() + said + "  Enter ends this."
                        + System.lineSeparator());
            } else if (!steady.equals(last)) {
                out.println(table);
            }
            last = steady;
            out.flush();
        }

        void say(String line) {
            said = "  " + line + System.lineSeparator();
            out.println(line);
            out.flush();
        }
    }
}
