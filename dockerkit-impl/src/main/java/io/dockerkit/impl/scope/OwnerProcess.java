package io.dockerkit.impl.scope;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * A process that owns scopes, named so that no other can be taken for it. Known on Linux alone; elsewhere what a killed
 * watchdog left is not swept. Immutable and thread-safe.
 *
 * @param host stands for the running system, from its boot to its end, its name (two copies of one virtual machine may have
 *     booted as one), and the namespaces of pids, users and time within it: pids and starts mean the same only there. A machine
 *     after a reboot is another host, as is each container
 * @param user the effective user id
 * @param pid the process id within the host
 * @param start when the process started, in clock ticks since the boot, as field 22 of {@code /proc/PID/stat} has it: a
 *     process that got the same pid later has another
 */
record OwnerProcess(String host, String user, long pid, long start) {
    private static final Path PROC = Path.of("/proc");

    /** Returns this process; empty where the system does not tell all about it, or hides the processes of others. */
    static Optional<OwnerProcess> ofThisProgram() {
        long pid = ProcessHandle.current().pid();
        try {
            // in a namespace of pids whose own /proc is not mounted, the numbers there are others
            if (!Files.readSymbolicLink(PROC.resolve("self")).toString().equals(String.valueOf(pid))) {
                return Optional.empty();
            }
            boolean hidden =
                    Files.readAllLines(PROC.resolve("self/mountinfo")).stream()
                            .anyMatch(
                                    line ->
                                            line.contains(" /proc ")
                                                    && line.contains("hidepid=")
                                                    && !line.contains("hidepid=0"));
            if (hidden) {
                return Optional.empty();
            }
            String boot = Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
            String name = Files.readString(PROC.resolve("sys/kernel/hostname")).strip();
            String host =
                    String.join(
                            "\n",
                            boot,
                            name,
                            namespace("pid"),
                            namespace("user"),
                            Files.exists(PROC.resolve("self/ns/time")) ? namespace("time") : "");
            return Optional.of(new OwnerProcess(sha256(host), effectiveUser(), pid, startOf(pid)));
        } catch (IOException | RuntimeException unknown) {
            return Optional.empty();
        }
    }

    /** Returns {@code pid:[4026531836]} for instance; the number is the namespace's own as long as it exists. */
    private static String namespace(String kind) throws IOException {
        return Files.readSymbolicLink(PROC.resolve("self/ns").resolve(kind)).toString();
    }

    private static String effectiveUser() throws IOException {
        for (String line : Files.readAllLines(PROC.resolve("self/status"))) {
            if (line.startsWith("Uid:")) {
                return line.split("\\s+", -1)[2];
            }
        }
        throw new IOException("no Uid in /proc/self/status");
    }

    /** The name of the program, in brackets, may hold spaces and brackets: fields are counted from its end. */
    private static long startOf(long pid) throws IOException {
        Path stat = PROC.resolve(String.valueOf(pid)).resolve("stat");
        String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
        return Long.parseLong(text.substring(text.lastIndexOf(')') + 2).split(" ", -1)[19]);
    }

    /** Returns whether it is a process of the same user on the same host, so that this process can tell whether it lives. */
    boolean isNeighbourOf(OwnerProcess other) {
        return host.equals(other.host) && user.equals(other.user);
    }

    /** Returns whether a neighbour is known to have ended; false where that is not certain. */
    boolean hasEnded() {
        try {
            return startOf(pid) != start;
        } catch (NoSuchFileException none) {
            return true;
        } catch (IOException | RuntimeException unclear) {
            return false;
        }
    }

    private static String sha256(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return String.format("%064x", new BigInteger(1, digest)).substring(0, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
