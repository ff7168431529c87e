// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.livecall;

import dev.janusclient.examples.rescue.Demonstration;
import dev.janusclient.examples.rescue.RescueFailed;
import dev.janusclient.examples.rescue.SpanTable;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.PrivateNetwork;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code ./run --live-call} starts. */
@Command(
        name = "./run --live-call",
        sortOptions = false,
        description =
                "Shows a SIP call that goes on when its process is killed with kill -9: another process sends and receives in its place,"
                        + " through a real Janus, and the far end gets no SIP message.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:each call went on, and the far end saw no SIP message",
            "1:one did not; the message says what was seen",
            "2:wrong options",
            "69:something that is needed can't be had here; the message says what to do"
        })
final class LiveCallCommand extends Demonstration {
    private static final int MOST_TIMES = 1_000;

    /** Packets before and after the change that are shown: half a second each. */
    private static final int WIDTH = 25;

    @Option(names = "--live-call", hidden = true, description = "what this command is for")
    boolean liveCall;

    @Option(
            names = "--times",
            paramLabel = "N",
            defaultValue = "1",
            description = "do it N times, and print how often it worked and p50/p99 of the gaps")
    int times;

    public static void main(String[] args) {
        new LiveCallCommand().run(args);
    }

    @Override
    protected int show(PrintWriter out, PrintWriter err) throws IOException {
        if (times < 1 || times > MOST_TIMES) {
            throw wrongOption("--times takes 1 to " + MOST_TIMES);
        }
        try (JanusServer janus = JanusServer.builder()
                .plugins("sip", "echotest")
                .reclaimSessionTimeout(60)
                .startTimeout(Duration.ofSeconds(60))
                .start()) {
            return times == 1 ? once(janus, out, err) : many(janus, out, err);
        } catch (IllegalArgumentException | IllegalStateException e) {
            err.println(e.getMessage());
            return UNAVAILABLE;
        }
    }

    /** @throws RescueFailed if the far end saw what it should not */
    private static LiveCallReport call(JanusServer janus) throws IOException {
        LiveCallReport report = LiveCall.run(janus.uri().toString(), PrivateNetwork.address());
        if (!report.messages().isEmpty()) {
            throw new RescueFailed("the far end saw " + report.messages());
        } else if (report.mixed() > 0 || report.sources() != 1) {
            throw new RescueFailed("the far end heard " + report.mixed()
                    + " packets of the killed process after the other's first, from " + report.sources() + " sources");
        }
        return report;
    }

    private static int once(JanusServer janus, PrintWriter out, PrintWriter err) throws IOException {
        try {
            LiveCallReport report = call(janus);
            Wave wave = Wave.around(report.heard(), report.change(), WIDTH);
            out.println(
                    "What the far end heard, a block for 20 ms, when process A was killed (kill -9) and process B went on:");
            out.println();
            out.println("    " + wave.levels());
            out.println("    " + wave.owners());
            out.println();
            out.printf(
                    Locale.ROOT,
                    "gap at the far end      %.0f ms between two packets, which come every 20 ms%n",
                    report.gapMillis());
            out.println("SIP messages it saw     none");
            out.println("sources of RTP it saw   1, and no packet of process A after the first one of process B");
            out.printf(
                    Locale.ROOT,
                    "process B               %s; hears the far end %.0f ms after the kill, and had the session after %.0f ms%n",
                    report.continued().detail(),
                    report.millis().get("B hears"),
                    report.millis().get("session taken"));
            out.println("CONTINUED: the call went on in another process");
            return 0;
        } catch (RescueFailed e) {
            err.println("NOT CONTINUED: " + e.getMessage());
            return NOT_SEEN;
        }
    }

    private int many(JanusServer janus, PrintWriter out, PrintWriter err) throws IOException {
        SpanTable all = new SpanTable();
        int continued = 0;
        for (int i = 1; i <= times; i++) {
            try {
                LiveCallReport report = call(janus);
                all.add(report.millis());
                continued++;
                out.printf(
                        Locale.ROOT,
                        "%4d/%d  continued  gap %.0f ms  %s%n",
                        i,
                        times,
                        report.gapMillis(),
                        Wave.around(report.heard(), report.change(), WIDTH).levels());
            } catch (RescueFailed e) {
                out.printf("%4d/%d  FAILED%n", i, times);
                err.println("NOT CONTINUED: " + e.getMessage());
            }
            out.flush();
        }
        all.print(out);
        out.printf("%n%d of %d calls continued, without a SIP message%n", continued, times);
        return continued == times ? 0 : NOT_SEEN;
    }
}
