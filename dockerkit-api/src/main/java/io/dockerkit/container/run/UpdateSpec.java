package io.dockerkit.container.run;

import io.dockerkit.DockerException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.container.flags.RunFlags;
import io.dockerkit.container.flags.UpdateRequestWriter;
import io.dockerkit.spi.ContainerBackend;
import io.dockerkit.spi.NounBackend;
import io.dockerkit.spi.UpdateBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * A {@code docker update}: other limits for a container, running or not. No request is sent until {@link #execute()}.
 *
 * <pre>{@code
 * container.update().memory("512m").memorySwap("1g").cpus(1.5).execute();
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
public final class UpdateSpec extends UpdateOptions<UpdateSpec> {
    private final Function<String, UpdateBackend> backends;
    private final CommandLine line;

    private UpdateSpec(Function<String, UpdateBackend> backends, CommandLine line) {
        this.backends = backends;
        this.line = line;
    }

    /**
     * Returns the spec of an update that changes nothing yet; called by implementations.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public static UpdateSpec of(UpdateBackend backend, String container) {
        Objects.requireNonNull(backend, "backend");
        Checks.text("container", "container", container);
        return new UpdateSpec(name -> backend, CommandLine.of(RunFlags.UPDATE, List.of(container)));
    }

    /**
     * Returns the spec of a line, whose containers are looked up by the terminal operation.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public static UpdateSpec of(ContainerBackend backend, CommandLine parsed) {
        Objects.requireNonNull(backend, "backend");
        Objects.requireNonNull(parsed, "parsed");
        CommandLine line = parsed.requireOperands(1, Integer.MAX_VALUE, "container [container…]");
        line.operands().forEach(name -> Checks.text("container", "container", name));
        return new UpdateSpec(
                container -> {
                    NounBackend.requireEngineOf(line, backend);
                    return backend.update(container);
                },
                line);
    }

    @Override
    public UpdateSpec flag(String name, String value) {
        return new UpdateSpec(backends, line.with(name, value));
    }

    /**
     * Changes the limits. Of several containers on a command line, each is tried, as by the CLI.
     *
     * @return the warnings of the engine, or an empty list if there are none
     * @throws io.dockerkit.EngineException if the engine rejects them; the container stays as it is
     * @throws InvalidOptionException if no option is set
     */
    @CanIgnoreReturnValue
    public List<String> execute() {
        if (line.flags().flags().isEmpty()) {
            throw new InvalidOptionException(
                    "docker update", "", "nothing is set that could change: call an option first");
        }
        Map<String, Object> body = UpdateRequestWriter.INSTANCE.write(line).body();
        List<String> warnings = new ArrayList<>();
        DockerException failed = null;
        for (String container : line.operands()) {
            try {
                warnings.addAll(
                        backends.apply(container)
                                .update(body, line.flags().needs(), toCommandLine()));
            } catch (DockerException refused) {
                if (failed == null) {
                    failed = refused;
                } else {
                    failed.addSuppressed(refused);
                }
            }
        }
        if (failed != null) {
            throw failed;
        }
        return List.copyOf(warnings);
    }

    /** Returns the equivalent command line. */
    public String toCommandLine() {
        return line.text();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UpdateSpec that && line.equals(that.line);
    }

    @Override
    public int hashCode() {
        return line.hashCode();
    }

    /** Returns the equivalent command line. */
    @Override
    public String toString() {
        return line.redacted();
    }
}
