package io.dockerkit.impl.engine;

import io.dockerkit.engine.EngineVersion;
import io.dockerkit.impl.rest.ApiVersion;
import io.dockerkit.impl.rest.Rest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * DockerKit as a client of an engine. Immutable and thread-safe.
 *
 * @param version its own version
 * @param defaultApiVersion the newest version of the Engine API that it speaks
 * @param apiVersion the one that the connection speaks, if that is known already
 * @param javaVersion that of the JVM
 * @param os the operating system, as the engine names it
 * @param arch the processor architecture, as the engine names it
 * @param context the docker context of the connection
 */
record ClientVersion(
        String version,
        String defaultApiVersion,
        Optional<String> apiVersion,
        String javaVersion,
        String os,
        String arch,
        String context)
        implements EngineVersion.Client {
    /** The version of this library. A test compares it with the one of the build. */
    static final String OWN = "0.1.0-SNAPSHOT";

    private static final Pattern CONTEXT = Pattern.compile("context \"(.+)\"");

    /**
     * Describes the client of a connection; nobody is asked.
     *
     * @param source why the connection's engine is this one, {@code context "remote"} for instance
     */
    static ClientVersion of(Rest rest, String source) {
        Matcher context = CONTEXT.matcher(source);
        return new ClientVersion(
                OWN,
                ApiVersion.NEWEST.toString(),
                rest.knownVersion().map(ApiVersion::toString),
                System.getProperty("java.version", ""),
                os(System.getProperty("os.name", "")),
                arch(System.getProperty("os.arch", "")),
                context.matches() ? context.group(1) : "default");
    }

    static String os(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("windows") ? "windows" : lower.startsWith("mac") ? "darwin" : lower;
    }

    static String arch(String name) {
        return switch (name) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> name;
        };
    }

    /** Returns it in a few words. */
    @Override
    public String toString() {
        return "DockerKit "
                + version
                + ", API "
                + apiVersion.orElse("not agreed on yet")
                + " (newest "
                + defaultApiVersion
                + "), Java "
                + javaVersion
                + ", "
                + os
                + "/"
                + arch
                + ", context "
                + context;
    }
}
