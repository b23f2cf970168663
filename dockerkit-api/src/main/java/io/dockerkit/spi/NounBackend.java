package io.dockerkit.spi;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CommandLine;
import java.util.List;

/** What the backends of all nouns have in common: they talk to one engine. Applications do not meet it. Thread-safe. */
public interface NounBackend {
    /** Returns the engine's address in the form of {@link DockerBackend#host()}. */
    default String host() {
        throw new UnsupportedOperationException("this backend has no address");
    }

    /**
     * Checks that the flags before the command, {@code --host} and {@code --context}, name the engine of the backend. A line
     * without them is for any engine, and then the backend is not asked.
     *
     * @throws InvalidOptionException if they name another engine, or the address is malformed
     * @throws io.dockerkit.DockerUnavailableException if there is no such context
     */
    static void requireEngineOf(CommandLine line, NounBackend backend) {
        for (String name : List.of("host", "context")) {
            String value = line.engine().value(name).orElse("");
            if (!value.isEmpty()) {
                require("--" + name, value, backend.host());
            }
        }
    }

    private static void require(String flag, String value, String host) {
        String named = ProviderLookup.provider().hostOf(flag, value);
        if (!named.equals(host)) {
            throw new InvalidOptionException(
                    flag,
                    value,
                    (named.equals(value) ? "" : "it stands for " + named + ", but ")
                            + "this connection is to "
                            + host
                            + "; read the line with a connection to that engine, which "
                            + (flag.equals("--context")
                                    ? "Docker.connectContext(\"" + value
                                    : "Docker.connect(\"" + named)
                            + "\") opens");
        }
    }
}
