// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.rescue;

import dev.janusclient.JanusClient;
import dev.janusclient.message.ServerInfo;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.PrivateNetwork;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code ./run} starts. */
@Command(
        name = "./run",
        sortOptions = false,
        description =
                "Shows that a ringing SIP call survives the death of the process that heard it ring: on a real Janus,"
                        + " with a real SIP caller, real WebRTC audio and a real kill -9.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every step was seen, in every rescue",
            "1:a step was not seen; the message says which",
            "2:wrong options",
            "69:something that is needed can't be had here; the message says what to do"
        })
final class RescueCommand extends Demonstration {
    /** At most one of them. */
    static final class Stories {
        @Option(names = "--graceful", description = "process A lets go while it is alive, instead of being killed")
        boolean graceful;

        @Option(names = "--decline", description = "process B refuses the call, instead of answering it")
        boolean decline;

        @Option(
                names = "--hangup-in-gap",
                description = "the caller gives up while the session has no owner; process B must say 'missed call'")
        boolean hangupInGap;
    }

    @ArgGroup
    @Nullable Stories stories;

    @Option(
            names = "--times",
            paramLabel = "N",
            defaultValue = "1",
            description = "do it N times, and print how often it worked and p50/p99 of each step")
    int times;

    @Option(
            names = "--url",
            paramLabel = "ws://…",
            description =
                    "use this Janus instead of a private one; it must be able to reach this machine by SIP and RTP,"
                            + " and its reclaim_session_timeout must not be 0")
    @Nullable String url;

    public static void main(String[] args) {
        new RescueCommand().run(args);
    }

    @Override
    protected int show(PrintWriter out, PrintWriter err) {
        if (times < 1) {
            throw wrongOption("--times: " + times + " is less than 1");
        }
        try (JanusServer own = url == null ? privateJanus() : null) {
            String uri = own == null ? String.valueOf(url) : own.uri().toString();
            String address = own == null ? addressTowards(URI.create(uri)) : PrivateNetwork.address();
            ServerInfo server = ask(uri);
            out.printf(
                    "Janus %s '%s' at %s, reclaim_session_timeout %d s; SIP and RTP at %s%n%n",
                    server.versionString(), server.serverName(), uri, server.reclaimSessionTimeout(), address);
            if (!server.reclaimEnabled()) {
                err.println(
                        "reclaim_session_timeout of this Janus is 0, so a session dies with its owner and nothing can"
                                + " be rescued; set it in janus.jcfg, for example to 60.");
                return UNAVAILABLE;
            }
            return times == 1 ? once(uri, address, out, err) : many(uri, address, out, err);
        } catch (CompletionException | IllegalArgumentException | IllegalStateException e) {
            Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
            err.println(cause.getMessage());
            return UNAVAILABLE;
        }
    }

    private static JanusServer privateJanus() {
        return JanusServer.builder().reclaimSessionTimeout(30).start();
    }

    private static ServerInfo ask(String uri) {
        try (JanusClient janus = JanusClient.create(uri)) {
            return janus.info().join();
        }
    }

    private Rescue.Story story() {
        if (stories == null) {
            return Rescue.Story.CRASH;
        }
        return stories.graceful
                ? Rescue.Story.GRACEFUL
                : stories.decline ? Rescue.Story.DECLINE : Rescue.Story.HANGUP_IN_GAP;
    }

    private int once(String uri, String address, PrintWriter out, PrintWriter err) {
        try {
            RescueReport report = Rescue.run(uri, address, story());
            report.timeline().forEach(out::println);
            out.println();
            out.println("measured: " + spans(report.millis()));
            out.println(verdict());
            return 0;
        } catch (RescueFailed e) {
            err.println("NOT RESCUED: " + e.getMessage());
            return NOT_SEEN;
        }
    }

    private String verdict() {
        return switch (story()) {
            case CRASH, GRACEFUL ->
                "RESCUED: the call was answered by another process, and both sides heard each other";
            case DECLINE -> "RESCUED: the call was refused by another process, and the caller was notified";
            case HANGUP_IN_GAP -> "RESCUED: the call was over before it could be answered, and process B reported it";
        };
    }

    private int many(String uri, String address, PrintWriter out, PrintWriter err) {
        SpanTable all = new SpanTable();
        int rescued = 0;
        for (int i = 1; i <= times; i++) {
            try {
                Map<String, Double> millis = Rescue.run(uri, address, story()).millis();
                all.add(millis);
                rescued++;
                out.printf("%4d/%d  rescued  %s%n", i, times, spans(millis));
            } catch (RescueFailed e) {
                out.printf("%4d/%d  FAILED%n", i, times);
                err.println("NOT RESCUED: " + e.getMessage());
            }
            out.flush();
        }
        all.print(out);
        out.printf("%n%d of %d rescued%n", rescued, times);
        return rescued == times ? 0 : NOT_SEEN;
    }

    private static String spans(Map<String, Double> millis) {
        List<String> parts = new ArrayList<>();
        millis.forEach((name, value) -> parts.add(String.format(Locale.ROOT, "%s %.0f ms", name, value)));
        return String.join(" → ", parts);
    }

    /** The address of ours that packets to a host leave from; nothing is sent to find out. */
    private static String addressTowards(URI janus) {
        try (DatagramSocket probe = new DatagramSocket()) {
            probe.connect(new InetSocketAddress(InetAddress.getByName(janus.getHost()), 9));
            return probe.getLocalAddress().getHostAddress();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "url: '" + janus + "' names no host that can be reached: " + e.getMessage(), e);
        }
    }
}
