package io.dockerkit.container.run;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.OutputLimitException;
import io.dockerkit.spi.ProcessStreams;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options that a spec has set and that docker has no flag for. Not every terminal operation can honour each; one that
 * cannot refuses it here, instead of dropping it. Not thread-safe.
 */
final class OwnOptions {
    private static final String STREAMS =
            "only execute() feeds and redirects the streams; attach() gives them to the caller as a session";

    /** Which terminal operations honour an option. */
    private static final Map<String, String> HONOURED_BY =
            Map.of(
                    "stdin",
                    STREAMS,
                    "stdoutTo",
                    STREAMS,
                    "stderrTo",
                    STREAMS,
                    "timeout",
                    "only execute() has a time limit; awaitExit(Duration) of a container and await(Duration) of a"
                            + " session have one too",
                    "maxOutput",
                    "only execute() and the session of attach() keep output",
                    "waitFor",
                    "only start(), ensure() and startScoped() wait until the container is ready",
                    "ifExists",
                    "only start() and ensure() look for a container of the same name");

    private final Map<String, String> set = new LinkedHashMap<>();

    static OwnOptions of(ProcessStreams streams, @Nullable Object timeout) {
        return new OwnOptions()
                .with("stdin", streams.stdin())
                .with("stdoutTo", streams.stdout() == null ? null : "a stream")
                .with("stderrTo", streams.stderr() == null ? null : "a stream")
                .with(
                        "maxOutput",
                        streams.maxOutput() == OutputLimitException.DEFAULT_LIMIT
                                ? null
                                : streams.maxOutput() + " bytes")
                .with("timeout", timeout);
    }

    /** Notes an option; null is one that is not set. */
    OwnOptions with(String option, @Nullable Object value) {
        if (value != null) {
            set.put(option, value.toString());
        }
        return this;
    }

    /** Refuses each option that is set and not among these. */
    void requireOnly(String terminal, String... honoured) {
        set.forEach(
                (option, value) -> {
                    if (!List.of(honoured).contains(option)) {
                        throw new InvalidOptionException(
                                option + "(…)",
                                value,
                                terminal
                                        + " cannot honour it: "
                                        + HONOURED_BY.getOrDefault(option, "leave it out"));
                    }
                });
    }
}
