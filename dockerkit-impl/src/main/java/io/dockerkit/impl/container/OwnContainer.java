package io.dockerkit.impl.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the system's files say about where this program runs: in a container, in which, and behind which gateway.
 * Thread-safe; the files are read at each call.
 */
final class OwnContainer {
    /** Engines mount three files of the container's own directory, whose name is the container's id. */
    private static final Pattern OWN_FILE =
            Pattern.compile(
                    "containers/([0-9a-f]{64})/(?:userdata/)?(hostname|hosts|resolv\\.conf)$");

    private static final Pattern CGROUP = Pattern.compile("[/-]([0-9a-f]{64})(?:\\.scope)?$");
    private static final int ROOT = 3;
    private static final int MOUNT_POINT = 4;

    private final Path root;

    /**
     * Makes it for a file system.
     *
     * @param root its root, {@code /} but in tests
     */
    OwnContainer(Path root) {
        this.root = root;
    }

    /** Returns whether this program runs in a container: docker and podman leave a file there. */
    boolean inContainer() {
        return Files.exists(root.resolve(".dockerenv"))
                || Files.exists(root.resolve("run/.containerenv"));
    }

    /** Returns what may be the id of this program's container, the most likely first. */
    Set<String> ids() {
        Set<String> ids = new LinkedHashSet<>();
        for (String[] mount : mounts()) {
            Matcher own = OWN_FILE.matcher(mount[ROOT]);
            if (own.find() && mount[MOUNT_POINT].equals("/etc/" + own.group(2))) {
                ids.add(own.group(1));
            }
        }
        for (String line : lines("proc/self/cgroup")) {
            Matcher own = CGROUP.matcher(line);
            if (own.find()) {
                ids.add(own.group(1));
            }
        }
        // by default, the host name is the short id
        lines("etc/hostname").stream()
                .filter(name -> name.matches("[0-9a-f]{12}"))
                .forEach(ids::add);
        return ids;
    }

    /** Returns whether a file is mounted by itself, as an engine's socket that a container was given is. */
    boolean isMounted(String file) {
        return mounts().stream().anyMatch(mount -> mount[MOUNT_POINT].equals(file));
    }

    /** Returns the IPv4 address of the gateway of the default route. */
    Optional<String> gateway() {
        return lines("proc/net/route").stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(route -> route.length > 7 && route[1].equals("00000000"))
                .filter(route -> route[7].equals("00000000") && !route[2].equals("00000000"))
                .findFirst()
                .map(route -> address(Long.parseLong(route[2], 16)));
    }

    /** As the kernel writes it, the first part last. */
    private static String address(long word) {
        return (word & 0xff)
                + "."
                + (word >> 8 & 0xff)
                + "."
                + (word >> 16 & 0xff)
                + "."
                + (word >> 24 & 0xff);
    }

    private List<String[]> mounts() {
        return lines("proc/self/mountinfo").stream()
                .map(line -> line.split(" "))
                .filter(mount -> mount.length > MOUNT_POINT)
                .toList();
    }

    private List<String> lines(String file) {
        try (Stream<String> lines = Files.lines(root.resolve(file))) {
            return lines.toList();
        } catch (IOException | UncheckedIOException none) {
            return List.of();
        }
    }
}
