// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.livecall;

import dev.janusclient.examples.rescue.Demonstration;
import dev.janusclient.examples.rescue.RescueFailed;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.PrivateNetwork;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code ./run --live-call} starts. */
@Command(
        name = "./run --live-call",
        sortOptions = false,
        description =
                "Kills a process in a call with kill -9 and shows that another one goes on in its place, through a real Janus. The process is,"
                        + " with --kind sip-out: in a SIP call that it has made; sip-in: in one that it has answered; audiobridge: a"
                        + " participant of an audio bridge; publisher, subscriber: one in a video room; videocall: in a call of that plugin.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:each call went on, and the far end saw no SIP message that does not belong to that",
            "1:one did not; the message says what was seen",
            "2:wrong options",
            "69:something that is needed can't be had here; the message says what to do"
        })
final class LiveCallCommand extends Demonstration {
    private static final int MOST_TIMES = 1_000;

    @Option(names = "--live-call", hidden = true, description = "what this command is for")
    boolean liveCall;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            split = ",",
            defaultValue = "sip-out",
            description = "${COMPLETION-CANDIDATES}; several with commas between")
    List<CallKind> kinds = List.of();

    @Option(
            names = "--times",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "do it N times, and print how often it worked and p50/p99 of the gaps and of what they are made of")
    int times;

    @Option(
            names = "--how",
            paramLabel = "METHOD",
            defaultValue = "other-address",
            description =
                    "how the other process goes on: other-address, with the keys it was left; ice-restart, with these and a re-INVITE or what"
                            + " the plugin has for it; refer, for a SIP call of libwebrtc: it asks the far end to call it instead")
    CallMethod how = CallMethod.OTHER_ADDRESS;

    @Option(
            names = "--planned",
            description =
                    "the process hands its session off, as in a planned change, and is killed when the other one talks")
    boolean planned;

    @Option(
            names = "--plot",
            paramLabel = "FILE.svg",
            description = "draw what the far end heard, of the call with the longest gap")
    @Nullable Path plot;

    public static void main(String[] args) {
        new LiveCallCommand().run(args);
    }

    @Override
    protected int show(PrintWriter out, PrintWriter err) throws IOException {
        Set<CallKind> wanted = EnumSet.copyOf(kinds);
        if (times < 1 || times > MOST_TIMES) {
            throw wrongOption("--times takes 1 to " + MOST_TIMES);
        } else if (plot != null && wanted.stream().noneMatch(kind -> kind.speaks)) {
            throw wrongOption("--plot: the far end of a subscriber hears nothing");
        }
        for (CallKind kind : wanted) {
            if (!how.fits(kind) || (planned && how != CallMethod.OTHER_ADDRESS)) {
                throw wrongOption("--how " + how + " does not fit " + (planned ? "--planned" : "--kind " + kind));
            }
        }
        Set<String> plugins = new TreeSet<>(Set.of("echotest"));
        wanted.forEach(kind -> plugins.add(kind.plugin));
        try (JanusServer janus = JanusServer.builder()
                .plugins(plugins.toArray(String[]::new))
                .reclaimSessionTimeout(60)
                .start()) {
            LiveCallRuns runs =
                    new LiveCallRuns(janus.uri().toString(), PrivateNetwork.address(), how, planned, out, err);
            boolean all = true;
            for (CallKind kind : wanted) {
                all &= times == 1 ? runs.once(kind) : runs.many(kind, times);
            }
            if (plot != null) {
                Files.writeString(plot, runs.plot());
            }
            return all ? 0 : NOT_SEEN;
        } catch (RescueFailed e) {
            err.println(e.getMessage());
            return NOT_SEEN;
        } catch (IllegalArgumentException | IllegalStateException e) {
            err.println(e.getMessage());
            return UNAVAILABLE;
        }
    }
}
