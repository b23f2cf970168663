package io.dockerkit.container;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What the kernel says of the ports in a container, where it runs on this program's own machine and its processes may be
 * seen: whether one listens there for more than the container itself. Stateless and thread-safe.
 */
final class Listeners {
    private static final String LISTEN = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;

    /** 127.0.0.1, ::1 and ::ffff:127.0.0.1, in the order of bytes of this machine. */
    private static final List<String> LOOPBACK =
            ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
                    ? List.of(
                            "0100007F",
                            "00000000000000000000000001000000",
                            "0000000000000000FFFF00000100007F")
                    : List.of(
                            "7F000001",
                            "00000000000000000000000000000001",
                            "00000000000000000000FFFF7F000001");

    private Listeners() {}

    /** Returns whether a process in the container surely listens on the port; false where that cannot be known. */
    static boolean on(Port port, ContainerDetails details) {
        Path process = Path.of("/proc", String.valueOf(details.state().pid()));
        try {
            // the same number may be that of another process, where the engine is elsewhere
            return details.state().pid() > 0
                    && Files.readString(process.resolve("cgroup")).contains(details.id())
                    && (isIn(process.resolve("net/tcp"), port)
                            || isIn(process.resolve("net/tcp6"), port));
        } catch (IOException unknown) {
            return false;
        }
    }

    private static boolean isIn(Path table, Port port) throws IOException {
        String ending = String.format(Locale.ROOT, ":%04X", port.number());
        return Files.exists(table)
                && Files.readAllLines(table).stream()
                        .map(line -> line.strip().split("\\s+"))
                        .filter(words -> words.length > STATE && words[STATE].equals(LISTEN))
                        .map(words -> words[LOCAL_ADDRESS])
                        .anyMatch(
                                local ->
                                        local.endsWith(ending)
                                                && LOOPBACK.stream().noneMatch(local::startsWith));
    }
}
