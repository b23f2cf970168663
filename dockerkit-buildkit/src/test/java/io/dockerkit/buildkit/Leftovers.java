package io.dockerkit.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a build could leave behind on this machine: connections and open files of this process, threads, temporary files.
 *
 * @param descriptors the sockets, pipes and temporary files that were open before
 * @param files the temporary files that were there before
 */
record Leftovers(Set<String> descriptors, Set<String> files) {
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));
    private static final int TRIES = 250;

    /** Looks at what there is before. */
    static Leftovers before() {
        return new Leftovers(openDescriptors(), temporaryFiles());
    }

    /** Waits a little until nothing more is there than before. */
    void assertNothingMore() throws InterruptedException {
        none("threads", Leftovers::threads, Set.of());
        none("descriptors", Leftovers::openDescriptors, descriptors);
        none("temporary files", Leftovers::temporaryFiles, files);
    }

    private static void none(String what, Supplier<Set<String>> now, Set<String> before)
            throws InterruptedException {
        Set<String> more = new TreeSet<>();
        for (int i = 0; i < TRIES; i++) {
            more = now.get();
            more.removeAll(before);
            if (more.isEmpty()) {
                return;
            }
            Thread.sleep(20);
        }
        assertThat(more).as(what).isEmpty();
    }

    /**
     * Returns the threads of DockerKit and of gRPC, except the one thread of this JVM that watches all deadlines: it ends by
     * itself, five seconds after the last deadline.
     */
    static Set<String> threads() {
        Set<String> names = new TreeSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            String name = thread.getName();
            if (name.startsWith("grpc-")
                    || (name.startsWith("dockerkit-") && !name.startsWith("dockerkit-deadline"))) {
                names.add(name);
            }
        }
        return names;
    }

    private static Set<String> openDescriptors() {
        Set<String> open = new TreeSet<>();
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            all.forEach(
                    descriptor -> {
                        try {
                            String target = Files.readSymbolicLink(descriptor).toString();
                            if (target.startsWith("socket:")
                                    || target.startsWith("pipe:")
                                    || target.startsWith(TEMPORARY.toString())) {
                                open.add(target);
                            }
                        } catch (IOException closed) {
                            // meanwhile
                        }
                    });
        } catch (IOException e) {
            throw new AssertionError("/proc cannot be read", e);
        }
        return open;
    }

    private static Set<String> temporaryFiles() {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> all = Files.list(TEMPORARY)) {
            all.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains("dockerkit") || name.endsWith(".part"))
                    .forEach(names::add);
        } catch (IOException e) {
            throw new AssertionError(TEMPORARY + " cannot be read", e);
        }
        return names;
    }

    /** Returns the processes of this machine, those of containers included, whose command line has a text in it. */
    static Set<String> processes(String text) {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            all.filter(process -> process.getFileName().toString().matches("[0-9]+"))
                    .forEach(
                            process -> {
                                try {
                                    String line =
                                            Files.readString(process.resolve("cmdline"))
                                                    .replace('\0', ' ');
                                    if (line.contains(text)) {
                                        found.add(process.getFileName() + " " + line);
                                    }
                                } catch (IOException ended) {
                                    // meanwhile
                                }
                            });
        } catch (IOException e) {
            throw new AssertionError("/proc cannot be read", e);
        }
        return found;
    }

    /** Waits until there is such a process, or none. */
    static void awaitProcess(String text, boolean there) throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            if (processes(text).isEmpty() != there) {
                return;
            }
            Thread.sleep(20);
        }
        assertThat(processes(text)).as("processes of the step").hasSize(there ? 1 : 0);
    }
}
