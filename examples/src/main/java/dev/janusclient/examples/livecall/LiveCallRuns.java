// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.livecall;

import dev.janusclient.examples.rescue.RescueFailed;
import dev.janusclient.examples.rescue.SpanTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs calls of each kind and prints what came of them. */
final class LiveCallRuns {
    /** Packets before and after the change that are shown: half a second each. */
    private static final int WIDTH = 25;

    /** Where process A lives, its thread may have had to wait for a processor with a packet in hand. */
    private static final int MAX_CROSSING = 2;

    private final String janus;
    private final String address;
    private final CallMethod how;
    private final boolean planned;
    private final PrintWriter out;
    private final PrintWriter err;

    /** The one with the longest gap of those whose far end hears. */
    private @Nullable LiveCallReport longest;

    LiveCallRuns(String janus, String address, CallMethod how, boolean planned, PrintWriter out, PrintWriter err) {
        this.how = how;
        this.janus = janus;
        this.address = address;
        this.planned = planned;
        this.out = out;
        this.err = err;
    }

    private LiveCallReport call(CallKind kind) throws IOException {
        LiveCallReport report = LiveCall.run(kind, how, planned, janus, address);
        report.verify(planned ? MAX_CROSSING : 0);
        if (kind.speaks && (longest == null || report.gapMillis() > longest.gapMillis())) {
            longest = report;
        }
        return report;
    }

    private static Wave wave(LiveCallReport report) {
        return new Wave(report.around(WIDTH));
    }

    /** Shows one call; true if it went on. */
    boolean once(CallKind kind) throws IOException {
        try {
            LiveCallReport report = call(kind);
            out.println("Process A, " + kind.meaning + ", "
                    + (planned ? "handed its session off" : "was killed (kill -9)") + ", and process B went on: "
                    + report.continued().detail());
            if (kind.speaks) {
                Wave wave = wave(report);
                out.println("What the far end heard, a block for 20 ms:");
                out.println();
                out.println("    " + wave.levels());
                out.println("    " + wave.owners());
                out.println();
                out.println(
                        "sources of RTP it saw   " + how.sources + ", first process A's packets and then process B's");
            }
            if (kind == CallKind.SIP_IN || kind == CallKind.SIP_OUT) {
                Set<String> methods = report.messageMethods();
                out.println("SIP messages it saw     " + (methods.isEmpty() ? "none" : String.join(", ", methods)));
            }
            report.millis().forEach((span, millis) -> out.printf(Locale.ROOT, "%-23s %.0f ms%n", span, millis));
            out.println("CONTINUED: the call went on in another process");
            return true;
        } catch (RescueFailed e) {
            err.println("NOT CONTINUED: " + e.getMessage());
            return false;
        }
    }

    /** Measures many calls; true if all went on. */
    boolean many(CallKind kind, int times) throws IOException {
        SpanTable all = new SpanTable();
        Map<String, Integer> outcomes = new TreeMap<>();
        int continued = 0;
        out.println(kind + ": " + kind.meaning);
        for (int i = 1; i <= times; i++) {
            try {
                LiveCallReport report = call(kind);
                all.add(report.millis());
                continued++;
                out.printf(
                        Locale.ROOT,
                        "%4d/%d  continued  gap %.0f ms  %s%n",
                        i,
                        times,
                        report.gapMillis(),
                        kind.speaks ? wave(report).levels() : "");
            } catch (RescueFailed e) {
                out.printf("%4d/%d  FAILED%n", i, times);
                err.println("NOT CONTINUED: " + e.getMessage());
                outcomes.merge(String.valueOf(e.getMessage()), 1, Integer::sum);
            }
            out.flush();
        }
        all.print(out);
        out.printf(
                "%n%s: %d of %d calls continued%s%n",
                kind, continued, times, how.messages().isEmpty() ? ", without a SIP message" : " (" + how + ")");
        outcomes.forEach((outcome, count) -> out.println("not continued, " + count + " times: " + outcome));
        out.println();
        return continued == times;
    }

    /** @throws RescueFailed if no call went on */
    String plot() {
        LiveCallReport report = longest;
        if (report == null) {
            throw new RescueFailed("no call went on that could be drawn");
        }
        return WavePlot.of(report, WIDTH);
    }
}
