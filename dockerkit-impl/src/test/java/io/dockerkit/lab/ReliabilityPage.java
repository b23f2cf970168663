package io.dockerkit.lab;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** docs/reliability.md: what the fault tests counted and what a soak measured, with the figures as they came out. */
final class ReliabilityPage {
    private final Path tallies;
    private final String engineVersion;

    ReliabilityPage(Path tallies, String engineVersion) {
        this.tallies = tallies;
        this.engineVersion = engineVersion;
    }

    String text(List<Soak.Sample> samples, int wrong) throws IOException {
        return Files.readString(Path.of("dev", "lib", "reliability.md"))
                .replace("@MACHINE@", machine())
                .replace("@EVERY_BYTE@", table("every-byte.tsv"))
                .replace("@FAULTS@", table("faults.tsv"))
                .replace("@KILLED@", table("killed-engine.tsv"))
                .replace("@INTERRUPTS@", interrupts())
                .replace("@SOAK@", soak(samples))
                .replace("@WRONG@", String.valueOf(wrong));
    }

    private String machine() {
        long memory =
                ((com.sun.management.OperatingSystemMXBean)
                                ManagementFactory.getOperatingSystemMXBean())
                        .getTotalMemorySize();
        return String.format(
                Locale.ROOT,
                "%s, JDK %s, %d cores, %d GB of memory, Docker Engine %s",
                LocalDate.now(ZoneOffset.UTC),
                Runtime.version().feature(),
                Runtime.getRuntime().availableProcessors(),
                Math.round(memory / 1e9),
                engineVersion);
    }

    private List<String[]> rows(String file) throws IOException {
        Path path = tallies.resolve(file);
        if (!Files.exists(path)) {
            throw new IOException(path + " is not there: run dev/test --endurance first");
        }
        return Files.readAllLines(path).stream().map(line -> line.split("\t")).toList();
    }

    /** One line for each call and fault, with the outcomes and their counts. */
    private String table(String file) throws IOException {
        Map<String, List<String>> outcomes = new TreeMap<>();
        Map<String, Integer> totals = new TreeMap<>();
        int sum = 0;
        for (String[] row : rows(file)) {
            String key = name(row[0]) + " | " + name(row[1]);
            int count = Integer.parseInt(row[3]);
            outcomes.computeIfAbsent(key, k -> new ArrayList<>()).add(row[2] + " " + count);
            totals.merge(key, count, Integer::sum);
            sum += count;
        }
        return "| call | fault | times | outcome |\n|---|---|---:|---|\n"
                + outcomes.entrySet().stream()
                        .map(
                                e ->
                                        "| "
                                                + e.getKey()
                                                + " | "
                                                + totals.get(e.getKey())
                                                + " | "
                                                + String.join(", ", e.getValue())
                                                + " |\n")
                        .collect(Collectors.joining())
                + "\n"
                + sum
                + " in all.";
    }

    private String interrupts() throws IOException {
        return rows("interrupts.tsv").stream()
                .map(row -> name(row[0]) + " " + row[1])
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String name(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String soak(List<Soak.Sample> samples) {
        return "```\n"
                + Soak.Sample.header()
                + "\n"
                + samples.stream().map(s -> s + "\n").collect(Collectors.joining())
                + "```";
    }
}
