package io.dockerkit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs the measurements, all or those that are named, and prints one line for each figure. */
public final class Bench {
    /** One group of measurements. */
    interface Group {
        void run(Table table) throws Exception;
    }

    private Bench() {}

    public static void main(String[] args) throws Exception {
        Map<String, Group> groups = new LinkedHashMap<>();
        groups.put("lines", ParseAndRender::run);
        groups.put("calls", Calls::run);
        groups.put("first", FirstCall::run);
        groups.put("runs", Runs::run);
        groups.put("tests", Tests::run);
        groups.put("copies", Copies::run);
        groups.put("streams", Streams::run);
        List<String> names = new ArrayList<>(List.of(args));
        boolean write = names.remove("--write");
        for (String name : names) {
            if (!groups.containsKey(name)) {
                System.err.println(
                        "no measurement " + name + "; there are: --write, " + groups.keySet());
                System.exit(2);
            }
        }
        Table table = new Table();
        table.header();
        for (Map.Entry<String, Group> group : groups.entrySet()) {
            if (names.isEmpty() || names.contains(group.getKey())) {
                group.getValue().run(table);
            }
        }
        if (write) {
            Files.writeString(Path.of("docs/performance.md"), page(table));
        }
        System.exit(table.isShort() ? 1 : 0);
    }

    private static String page(Table table) throws IOException {
        return """
                # Performance

                Printed by `dev/bench --write` on %s: every figure comes from one run, in which DockerKit and its peer took
                turns; medians. They say how the two compare on one machine, not how fast another one is.

                %s

                A ratio of times is DockerKit's time by the peer's, and smaller is better; a ratio of rates (MB/s) is
                DockerKit's rate by the peer's, and larger is better. `docker-java` is docker-java 3.7.1 over its zerodep
                transport; `bare socket` is the same request over a unix socket with nothing around it. Where a line ends in
                `limit`, the bare socket itself, which does no more than wait for the engine, does not reach the bar, or
                has less than a tenth to spare.

                The list of 200 containers is such a line: the engine gathers and writes the whole list before it sends the
                first byte of it, and that takes most of every client's time, docker-java's too. What a client can save is
                the rest: DockerKit reads the JSON straight off the socket into one tree, and its part is the difference
                between the two lines of that name. Five containers started at once may be another one: the engine takes
                most of that time to create and start them, and the bare socket does not even wait until they are ready.

                | metric | DockerKit | peer | the peer | ratio | bar | |
                |---|---|---|---|---|---|---|
                %s"""
                .formatted(LocalDate.now(ZoneOffset.UTC), machine(), table.markdown());
    }

    private static String machine() throws IOException {
        String kernel =
                System.getProperty("os.name")
                        + " "
                        + System.getProperty("os.version").replaceFirst("^(\\d+\\.\\d+).*", "$1");
        long memory =
                Files.readAllLines(Path.of("/proc/meminfo")).stream()
                        .filter(line -> line.startsWith("MemTotal"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum();
        return String.format(
                Locale.ROOT,
                "Machine: %d processors, %d GiB, %s; engine %s; Java %s.",
                Runtime.getRuntime().availableProcessors(),
                memory >> 20,
                kernel,
                io.dockerkit.Engine.version().version(),
                System.getProperty("java.version"));
    }
}
