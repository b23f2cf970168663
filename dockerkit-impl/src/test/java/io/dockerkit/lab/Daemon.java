package io.dockerkit.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A daemon of a test's own, started as root: directly, or by sudo where that asks for no password. */
final class Daemon {
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
    private static final String PATH = "/usr/local/sbin:/usr/sbin:/sbin";

    private final Process process;
    private final Path log;
    private final long pid;

    private Daemon(Process process, Path log, long pid) {
        this.process = process;
        this.log = log;
        this.pid = pid;
    }

    /** Starts it; what it says goes to {@code directory/name.log}. */
    static Daemon start(Path directory, List<String> command) {
        String name = command.get(0);
        Path log = directory.resolve(name + ".log");
        Path pidFile = directory.resolve(name + ".started");
        List<String> words =
                new ArrayList<>(List.of("sh", "-c", "echo $$ >\"$1\"; shift; exec \"$@\"", "sh"));
        words.add(pidFile.toString());
        words.addAll(command);
        try {
            Files.deleteIfExists(pidFile);
            Files.createFile(pidFile);
            Process process =
                    asRoot(words)
                            .directory(directory.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                            .start();
            if (!within(process, 10_000, () -> !text(pidFile).isBlank())) {
                throw new AssertionError("cannot start " + name + " as root: " + end(log));
            }
            return new Daemon(process, log, Long.parseLong(text(pidFile).trim()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    /** Fails with a clear message if there is no such command. */
    static void require(String command) {
        String path = System.getenv().getOrDefault("PATH", "") + ":" + PATH;
        if (Arrays.stream(path.split(":"))
                .noneMatch(d -> Files.isExecutable(Path.of(d, command)))) {
            throw new AssertionError(
                    "this test starts an engine of its own and needs the command "
                            + command
                            + ", which is not in "
                            + path
                            + "; dev/engine up installs it where no engine runs, or install docker.io");
        }
    }

    long pid() {
        return pid;
    }

    /** Waits until {@code done} or this daemon's end; false at its end or after the time. */
    boolean within(long millis, BooleanSupplier done) {
        return within(process, millis, done);
    }

    private static boolean within(Process process, long millis, BooleanSupplier done) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            while (!done.getAsBoolean()) {
                if (System.nanoTime() > end || process.waitFor(20, TimeUnit.MILLISECONDS)) {
                    return done.getAsBoolean();
                }
            }
            return true;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while waiting for a daemon", e);
        }
    }

    /** The end of what it said. */
    String log() {
        return end(log);
    }

    private static String end(Path log) {
        String all = text(log);
        return all.substring(Math.max(0, all.length() - 4000));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return "";
        }
    }

    void signal(String name) {
        signal(name, pid);
    }

    /** Sends SIGSTOP, and returns when each of its threads has stopped: on a busy machine that takes a while. */
    void suspend() {
        signal("STOP");
        if (!within(10_000, this::isSuspended)) {
            throw new AssertionError("process " + pid + " does not stop");
        }
    }

    private boolean isSuspended() {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
            return threads.map(thread -> text(thread.resolve("stat")))
                    .allMatch(stat -> stat.isEmpty() || state(stat).equals("T"));
        } catch (IOException ended) {
            return false;
        }
    }

    /** The command's name before it may hold anything. */
    private static String state(String stat) {
        int end = stat.lastIndexOf(')');
        return stat.substring(end + 2, end + 3);
    }

    /** Asks it to end, and makes it end after that time. */
    void end(long millis) {
        signal("CONT");
        signal("TERM");
        if (!ends(pid, millis)) {
            kill();
        }
    }

    /** {@code kill -9}; returns when it is gone. */
    void kill() {
        kill(pid);
    }

    static void kill(long pid) {
        signal("KILL", pid);
        if (!ends(pid, 10_000)) {
            throw new AssertionError("process " + pid + " does not end");
        }
    }

    private static void signal(String name, long pid) {
        if (!hasEnded(pid)) {
            runAsRoot("sh", "-c", "kill -s \"$1\" \"$2\"", "sh", name, Long.toString(pid));
        }
    }

    private static boolean ends(long pid, long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!hasEnded(pid)) {
            if (System.nanoTime() > end) {
                return false;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
        return true;
    }

    /** A zombie that its parent has not yet buried has ended too. */
    static boolean hasEnded(long pid) {
        String stat = text(Path.of("/proc/" + pid + "/stat"));
        return stat.isEmpty() || state(stat).equals("Z");
    }

    /** Runs it to its end and returns what it printed; what it makes of errors is left to it. */
    static String runAsRoot(String... command) {
        try {
            Process process = asRoot(List.of(command)).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command[0], e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while running " + command[0], e);
        }
    }

    private static ProcessBuilder asRoot(List<String> command) {
        List<String> words = new ArrayList<>();
        if (!ROOT) {
            words.addAll(List.of("sudo", "-n"));
        }
        words.addAll(
                List.of("env", "PATH=" + System.getenv().getOrDefault("PATH", "") + ":" + PATH));
        words.addAll(command);
        return new ProcessBuilder(words);
    }
}
