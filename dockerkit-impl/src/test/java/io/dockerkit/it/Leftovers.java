package io.dockerkit.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The sockets and the library's threads that a test adds to those of the same JVM before it. Other test classes run earlier
 * in this JVM, and the connection to a watchdog of theirs lives as long as the JVM.
 */
final class Leftovers {
    private final long sockets = countSockets();
    private final Set<Thread> threads = ownThreads();

    private Leftovers() {}

    /** Remembers what exists now. */
    static Leftovers sinceNow() {
        return new Leftovers();
    }

    private static long countSockets() {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(Leftovers::isSocket).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException closed) {
            return false;
        }
    }

    /** The library's threads, except the one that all deadlines of a JVM share. */
    private static Set<Thread> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(
                        thread ->
                                thread.getName().startsWith("dockerkit-")
                                        && !thread.getName().equals("dockerkit-deadline"))
                .collect(Collectors.toSet());
    }

    /** Returns how many more sockets are open; negative if there are fewer. */
    long sockets() {
        return countSockets() - sockets;
    }

    /** Returns the new threads. */
    Set<Thread> threads() {
        Set<Thread> added = ownThreads();
        added.removeAll(threads);
        return added;
    }
}
