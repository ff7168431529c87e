// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.livecall;

import dev.janusclient.testkit.HeardPacket;
import java.util.List;
import java.util.Locale;

/** What a telephone heard around the change of the process, as an SVG: a bar for each packet at the time it came, and the gap. */
final class WavePlot {
    private static final double PIXELS_PER_MILLI = 0.8;
    private static final int HEIGHT = 160;
    private static final int BASE = 120;
    private static final int MARGIN = 20;

    private static final double PACKET_MILLIS = 20;
    private static final double NANOS_PER_MILLI = 1e6;

    private final StringBuilder svg = new StringBuilder();
    private final long begin;

    private WavePlot(long begin) {
        this.begin = begin;
    }

    /** @param width how many packets are drawn before the change, and after it */
    static String of(LiveCallReport report, int width) {
        List<HeardPacket> shown = report.around(width);
        WavePlot plot = new WavePlot(shown.get(0).nanos());
        double end = plot.x(shown.get(shown.size() - 1).nanos()) + PACKET_MILLIS * PIXELS_PER_MILLI + MARGIN;
        plot.add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n",
                end, HEIGHT);
        plot.gap(report.lastOfA(), report.firstOfB(), report.gapAtFarEnd());
        shown.forEach(plot::bar);
        plot.add(
                "<text x=\"%d\" y=\"%d\">%s, a bar for each packet: process A blue, process B green</text>%n</svg>%n",
                MARGIN, HEIGHT - MARGIN / 2, report.kind());
        return plot.svg.toString();
    }

    private double x(long nanos) {
        return MARGIN + (nanos - begin) / NANOS_PER_MILLI * PIXELS_PER_MILLI;
    }

    private void gap(long from, long to, double millis) {
        add(
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#fdd\"/>%n<text x=\"%.1f\" y=\"%d\">%.0f ms</text>%n",
                x(from), MARGIN, x(to) - x(from), BASE - MARGIN, x(from), MARGIN - 5, millis);
    }

    private void bar(HeardPacket packet) {
        double height = Math.max(1, Math.min(1, packet.level() / Wave.LOUDEST) * (BASE - MARGIN));
        add(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
                x(packet.nanos()), BASE - height, PACKET_MILLIS * PIXELS_PER_MILLI / 2, height, colour(packet));
    }

    private static String colour(HeardPacket packet) {
        return switch (Wave.owner(packet)) {
            case 'A' -> "#47c";
            case 'B' -> "#3a5";
            default -> "#999";
        };
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
