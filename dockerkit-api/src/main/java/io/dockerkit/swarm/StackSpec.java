package io.dockerkit.swarm;

import io.dockerkit.FlagOptions;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.CommandOptions;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.spi.NounBackend;
import io.dockerkit.spi.StackBackend;
import io.dockerkit.spi.StackLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A {@code docker stack deploy}. No file is read and no request is sent until {@link #execute()}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class StackSpec extends CommandOptions<StackSpec> implements FlagOptions<StackSpec> {
    private static final List<String> RESOLUTIONS = List.of("always", "changed", "never");

    static final FlagTable TABLE =
            new FlagTable(
                            "docker stack deploy",
                            List.of(
                                    StackFlags.COMPOSE_FILE,
                                    Flag.toggle("detach", "Do not wait for the services")
                                            .shorthand('d')
                                            .onByDefault(),
                                    Flag.toggle(
                                            "prune",
                                            "Remove services that the files no longer name"),
                                    Flag.toggle("quiet", "Show no progress").shorthand('q'),
                                    Flag.one(
                                                    "resolve-image",
                                                    String.join(", ", RESOLUTIONS),
                                                    "When the registry is asked for digests")
                                            .checked(StackSpec::resolution),
                                    Flag.toggle(
                                            "with-registry-auth",
                                            "Give the nodes the user's login")))
                    .alsoCalled("docker stack up")
                    .flagsAnywhere();

    private final StackBackend backend;
    private final @Nullable String text;
    private final Duration timeout;
    private final Consumer<? super ServiceProgress> progress;

    private StackSpec(
            StackBackend backend,
            CommandLine line,
            @Nullable String text,
            Duration timeout,
            Consumer<? super ServiceProgress> progress) {
        super(line);
        this.backend = backend;
        this.text = text;
        this.timeout = timeout;
        this.progress = progress;
    }

    static StackSpec of(StackBackend backend, CommandLine line) {
        CommandLine named = line.requireOperands(1, 1, "STACK");
        CommandLine checked = named.operands(List.of(checkName(named.operand(0))));
        return new StackSpec(backend, checked, null, ServiceSpec.USUAL_TIMEOUT, given -> {});
    }

    /** Names that only consist of blanks and quotes are a mistake in a script. */
    static String checkName(String name) {
        if (name.replaceAll("[\\s\"']+", "").isEmpty()) {
            throw new InvalidOptionException(
                    "stack name", name, "accepted form: a name, shop for instance");
        }
        return name;
    }

    private static String resolution(String value) {
        if (!RESOLUTIONS.contains(value)) {
            throw new IllegalArgumentException("it is none of " + String.join(", ", RESOLUTIONS));
        }
        return value;
    }

    @Override
    protected StackSpec with(CommandLine next) {
        return new StackSpec(backend, next, text, timeout, progress);
    }

    @Override
    protected Object besides() {
        return Objects.requireNonNullElse(text, "");
    }

    /** Returns the name of the stack. */
    public String name() {
        return line().operand(0);
    }

    /**
     * Adds a Compose file: {@code --compose-file}. What a later file says adds to the earlier ones or replaces it. Relative
     * paths in all files begin at the directory of the first.
     */
    public StackSpec composeFile(Path file) {
        return with(StackFlags.with(line(), Checks.file("--compose-file", "file", file)));
    }

    /**
     * Sets the text of a Compose file that is in memory: {@code --compose-file -}. If it is the only file, relative paths
     * in it begin at the working directory.
     */
    public StackSpec compose(String yaml) {
        return new StackSpec(
                backend,
                StackFlags.withText(line()),
                Objects.requireNonNull(yaml, "yaml"),
                timeout,
                progress);
    }

    /** Removes services of the stack that the files no longer name: {@code --prune}. */
    public StackSpec prune() {
        return flag("prune", "true");
    }

    /**
     * Sets when the registry is asked for the digest of an image, so that all nodes run the same: {@code --resolve-image}.
     *
     * @param when {@code always} (the default), {@code changed} or {@code never}
     * @throws InvalidOptionException if it is none of them
     */
    public StackSpec resolveImage(String when) {
        return flag("resolve-image", Checks.text("--resolve-image", "when", when));
    }

    /** Gives the nodes the user's logins at the registries of the images: {@code --with-registry-auth}. */
    public StackSpec withRegistryAuth() {
        return flag("with-registry-auth", "true");
    }

    /** Sets whether {@link #execute()} returns before the services have converged, which it does by default: {@code --detach}. */
    public StackSpec detach(boolean set) {
        return flag("detach", String.valueOf(set));
    }

    /** Shows no progress, which no method does by itself: {@code --quiet}. */
    public StackSpec quiet() {
        return flag("quiet", "true");
    }

    /** Sets how long {@link #execute()} waits for each service at most, instead of ten minutes. Not a flag of the CLI. */
    public StackSpec timeout(Duration limit) {
        Objects.requireNonNull(limit, "limit");
        return new StackSpec(backend, line(), text, Checks.positive("timeout", limit), progress);
    }

    /** Reports what tasks do while {@link #execute()} waits. Not a flag of the CLI. */
    public StackSpec onProgress(Consumer<? super ServiceProgress> consumer) {
        return new StackSpec(
                backend, line(), text, timeout, Objects.requireNonNull(consumer, "consumer"));
    }

    /**
     * Reads the files, checks them, and creates or updates networks, secrets, configs and services, in this order. It does not
     * wait for the services, unless {@code detach(false)} is set.
     *
     * @throws InvalidOptionException if there is no file, a file is wrong, or {@code io.dockerkit:dockerkit-compose},
     *     which reads them, is not on the class path; nothing is changed then
     * @throws io.dockerkit.LocalFileException if a file cannot be read; nothing is changed then
     * @throws io.dockerkit.NotFoundException if there is no such external network, secret or config
     * @throws io.dockerkit.DockerTimeoutException if a service does not converge in time
     */
    @CanIgnoreReturnValue
    public Stack execute() {
        StackLoader.Loaded loaded = StackFlags.load(line(), text, true);
        NounBackend.requireEngineOf(line(), backend);
        return backend.deploy(
                new StackBackend.Deployment(
                        name(),
                        loaded,
                        line().flags().isSet("prune"),
                        line().flags().value("resolve-image").orElse("always"),
                        line().flags().isSet("with-registry-auth"),
                        new StackBackend.Wait(
                                line().flags().value("detach").orElse("true").equals("false"),
                                timeout,
                                progress),
                        toString()));
    }
}
