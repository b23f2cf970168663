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
        groups.put("sizes", Sizes::run);
        groups.put("calls", Calls::run);
        groups.put(
                "first",
                table -> {
                    FirstCall.run(table);
                    FirstContainer.run(table);
                });
        groups.put("runs", Runs::run);
        groups.put("tests", Tests::run);
        groups.put("copies", Copies::run);
        groups.put("streams", Streams::run);
        groups.put("archives", Archives::run);
        groups.put("builds", Builds::run);
        groups.put("contexts", Builds::contexts);
        groups.put("swarm", Swarms::run);
        groups.put("compose", Composes::run);
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
            String page = names.isEmpty() ? page(table) : with(table.markdown());
            Files.writeString(Path.of("docs/performance.md"), page);
            Files.writeString(Path.of("docs/performance.svg"), Chart.of(page));
        }
        System.exit(table.isShort() ? 1 : 0);
    }

    /** Returns the page as it is, with other figures in the rows of some groups: its text says of which day they are. */
    private static String with(String rows) throws IOException {
        Map<String, String> table = new LinkedHashMap<>();
        StringBuilder page = new StringBuilder();
        for (String line : Files.readAllLines(Path.of("docs/performance.md"))) {
            if (isRow(line)) {
                table.put(key(line), line);
            } else {
                page.append(line).append('\n');
            }
        }
        rows.lines().forEach(row -> table.put(key(row), row));
        return page + String.join("\n", table.values()) + "\n";
    }

    private static boolean isRow(String line) {
        return line.startsWith("| ") && !line.startsWith("| metric |");
    }

    /** What is measured, and who it is compared with. */
    private static String key(String row) {
        String[] cells = row.split(" \\| ", -1);
        return cells[0] + cells[3];
    }

    private static String page(Table table) throws IOException {
        return """
                # Performance

                Printed by `dev/bench --write` on %s. All figures are medians of one run, in which DockerKit and its peer took
                turns. They compare the two on one machine; other machines have other figures.

                %s

                ![The figures of the table as bars](performance.svg)

                A ratio is DockerKit's figure divided by the peer's: for times smaller is better, for rates (MB/s) larger is
                better. `docker-java` is docker-java 3.7.1 with its zerodep transport. `bare socket` is the same request
                over a unix socket without a client library. `docker buildx build` is buildx 0.29.1 as a plugin of the docker client,
                a process each time. If a row ends in `limit`, the bare socket, which only waits
                for the engine, misses the bar too, or reaches it with less than a tenth to spare.

                The list of 200 containers is such a row. The engine builds the whole list before it sends the first byte, which
                takes most of the time with every client. A client can only save on the rest. DockerKit reads the JSON from
                the socket into one tree; its share is the difference between the two rows of that name. Five containers
                started at once may be another such row: the engine needs most of the time to create and start them, and
                the bare socket does not wait until they are ready.

                A context of 500 MB goes to BuildKit with the times of all its files changed, and to the engine's own builder as an
                archive. A build whose JVM's start is counted loads grpc-java, too; see [buildkit.md](buildkit.md#size-and-start).

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
