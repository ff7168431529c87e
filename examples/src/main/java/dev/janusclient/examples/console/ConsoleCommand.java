// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.console;

import dev.janusclient.examples.rescue.Demonstration;
import dev.janusclient.examples.rescue.RescueFailed;
import dev.janusclient.examples.rescue.Step;
import dev.janusclient.examples.rescue.TemporaryFolder;
import dev.janusclient.examples.rescue.Worker;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code ./run --console} starts. */
@Command(
        name = "./run --console",
        sortOptions = false,
        description =
                "Starts a private Janus, callers, three processes that share the calls, and the console: open the address"
                        + " that is printed in a browser, or try the command janus with the addresses that are printed. Now and then, and when Enter is pressed, one of the processes is killed"
                        + " with kill -9, and the others go on with its calls. Ctrl-C ends all of it.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:it has ended after --times kills",
            "1:the sessions of a killed process were not taken over; the message says what was seen",
            "2:wrong options",
            "69:something that is needed can't be had here; the message says what to do",
            "130:Ctrl-C"
        })
final class ConsoleCommand extends Demonstration {
    private static final int MAX_SECONDS = 86_400;

    /** Eight processes begin at once. */
    private static final int START_SECONDS = 300;

    private static final int POLL_MILLIS = 100;
    private static final int SECRET_LENGTH = 16;

    @Option(names = "--console", hidden = true, description = "what this command is for")
    boolean console;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8091",
            description = "of the console, on loopback; 0 for any that is free (default: ${DEFAULT-VALUE})")
    int port;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "kill a process so often; 0 for never but with Enter (default: ${DEFAULT-VALUE})")
    int every;

    @Option(names = "--times", paramLabel = "N", defaultValue = "0", description = "end after N kills; default: never")
    int times;

    @Option(
            names = "--command",
            hidden = true,
            defaultValue = "tools/cli/target/janus",
            description = "the command janus")
    Path command = Path.of("");

    // Java does not say for certain whether there is one.
    @Option(names = "--terminal", hidden = true, description = "whether Enter may be pressed")
    boolean terminal;

    public static void main(String[] args) {
        new ConsoleCommand().run(args);
    }

    @Override
    protected int show(PrintWriter out, PrintWriter err) throws IOException {
        if (port < 0 || port > 65_535 || every < 0 || every > MAX_SECONDS || times < 0) {
            throw wrongOption("--port takes 0 to 65535, --every 0 to " + MAX_SECONDS + ", --times no less than 0");
        } else if (!Files.isExecutable(command)) {
            err.println(
                    "There is no command at " + command + ": build it with mvn -pl tools/cli -am package -DskipTests.");
            return UNAVAILABLE;
        }
        try (TemporaryFolder folder = TemporaryFolder.create();
                Relay relay = Relay.start(loopback(port), new Sockets(folder.path()).console());
                Relay api = Relay.start(loopback(0), new Sockets(folder.path()).api());
                Relay admin = Relay.start(loopback(0), new Sockets(folder.path()).admin())) {
            Path secret = newSecret(new Sockets(folder.path()).adminSecret());
            try (Worker callCenter = Worker.startInPrivateNetwork(
                    "call center",
                    CallCenter.class,
                    command.toAbsolutePath().toString(),
                    String.valueOf(relay.port()),
                    folder.path().toString())) {
                return watch(callCenter, out, () -> {
                    out.println("Janus is at " + url(api) + ", its Admin API at " + url(admin)
                            + "; the admin secret is in " + secret + ". In another terminal:");
                    out.println("  " + command + " --url " + url(api) + " --admin-url " + url(admin)
                            + " --admin-secret-file " + secret + " sessions");
                });
            }
        } catch (BindException e) {
            err.println("Port " + port + " is taken: choose another --port, 0 for any.");
            return UNAVAILABLE;
        } catch (RescueFailed e) {
            err.println("NOT TAKEN OVER: " + e.getMessage());
            return NOT_SEEN;
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static String url(Relay relay) {
        return "ws://127.0.0.1:" + relay.port();
    }

    /** In a folder that no other user can read: the Admin API can be reached by whoever is on this machine. */
    private static Path newSecret(Path file) throws IOException {
        byte[] secret = new byte[SECRET_LENGTH];
        new SecureRandom().nextBytes(secret);
        return Files.writeString(file, HexFormat.of().formatHex(secret) + "\n");
    }

    /** @param howToTry prints how another terminal reaches Janus */
    private int watch(Worker callCenter, PrintWriter out, Runnable howToTry) throws IOException {
        out.println("Starting Janus, callers and three processes that take the calls.");
        String address = callCenter.await("console", START_SECONDS).detail();
        out.println("Open " + address);
        howToTry.run();
        out.println(callCenter.await("ready", START_SECONDS).detail() + ". Ctrl-C ends this"
                + (terminal ? ", Enter kills a process at once." : "."));
        int seen = 0;
        int killed = 0;
        long next = nextKill();
        while (times == 0 || killed < times) {
            List<Step> steps = callCenter.steps();
            for (Step step : steps.subList(seen, steps.size())) {
                if (step.name().equals("kill")) {
                    out.println("Killing " + step.detail() + ": see its sessions find other owners.");
                } else if (step.name().equals("killed")) {
                    out.println(step.detail());
                    killed++;
                    next = nextKill();
                }
            }
            seen = steps.size();
            out.flush();
            if (enterWasPressed() || (every > 0 && System.nanoTime() - next > 0)) {
                callCenter.say("kill");
                next = nextKill();
            }
            requireAlive(callCenter);
        }
        return 0;
    }

    private long nextKill() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(every);
    }

    private boolean enterWasPressed() throws IOException {
        return terminal && System.in.available() > 0 && System.in.read() == '\n';
    }

    private static void requireAlive(Worker callCenter) {
        List<Step> failed = callCenter.steps().stream()
                .filter(step -> step.name().equals("failed"))
                .toList();
        if (!failed.isEmpty() || !callCenter.isAlive()) {
            throw new RescueFailed(
                    failed.isEmpty()
                            ? "the call center has ended" + callCenter.tail()
                            : failed.get(0).detail());
        }
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RescueFailed("interrupted");
        }
    }
}
