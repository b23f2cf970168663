package io.dockerkit.bench;

import io.dockerkit.Containers;
import io.dockerkit.Subscription;
import io.dockerkit.container.Container;
import io.dockerkit.container.LogLine;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** What flows: logs, and input without end. */
final class Streams {
    private static final int FOLLOWED = 500;

    private Streams() {}

    static void run(Table table) throws Exception {
        try {
            logs(table);
            followed(table);
            stdin(table);
        } finally {
            Peers.removeAll();
        }
    }

    private static void logs(Table table) throws Exception {
        Container container =
                Containers.run("ubuntu")
                        .label(Peers.LABEL, Peers.SESSION)
                        .command("sh", "-c", "yes " + "x".repeat(99) + " | head -c 185000000")
                        .detached()
                        .start();
        container.awaitExit();
        String line = "GET /containers/" + container.id() + "/logs?stdout=1&stderr=1";
        double[] ms =
                Table.medians(
                        5,
                        () -> {
                            try (InputStream in = container.logs().open()) {
                                in.transferTo(OutputStream.nullOutputStream());
                            }
                        },
                        () -> {
                            try (Bare bare = new Bare()) {
                                bare.exchange(line, null, 0, OutputStream.nullOutputStream());
                            }
                        });
        table.rates("185 MB of logs", 185_000 / ms[0], 185_000 / ms[1], "bare socket", 0.95);
    }

    /** Follows the logs of one container many times over, and prints how many threads of the system that cost. */
    static final class Followed {
        public static void main(String[] args) throws Exception {
            Container container = Containers.get(args[0]);
            try (Stream<LogLine> one = container.logs().follow().lines()) {
                one.iterator().next();
            }
            int before = threads();
            List<AutoCloseable> open = new ArrayList<>();
            if (args[1].equals("pushed")) {
                for (int i = 0; i < FOLLOWED; i++) {
                    Subscription lines = container.logs().follow().subscribe(line -> {});
                    open.add(lines);
                }
                Thread.sleep(2000);
            } else {
                for (int i = 0; i < FOLLOWED; i++) {
                    Stream<LogLine> lines = container.logs().follow().lines();
                    Iterator<LogLine> iterator = lines.iterator();
                    iterator.next();
                    open.add(lines);
                }
            }
            System.out.println(threads() - before);
            for (AutoCloseable each : open) {
                each.close();
            }
        }

        /** Platform threads; those that the JVM has for itself, to compile for instance, do not count. */
        private static int threads() {
            return ManagementFactory.getThreadMXBean().getThreadCount();
        }
    }

    private static void followed(Table table) throws Exception {
        Container container =
                Containers.run("busybox")
                        .label(Peers.LABEL, Peers.SESSION)
                        .command("sh", "-c", "echo up; sleep 3600")
                        .detached()
                        .start();
        Path newest = newestJava();
        if (newest == null) {
            throw new IllegalStateException(
                    "virtual threads need a JDK of 21 or newer in /usr/lib/jvm");
        }
        String more = Peers.java(newest, List.of(), Followed.class, container.id(), "pushed");
        table.limit(
                "threads for 500 pushed logs, JDK " + version(newest),
                Double.parseDouble(more),
                "",
                20);
        String pulled =
                Peers.java(Peers.ownHome(), List.of(), Followed.class, container.id(), "pulled");
        table.limit(
                "threads for 500 pulled logs, JDK " + Runtime.version().feature(),
                Double.parseDouble(pulled),
                "",
                0);
        container.remove(options -> options.force());
    }

    private static Path newestJava() throws Exception {
        if (Runtime.version().feature() >= 21) {
            return Peers.ownHome();
        }
        Path newest = null;
        try (Stream<Path> homes = Files.list(Path.of("/usr/lib/jvm"))) {
            for (Path home :
                    homes.filter(h -> Files.isExecutable(h.resolve("bin/javac"))).toList()) {
                if (version(home) >= 21 && (newest == null || version(home) > version(newest))) {
                    newest = home;
                }
            }
        }
        return newest;
    }

    private static int version(Path home) throws Exception {
        for (String line : Files.readAllLines(home.resolve("release"))) {
            if (line.startsWith("JAVA_VERSION=")) {
                return Integer.parseInt(line.replaceAll("[^0-9.]", "").replaceFirst("\\..*", ""));
            }
        }
        return 0;
    }

    /** Sends a gibibyte through cat and prints the most heap in use, in MiB. */
    static final class Gibibyte {
        public static void main(String[] args) {
            HeapPeak heap = new HeapPeak();
            Containers.run("ubuntu")
                    .label(Peers.LABEL, args[0])
                    .rm()
                    .logDriver("none")
                    .stdin(new Zeros(1L << 30))
                    .stdoutTo(OutputStream.nullOutputStream())
                    .command("cat")
                    .execute()
                    .requireSuccess();
            System.out.println(heap.mebibytes());
        }
    }

    /** So many zeros. */
    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(left, length);
            java.util.Arrays.fill(into, offset, offset + count, (byte) 0);
            left -= count;
            return count;
        }
    }

    private static void stdin(Table table) throws Exception {
        String peak =
                Peers.java(Peers.ownHome(), List.of("-Xmx64m"), Gibibyte.class, Peers.SESSION);
        table.limit("heap for 1 GiB through stdin", Double.parseDouble(peak), "MiB", 64);
    }
}
