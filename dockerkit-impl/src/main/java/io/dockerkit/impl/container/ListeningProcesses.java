package io.dockerkit.impl.container;

import io.dockerkit.ConflictException.Holder;
import io.dockerkit.impl.rest.TakenPort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The processes of this machine that listen on a port, by Linux's {@code /proc}; none where there is no such directory, and
 * none of those that this user may not look into. Stateless and thread-safe.
 */
final class ListeningProcesses {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";
    private static final String BOUND = "07";

    private ListeningProcesses() {}

    static List<Holder> on(TakenPort port) {
        Set<String> sockets = new HashSet<>();
        if (!port.protocol().equals("udp")) {
            addSockets("tcp", LISTENING, port.number(), sockets);
            addSockets("tcp6", LISTENING, port.number(), sockets);
        }
        if (!port.protocol().equals("tcp")) {
            addSockets("udp", BOUND, port.number(), sockets);
            addSockets("udp6", BOUND, port.number(), sockets);
        }
        return sockets.isEmpty() ? List.of() : owners(sockets);
    }

    /** A line is: number, local address:port, remote address:port, state, queues, timer, retransmissions, uid, time-out, inode. */
    private static void addSockets(String table, String state, int port, Set<String> sockets) {
        String end = String.format(Locale.ROOT, ":%04X", port);
        try {
            for (String line :
                    Files.readAllLines(
                            PROC.resolve("net").resolve(table), StandardCharsets.US_ASCII)) {
                String[] fields = line.strip().split("\\s+", -1);
                if (fields.length > 9 && fields[1].endsWith(end) && fields[3].equals(state)) {
                    sockets.add("socket:[" + fields[9] + "]");
                }
            }
        } catch (IOException none) {
            // no such table on this system
        }
    }

    private static List<Holder> owners(Set<String> sockets) {
        List<Holder> owners = new ArrayList<>();
        for (Path process : entries(PROC, "[0-9]*")) {
            boolean owns =
                    entries(process.resolve("fd"), "*").stream()
                            .anyMatch(file -> sockets.contains(target(file)));
            if (owns) {
                owners.add(
                        new Holder("process", process.getFileName().toString(), command(process)));
            }
        }
        return List.copyOf(owners);
    }

    /** Processes end and files close while they are looked at: what is there at the moment counts. */
    private static List<Path> entries(Path directory, String glob) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, glob)) {
            found.forEach(entries::add);
        } catch (IOException | DirectoryIteratorException goneOrNotAllowed) {
            return entries;
        }
        return entries;
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException gone) {
            return "";
        }
    }

    private static String command(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip();
        } catch (IOException gone) {
            return "(ended)";
        }
    }
}
