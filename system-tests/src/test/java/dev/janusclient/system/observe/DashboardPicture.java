// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.observe;

import dev.janusclient.system.observe.Prometheus.Point;
import dev.janusclient.system.observe.Prometheus.Series;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The panels of a dashboard as one SVG. */
final class DashboardPicture {
    private static final int COLUMN = 36;
    private static final int ROW = 30;
    private static final int GAP = 10;
    private static final int LEFT = 45;
    private static final int TOP = 34;
    private static final int LINE = 14;
    private static final int MAX_LEGENDS = 6;
    private static final int CHARACTER = 6;
    private static final List<String> COLOURS =
            List.of("#1f77b4", "#d95f02", "#2a9d3a", "#9b59b6", "#c0392b", "#16808a", "#8c564b", "#b8860b");

    private final StringBuilder svg = new StringBuilder();
    private final double seconds;

    /** @param seconds the length of the time axis */
    DashboardPicture(double seconds) {
        this.seconds = seconds;
    }

    void draw(Dashboard.Panel panel, List<Series> all) {
        int width = panel.width() * COLUMN - GAP;
        int height = panel.height() * ROW - GAP;
        int legends = Math.min(all.size(), MAX_LEGENDS);
        int bottom = height - (legends + 2) * LINE;
        double highest = all.stream()
                .flatMap(series -> series.points().stream())
                .mapToDouble(Point::value)
                .max()
                .orElse(0);
        double top = highest > 0 ? highest * 1.1 : 1;
        add("<g transform=\"translate(%d %d)\">", panel.x() * COLUMN, panel.y() * ROW);
        add("<rect width=\"%d\" height=\"%d\" fill=\"#fff\" stroke=\"#ccd\"/>", width, height);
        text(10, 20, "font-weight=\"bold\"", panel.title());
        for (int i = 0; i <= 2; i++) {
            double y = bottom - (bottom - TOP) * i / 2.0;
            add("<path d=\"M%d %.1fH%d\" stroke=\"#dde\"/>", LEFT, y, width - GAP);
            text(LEFT - 5, y + 4, "text-anchor=\"end\"", value(top * i / 2, panel.unit()));
        }
        for (int i = 0; i <= 4; i++) {
            double x = LEFT + (width - GAP - LEFT) * i / 4.0;
            text(x, bottom + LINE, "text-anchor=\"middle\"", Math.round(seconds * i / 4) + " s");
        }
        for (int i = 0; i < all.size(); i++) {
            String colour = COLOURS.get(i % COLOURS.size());
            String line = all.get(i).points().stream()
                    .filter(point -> point.seconds() <= seconds)
                    .map(point -> String.format(
                            Locale.ROOT,
                            "%.1f,%.1f",
                            LEFT + (width - GAP - LEFT) * point.seconds() / seconds,
                            bottom - (bottom - TOP) * point.value() / top))
                    .collect(Collectors.joining(" "));
            add("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>", line, colour);
            if (i < MAX_LEGENDS) {
                int y = bottom + (i + 2) * LINE;
                String name = i == MAX_LEGENDS - 1 && all.size() > MAX_LEGENDS
                        ? "and " + (all.size() - i) + " more"
                        : all.get(i).legend();
                add("<path d=\"M%d %dh14\" stroke=\"%s\" stroke-width=\"3\"/>", LEFT, y - 4, colour);
                text(LEFT + 20, y, "", shortened(name, (width - LEFT - 20) / CHARACTER));
            }
        }
        add("</g>");
    }

    private void text(double x, double y, String attributes, String text) {
        add(
                "<text x=\"%.1f\" y=\"%.1f\" %s>%s</text>",
                x, y, attributes, text.replace("&", "&amp;").replace("<", "&lt;"));
    }

    private static String shortened(String text, int length) {
        return text.length() > length ? text.substring(0, length - 1) + "\u2026" : text;
    }

    private static String value(double value, String unit) {
        String symbol =
                switch (unit) {
                    case "s" -> " s";
                    case "reqps", "cps" -> "/s";
                    default -> "";
                };
        return String.format(Locale.ROOT, value == 0 ? "%.0f%s" : value < 0.1 ? "%.3f%s" : "%.1f%s", value, symbol);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    String of(Dashboard dashboard) {
        int rows = dashboard.panels().stream()
                .mapToInt(panel -> panel.y() + panel.height())
                .max()
                .orElse(0);
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"11\">%n",
                        24 * COLUMN,
                        rows * ROW)
                + svg + "</svg>\n";
    }
}
