package io.dockerkit;

import java.security.CodeSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Has a stack trace begin with the method of DockerKit that the program called: what DockerKit did below it tells the program
 * nothing. Stateless and thread-safe.
 */
final class CallerTrace {
    /** The system property that has stack traces keep all their frames. */
    static final String FULL = "dockerkit.fullStackTraces";

    private static final Set<String> API =
            Set.of(
                    "io.dockerkit",
                    "io.dockerkit.cli",
                    "io.dockerkit.container",
                    "io.dockerkit.container.flags",
                    "io.dockerkit.container.run",
                    "io.dockerkit.engine",
                    "io.dockerkit.image",
                    "io.dockerkit.network",
                    "io.dockerkit.spi",
                    "io.dockerkit.swarm",
                    "io.dockerkit.volume");

    /** The implementation's packages, each with a class that is beside the others of it. */
    private static final Map<String, String> IMPLEMENTATION =
            Map.of(
                    "io.dockerkit.impl", "io.dockerkit.impl.EngineProvider",
                    "io.dockerkit.buildkit", "io.dockerkit.buildkit.BuildkitBuilder",
                    "io.dockerkit.compose", "io.dockerkit.compose.Compose");

    /** Whether a class is DockerKit's, by its name: only names in its packages, so it does not grow. */
    private static final Map<String, Boolean> KNOWN = new ConcurrentHashMap<>();

    private CallerTrace() {}

    /** Shortens the trace of a new exception; one that shows no caller of DockerKit is left as it is. */
    static void shorten(Throwable exception) {
        if (Boolean.getBoolean(FULL)) {
            return;
        }
        StackTraceElement[] frames = exception.getStackTrace();
        int called = called(frames);
        if (called > 0) {
            exception.setStackTrace(Arrays.copyOfRange(frames, called, frames.length));
        }
    }

    /** Returns the index of the last frame of DockerKit before its caller's; 0 where there is none. */
    private static int called(StackTraceElement[] frames) {
        int called = 0;
        for (int i = 0; i < frames.length; i++) {
            String type = frames[i].getClassName();
            if (isDockerKit(type)) {
                called = i;
            } else if (!isJdk(type)) {
                return called;
            }
        }
        // a thread of DockerKit's own, or of the JDK's: nobody called
        return 0;
    }

    private static boolean isJdk(String type) {
        return type.startsWith("java.")
                || type.startsWith("jdk.")
                || type.startsWith("javax.")
                || type.startsWith("sun.");
    }

    private static boolean isDockerKit(String type) {
        return type.startsWith("io.dockerkit.")
                && KNOWN.computeIfAbsent(type, CallerTrace::isDockerKitsOwn);
    }

    /** By package and by where the class is from: DockerKit's tests are in its packages. */
    private static boolean isDockerKitsOwn(String type) {
        String room = type.substring(0, type.lastIndexOf('.'));
        if (API.contains(room)) {
            return isBeside(type, DockerException.class.getName());
        }
        return IMPLEMENTATION.entrySet().stream()
                .anyMatch(
                        module ->
                                (room + ".").startsWith(module.getKey() + ".")
                                        && isBeside(type, module.getValue()));
    }

    /** Returns whether two classes are from the same jar or directory; true where that is not to be found out. */
    private static boolean isBeside(String type, String other) {
        CodeSource from = source(type);
        CodeSource own = source(other);
        return from == null
                || own == null
                || from.getLocation() == null
                || String.valueOf(from.getLocation()).equals(String.valueOf(own.getLocation()));
    }

    private static @Nullable CodeSource source(String type) {
        try {
            return Class.forName(type, false, CallerTrace.class.getClassLoader())
                    .getProtectionDomain()
                    .getCodeSource();
        } catch (ClassNotFoundException | LinkageError | SecurityException hidden) {
            return null;
        }
    }
}
