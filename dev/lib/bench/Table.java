package io.dockerkit.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The figures: prints each as a line when it comes, and keeps them. */
final class Table {
    /** Something that is timed. */
    interface Action {
        void run() throws Exception;
    }

    private final List<String[]> rows = new ArrayList<>();
    private boolean isShort;

    void header() {
        System.out.println("metric\tdockerkit\tpeer\tpeer-name\tratio\tbar\tok");
    }

    /** Adds times in milliseconds; DockerKit's may be so many times the peer's. */
    void times(String metric, double ours, double peers, String peer, double bar) {
        row(metric, ms(ours), ms(peers), peer, ours / peers, "<= " + bar, ours / peers <= bar);
    }

    /** Adds times in milliseconds that have no bar. */
    void times(String metric, double ours, double peers, String peer) {
        row(metric, ms(ours), ms(peers), peer, ours / peers, "-", "ok");
    }

    /**
     * Adds times in milliseconds, as the other one does, where the bare socket, which no client can beat, was measured, too.
     * Where it does not reach the bar itself, by a tenth of its time, the line says so in place of SHORT.
     */
    void times(String metric, double ours, double peers, String peer, double bar, double bare) {
        times(metric, ours, peers, peer, bar, "the bare socket", bare);
    }

    /** Does the same for something else that no client can do without. */
    void times(
            String metric,
            double ours,
            double peers,
            String peer,
            double bar,
            String least,
            double bare) {
        boolean outOfReach = bare * 1.1 > bar * peers;
        String limit = String.format(Locale.ROOT, "limit: %s has %.2f", least, bare / peers);
        boolean ok = ours / peers <= bar;
        System.err.printf("(%s: %s takes %s)%n", metric, least, ms(bare));
        row(
                metric,
                ms(ours),
                ms(peers),
                peer,
                ours / peers,
                "<= " + bar,
                ok ? "ok" : outOfReach ? limit : "SHORT");
    }

    /** Adds rates in MB/s; DockerKit's is to be at least so many times the peer's. */
    void rates(String metric, double ours, double peers, String peer, double bar) {
        row(metric, rate(ours), rate(peers), peer, ours / peers, ">= " + bar, ours / peers >= bar);
    }

    /** Adds sizes in MB; DockerKit's may be so many times the peer's. */
    void sizes(String metric, double ours, double peers, String peer, double bar) {
        String unit = " MB";
        row(
                metric,
                number(ours) + unit,
                number(peers) + unit,
                peer,
                ours / peers,
                "<= " + bar,
                ours / peers <= bar);
    }

    /** Adds a figure that has a limit of its own. */
    void limit(String metric, double ours, String unit, double limit) {
        String shown = number(ours) + " " + unit;
        row(
                metric,
                shown,
                number(limit) + " " + unit,
                "limit",
                ours / limit,
                "<= " + number(limit),
                ours <= limit);
    }

    private void row(
            String metric,
            String ours,
            String peers,
            String peer,
            double ratio,
            String bar,
            boolean ok) {
        row(metric, ours, peers, peer, ratio, bar, ok ? "ok" : "SHORT");
    }

    private void row(
            String metric,
            String ours,
            String peers,
            String peer,
            double ratio,
            String bar,
            String end) {
        String[] row = {
            metric, ours, peers, peer, Double.isFinite(ratio) ? number(ratio) : "-", bar, end
        };
        isShort |= end.equals("SHORT");
        rows.add(row);
        System.out.println(String.join("\t", row));
    }

    private static String ms(double ms) {
        return ms < 1 ? number(ms * 1000) + " us" : number(ms) + " ms";
    }

    private static String rate(double rate) {
        return number(rate) + " MB/s";
    }

    private static String number(double value) {
        return value >= 100 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }

    boolean isShort() {
        return isShort;
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append("| ").append(String.join(" | ", row)).append(" |\n"));
        return text.toString();
    }

    /** Takes turns, and returns the median of each one's times in milliseconds. */
    static double[] medians(int rounds, Action... actions) throws Exception {
        return medians(rounds, actions, () -> {});
    }

    /** Does the same, and something that is not timed after each. */
    static double[] medians(int rounds, Action[] actions, Action after) throws Exception {
        double[][] times = new double[actions.length][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < actions.length; i++) {
                // who comes first alternates
                int which = round % 2 == 0 ? i : actions.length - 1 - i;
                long start = System.nanoTime();
                actions[which].run();
                times[which][round] = (System.nanoTime() - start) / 1e6;
                after.run();
            }
        }
        return Arrays.stream(times).mapToDouble(Table::median).toArray();
    }

    /** Returns the median, and sorts the values for it. */
    static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
