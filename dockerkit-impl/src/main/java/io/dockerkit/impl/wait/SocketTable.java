package io.dockerkit.impl.wait;

import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.Port;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The kernel's table of a container's TCP sockets, {@code /proc/PID/net/tcp}. It shows whether a process listens on a port
 * for connections from outside of the container, if the container runs on this machine and its processes are visible.
 * Stateless and thread-safe.
 */
final class SocketTable {
    /** Whether a process listens. */
    enum Answer {
        YES,
        NO,
        /** The container runs elsewhere, or its processes are hidden. */
        UNKNOWN
    }

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

    private SocketTable() {}

    static Answer listens(Port port, ContainerDetails details) {
        Path process = Path.of("/proc", String.valueOf(details.state().pid().orElse(0)));
        try {
            // where the engine is elsewhere, another process may have this number
            if (details.state().pid().orElse(0) <= 0
                    || !Files.readString(process.resolve("cgroup")).contains(details.id())) {
                return Answer.UNKNOWN;
            }
            return isIn(process.resolve("net/tcp"), port) || isIn(process.resolve("net/tcp6"), port)
                    ? Answer.YES
                    : Answer.NO;
        } catch (IOException unreadable) {
            return Answer.UNKNOWN;
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
