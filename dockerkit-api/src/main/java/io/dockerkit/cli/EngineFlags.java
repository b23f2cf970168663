package io.dockerkit.cli;

import static io.dockerkit.cli.Flag.many;
import static io.dockerkit.cli.Flag.one;
import static io.dockerkit.cli.Flag.toggle;

import java.util.List;
import java.util.Set;

/**
 * The flags of {@code docker} itself, which stand before the command: {@code docker --context build run …}. Those that
 * name an engine must name the engine of the connection; those that only change what the CLI prints have no effect.
 */
final class EngineFlags {
    private static final Set<String> LEVELS =
            Set.of("panic", "fatal", "error", "warn", "warning", "info", "debug", "trace");

    private static final String TLS =
            "a connection gets its TLS files from DOCKER_TLS_VERIFY and DOCKER_CERT_PATH, or from its context;"
                    + " leave the flag out";

    /** The flags of {@code docker} 28.2.2. */
    static final FlagTable TABLE =
            new FlagTable(
                    "docker",
                    List.of(
                            one("config", "the path of a directory", "Directory of config.json")
                                    .refused(
                                            "the directory is that of DOCKER_CONFIG, or ~/.docker; leave the flag out"),
                            one("context", "the name of a context", "Context to use")
                                    .shorthand('c'),
                            toggle("debug", "Print more of what the CLI does").shorthand('D'),
                            many(
                                            "host",
                                            "unix:///path, tcp://host:port or ssh://user@host",
                                            "Address of the engine")
                                    .shorthand('H'),
                            one("log-level", "debug, info, warn, error or fatal", "Level of logs")
                                    .shorthand('l')
                                    .checked(EngineFlags::level),
                            toggle("tls", "Use TLS").refused(TLS),
                            one("tlscacert", "the path of a file", "Certificates of CAs")
                                    .refused(TLS),
                            one("tlscert", "the path of a file", "Certificate of the client")
                                    .refused(TLS),
                            one("tlskey", "the path of a file", "Key of the client").refused(TLS),
                            toggle("tlsverify", "Use TLS and verify the engine").refused(TLS),
                            toggle("version", "Print the version")
                                    .shorthand('v')
                                    .refused("it prints the version and runs nothing"),
                            toggle("help", "Print the usage")
                                    .refused("it prints a usage and runs nothing")));

    private EngineFlags() {}

    private static String level(String value) {
        if (!LEVELS.contains(Words.lower(value))) {
            throw new IllegalArgumentException("no such level");
        }
        return value;
    }
}
