package io.dockerkit.impl.scope;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command that runs a {@link Watchdog} as a program of its own.
 *
 * <p>It keeps nothing of this program open: its output goes to this program only, the JDK gives it no other descriptors, its
 * directory is the root, and with {@code setsid} it has a session of its own, so that ctrl-C at the terminal does not reach
 * it. Stateless and thread-safe.
 */
final class WatchdogCommand {
    /** For little memory and a quick start; its peak performance does not matter. */
    private static final List<String> FRUGAL =
            List.of(
                    "-XX:+IgnoreUnrecognizedVMOptions",
                    "-Xshare:auto",
                    "-Xmx32m",
                    "-Xss512k",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:ReservedCodeCacheSize=8m",
                    "-XX:-UsePerfData",
                    "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider");

    /** These are meant for this program only: agents, debuggers, heap sizes. */
    private static final List<String> NOT_INHERITED =
            List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS");

    private WatchdogCommand() {}

    /**
     * Starts the program.
     *
     * @param java the {@code java} to run
     * @param beforeWarmUp how long the watchdog waits before it asks an engine for the first time
     */
    static Process start(Path java, Duration beforeWarmUp) throws NoWatchdogException {
        List<String> command = new ArrayList<>(ownSession());
        command.add(java.toString());
        command.addAll(FRUGAL);
        command.add(Watchdog.class.getName());
        command.add(OwnerLabels.THIS_PROGRAM);
        if (!beforeWarmUp.equals(Watchdog.BEFORE_WARM_UP)) {
            command.add(String.valueOf(beforeWarmUp.toMillis()));
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        NOT_INHERITED.forEach(builder.environment()::remove);
        // not by -cp, which would make the line in a list of processes unreadable
        builder.environment().put("CLASSPATH", WatchdogClassPath.find());
        File root = new File("/");
        if (root.isDirectory()) {
            builder.directory(root);
        }
        builder.redirectErrorStream(true);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new NoWatchdogException("cannot run " + java + ": " + e.getMessage(), e);
        }
    }

    /** Returns the {@code java} of a JDK. */
    static Path java(@Nullable String home) throws NoWatchdogException {
        if (home == null) {
            throw new NoWatchdogException(
                    "the system property java.home is not set, as in a native image: there is no java to run",
                    null);
        }
        Path bin = Path.of(home, "bin");
        for (String name : List.of("java", "java.exe")) {
            if (Files.isExecutable(bin.resolve(name))) {
                return bin.resolve(name);
            }
        }
        throw new NoWatchdogException("there is no java in " + bin, null);
    }

    private static List<String> ownSession() {
        for (String directory : List.of("/usr/bin", "/bin")) {
            Path setsid = Path.of(directory, "setsid");
            if (Files.isExecutable(setsid)) {
                return List.of(setsid.toString());
            }
        }
        return List.of();
    }
}
