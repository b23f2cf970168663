package io.dockerkit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The picture of docs/performance.md: two bars for each row of its table that has a peer, DockerKit's and the peer's. It is
 * drawn from the table, so both have the same figures. Needs only the JDK: {@code dev/bench --chart} starts this file.
 */
public final class Chart {
    private static final Pattern FIGURE =
            Pattern.compile("([0-9.]+) ?(us|ms|MB/s|MiB)", Pattern.CASE_INSENSITIVE);

    private static final int WIDTH = 740;
    private static final int LONGEST_BAR = 510;
    private static final int BAR = 14;
    private static final int ROW = 62;
    private static final int TITLE = 28;

    private record Bars(String metric, String ours, String peers, String peer) {
        static Bars of(List<String> cells) {
            return new Bars(cells.get(0), cells.get(1), cells.get(2), cells.get(3));
        }

        /** A limit that is chosen is no peer that was measured. */
        boolean isMeasured() {
            return !peer.equals("limit")
                    && FIGURE.matcher(ours).matches()
                    && FIGURE.matcher(peers).matches();
        }

        boolean isRate() {
            return ours.endsWith("MB/s");
        }

        double longer() {
            return Math.max(value(ours), value(peers));
        }
    }

    private Chart() {}

    /** Draws the picture of a page beside it. */
    public static void main(String[] args) throws IOException {
        Path page = Path.of(args[0]);
        Files.writeString(page.resolveSibling("performance.svg"), of(Files.readString(page)));
    }

    /** Returns the picture of the table in a page. */
    static String of(String page) {
        List<Bars> all =
                page.lines()
                        .filter(line -> line.startsWith("| "))
                        .skip(1)
                        .map(line -> List.of(line.substring(2).split(" \\| ", -1)))
                        .filter(cells -> cells.size() > 4)
                        .map(Bars::of)
                        .filter(Bars::isMeasured)
                        .toList();
        List<String> drawn = new ArrayList<>();
        int y = 20;
        y =
                group(
                        "Times: shorter is better",
                        all.stream().filter(b -> !b.isRate()).toList(),
                        y,
                        drawn);
        y = group("Rates: longer is better", all.stream().filter(Bars::isRate).toList(), y, drawn);
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="-16 -8 %d %d" role="img" aria-labelledby="title">
                <title id="title">DockerKit and its peers: the figures of the table</title>
                <style>
                .page { fill: #ffffff; }
                text { font: 13px system-ui, sans-serif; fill: #1f2328; }
                .title { font-weight: 600; font-size: 15px; }
                .theirs text { fill: #59636e; }
                .ours rect { fill: #0969da; }
                .theirs rect { fill: #afb8c1; }
                @media (prefers-color-scheme: dark) {
                .page { fill: #0d1117; }
                text { fill: #f0f6fc; }
                .theirs text { fill: #9198a1; }
                .ours rect { fill: #4493f8; }
                .theirs rect { fill: #656c76; }
                }
                </style>
                <rect class="page" x="-16" y="-8" width="100%%" height="100%%"/>
                %s
                </svg>
                """
                .formatted(WIDTH, y, String.join("\n", drawn));
    }

    private static int group(String title, List<Bars> rows, int top, List<String> drawn) {
        drawn.add(text("title", 0, top, title));
        int y = top + TITLE;
        for (Bars row : rows) {
            drawn.add(text("", 0, y, row.metric()));
            // each row has a scale of its own: a call and a copy have no common one
            drawn.add(bar("ours", y + 6, row.ours(), row.longer(), "DockerKit"));
            drawn.add(bar("theirs", y + 8 + BAR, row.peers(), row.longer(), row.peer()));
            y += ROW;
        }
        return y + TITLE;
    }

    private static String bar(String whose, int y, String figure, double longest, String name) {
        int length = Math.max(1, (int) Math.round(value(figure) / longest * LONGEST_BAR));
        String words = text("", length + 8, y + BAR - 3, figure + " " + name);
        return "<g class=\"%s\"><rect y=\"%d\" width=\"%d\" height=\"%d\" rx=\"2\"/>%s</g>"
                .formatted(whose, y, length, BAR, words);
    }

    private static String text(String style, int x, int y, String words) {
        String escaped = words.replace("&", "&amp;").replace("<", "&lt;");
        String styled = style.isEmpty() ? "" : " class=\"" + style + "\"";
        return "<text x=\"%d\" y=\"%d\"%s>%s</text>".formatted(x, y, styled, escaped);
    }

    /** Returns a time in microseconds, or a rate as it is. */
    private static double value(String figure) {
        Matcher parts = FIGURE.matcher(figure);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no figure: " + figure);
        }
        double number = Double.parseDouble(parts.group(1));
        return parts.group(2).toLowerCase(Locale.ROOT).equals("ms") ? number * 1000 : number;
    }
}
