package io.dockerkit.lab;

import io.dockerkit.Docker;
import io.dockerkit.DockerException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;

/**
 * Loads one client for a long time, and looks now and then, while the load holds still, whether the heap, the threads or the
 * descriptors of this process grow.
 */
public final class Soak {
    private static final String KEY = "io.dockerkit.soak";
    private static final int THREADS = 32;
    private static final int SAMPLES = 20;
    private static final double MIB = 1024.0 * 1024;

    /** What may be more at the end than at the first sample, after the warm-up: noise of the JVM's own. */
    private static final double HEAP_MAY_GROW_MIB = 2;

    private final ReentrantReadWriteLock still = new ReentrantReadWriteLock(true);
    private final ConcurrentLinkedQueue<Throwable> wrong = new ConcurrentLinkedQueue<>();
    private final List<Sample> samples = new ArrayList<>();
    private final long start = System.nanoTime();
    private volatile boolean over;

    /** What was there at a moment, between calls. */
    record Sample(long seconds, long operations, double heapMib, int threads, long descriptors) {
        static String header() {
            return String.format(
                    Locale.ROOT,
                    "%8s %11s %10s %8s %12s",
                    "seconds",
                    "operations",
                    "heap MiB",
                    "threads",
                    "descriptors");
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%8d %11d %10.1f %8d %12d",
                    seconds,
                    operations,
                    heapMib,
                    threads,
                    descriptors);
        }
    }

    private Soak() {}

    /** Takes the minutes, 10 unless given, and {@code --write}. */
    public static void main(String[] args) throws Exception {
        List<String> words = new ArrayList<>(List.of(args));
        boolean write = words.remove("--write");
        if (words.size() > 1 || !words.stream().allMatch(word -> word.matches("\\d{1,4}"))) {
            System.err.println("usage: dev/soak [--write] [MINUTES]");
            System.exit(2);
        }
        Path tallies = Path.of("dockerkit-impl", "target", "reliability");
        if (write && !Files.isDirectory(tallies)) {
            System.err.println(
                    "no counts of the fault tests in "
                            + tallies
                            + ": run dev/test --endurance first");
            System.exit(2);
        }
        Duration time = Duration.ofMinutes(words.isEmpty() ? 10 : Long.parseLong(words.get(0)));
        Soak soak = new Soak();
        String version = soak.run(time);
        if (write) {
            String page =
                    new ReliabilityPage(tallies, version).text(soak.samples, soak.wrong.size());
            Files.writeString(Path.of("docs", "reliability.md"), page);
        }
        System.exit(soak.isFlat() ? 0 : 1);
    }

    private String run(Duration time) throws Exception {
        String session = UUID.randomUUID().toString().substring(0, 8);
        try (Docker docker = Docker.connect()) {
            List<Thread> workers = new ArrayList<>();
            try (MixedLoad load = new MixedLoad(docker, KEY, session)) {
                for (int i = 0; i < THREADS; i++) {
                    Thread worker = new Thread(() -> work(load), "soak-" + i);
                    worker.start();
                    workers.add(worker);
                }
                System.out.println(Sample.header());
                for (int i = 0; i < SAMPLES; i++) {
                    Thread.sleep(time.toMillis() / SAMPLES);
                    sample(load);
                }
                over = true;
                for (Thread worker : workers) {
                    worker.join();
                }
            }
            int left = docker.containers().query().all().label(KEY, session).list().size();
            if (left > 0) {
                wrong.add(new AssertionError(left + " containers are left"));
            }
            return docker.engine().version().version();
        }
    }

    private void work(MixedLoad load) {
        while (!over) {
            still.readLock().lock();
            try {
                load.once();
            } catch (DockerException | AssertionError failed) {
                wrong.add(failed);
                failed.printStackTrace();
            } finally {
                still.readLock().unlock();
            }
        }
    }

    private void sample(MixedLoad load) throws IOException {
        still.writeLock().lock();
        try {
            System.gc();
            System.gc();
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            int threads = ManagementFactory.getThreadMXBean().getThreadCount();
            long operations = load.counts().values().stream().mapToLong(count -> count.get()).sum();
            try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
                long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
                Sample sample =
                        new Sample(seconds, operations, heap / MIB, threads, descriptors.count());
                samples.add(sample);
                System.out.println(sample);
            }
        } finally {
            still.writeLock().unlock();
        }
    }

    /** Compares the second half with the first, whose first sample is still warm-up. */
    private boolean isFlat() {
        List<Sample> early = samples.subList(1, SAMPLES / 2);
        List<Sample> late = samples.subList(SAMPLES / 2, SAMPLES);
        double heap = least(late) - least(early);
        int threads = threads(late) - threads(early);
        long descriptors = descriptors(late) - descriptors(early);
        System.out.printf(
                Locale.ROOT,
                "growth from the first half to the second: heap %.1f MiB, threads %d, descriptors %d; calls that went wrong: %d%n",
                heap,
                threads,
                descriptors,
                wrong.size());
        return heap <= HEAP_MAY_GROW_MIB && threads <= 0 && descriptors <= 0 && wrong.isEmpty();
    }

    private static double least(List<Sample> some) {
        return some.stream().mapToDouble(Sample::heapMib).min().orElseThrow();
    }

    private static int threads(List<Sample> some) {
        return some.stream().mapToInt(Sample::threads).max().orElseThrow();
    }

    private static long descriptors(List<Sample> some) {
        return some.stream().mapToLong(Sample::descriptors).max().orElseThrow();
    }
}
