package io.dockerkit.container;

import io.dockerkit.DockerException;
import io.dockerkit.FilterOptions;
import io.dockerkit.FlagOptions;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.Removal;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.FilteredOptions;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.ListFlags;
import io.dockerkit.cli.Numbers;
import io.dockerkit.image.Image;
import io.dockerkit.network.Network;
import io.dockerkit.spi.ContainerBackend;
import io.dockerkit.spi.Removed;
import io.dockerkit.volume.Volume;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A {@code docker ps} with options, and what can be done to all that it finds. No request is sent until a terminal
 * operation: {@link #list()}, {@link #stopAll()}, {@link #removeAll()}.
 *
 * <pre>{@code
 * List<ContainerSummary> mine = Containers.query().all().label("team", "core").list();
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new query.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class ContainerQuery extends FilteredOptions<ContainerQuery>
        implements FilterOptions<ContainerQuery>, FlagOptions<ContainerQuery> {
    private static final FlagTable TABLE =
            new FlagTable(
                    "docker ps",
                    List.of(
                            ListFlags.ALL,
                            ListFlags.FILTER,
                            ListFlags.FORMAT,
                            Flag.one("last", "a number", "Show the newest, in any state")
                                    .shorthand('n')
                                    .checked(Numbers::check),
                            Flag.toggle("latest", "Show the newest one, in any state")
                                    .shorthand('l'),
                            ListFlags.NO_TRUNC,
                            ListFlags.QUIET,
                            Flag.toggle("size", "Count the sizes of their files").shorthand('s')));

    private final ContainerBackend backend;

    private ContainerQuery(ContainerBackend backend, CommandLine line) {
        super(line);
        this.backend = backend;
    }

    static ContainerQuery of(ContainerBackend backend) {
        return new ContainerQuery(backend, CommandLine.of(TABLE, List.of()));
    }

    @Override
    protected ContainerQuery with(CommandLine next) {
        return new ContainerQuery(backend, next);
    }

    /** Finds those that do not run, too: {@code --all}. */
    public ContainerQuery all() {
        return flag("all", "true");
    }

    /**
     * Finds the newest containers alone, running or not: {@code --last}.
     *
     * @throws InvalidOptionException if the number is not positive
     */
    public ContainerQuery last(int number) {
        return flag("last", String.valueOf(Checks.between("--last", number, 1, Integer.MAX_VALUE)));
    }

    /** Finds only the newest container, running or not: {@code --latest}. */
    public ContainerQuery latest() {
        return last(1);
    }

    /** Asks for the sizes of their files, which the engine counts; this takes time for many files: {@code --size}. */
    public ContainerQuery size() {
        return flag("size", "true");
    }

    /** Finds those whose name contains this, which may be a regular expression: {@code --filter name=…}. */
    public ContainerQuery name(String part) {
        return filter("name", Checks.text("--filter name", "part", part));
    }

    /** Finds those in this state, {@code exited} for instance: {@code --filter status=…}. */
    public ContainerQuery status(String state) {
        return filter(
                "status", Checks.text("--filter status", "state", state).toLowerCase(Locale.ROOT));
    }

    /** Finds those of this image or of an image that is built on it: {@code --filter ancestor=…}. */
    public ContainerQuery ancestor(String image) {
        return filter("ancestor", Checks.text("--filter ancestor", "image", image));
    }

    /** Finds those that are connected to this network: {@code --filter network=…}. */
    public ContainerQuery network(String network) {
        return filter("network", Checks.text("--filter network", "network", network));
    }

    /** Finds those that mount this volume, or something at this path: {@code --filter volume=…}. */
    public ContainerQuery volume(String volume) {
        return filter("volume", Checks.text("--filter volume", "volume", volume));
    }

    /** Finds those of this image or of an image that is built on it. */
    public ContainerQuery ancestor(Image image) {
        return ancestor(Objects.requireNonNull(image, "image").id());
    }

    /** Finds those that are connected to this network. */
    public ContainerQuery network(Network network) {
        return network(Objects.requireNonNull(network, "network").id());
    }

    /** Finds those that mount this volume. */
    public ContainerQuery volume(Volume volume) {
        return volume(Objects.requireNonNull(volume, "volume").name());
    }

    /** Finds the one with this id, or those whose id has this part: {@code --filter id=…}. */
    public ContainerQuery id(String part) {
        return filter("id", Checks.text("--filter id", "part", part));
    }

    /** Finds those created before this container, given by name or id: {@code --filter before=…}. */
    public ContainerQuery before(String container) {
        return filter("before", Checks.text("--filter before", "container", container));
    }

    /** Finds those created before this container. */
    public ContainerQuery before(Container container) {
        return before(Objects.requireNonNull(container, "container").id());
    }

    /** Finds those created after this container, given by name or id: {@code --filter since=…}. */
    public ContainerQuery since(String container) {
        return filter("since", Checks.text("--filter since", "container", container));
    }

    /** Finds those created after this container. */
    public ContainerQuery since(Container container) {
        return since(Objects.requireNonNull(container, "container").id());
    }

    /** Finds those whose last run ended with this exit code; with {@link #all()}: {@code --filter exited=…}. */
    public ContainerQuery exited(int code) {
        return filter("exited", String.valueOf(code));
    }

    /** Finds those of this health, {@code healthy}, {@code unhealthy}, {@code starting} or {@code none}: {@code --filter health=…}. */
    public ContainerQuery health(String health) {
        return filter("health", Checks.text("--filter health", "health", health));
    }

    /** Finds those that expose this port: {@code --filter expose=…}. */
    public ContainerQuery expose(Port port) {
        return filter("expose", Objects.requireNonNull(port, "port").toString());
    }

    /** Finds those that publish this port of theirs: {@code --filter publish=…}. */
    public ContainerQuery publish(Port port) {
        return filter("publish", Objects.requireNonNull(port, "port").toString());
    }

    /** Finds tasks of swarm services only, or leaves them out: {@code --filter is-task=…}. */
    public ContainerQuery isTask(boolean task) {
        return filter("is-task", String.valueOf(task));
    }

    /** Returns what is found, newest first. */
    @CanIgnoreReturnValue
    public List<ContainerSummary> list() {
        return backend.list(filters(), isSet("all"), newest(), isSet("size"));
    }

    /** The number of containers at most, or 0 for all; the CLI takes less than 1 for all, too. */
    private int newest() {
        long last = line().flags().value("last").map(Numbers::parse).orElse(0L);
        return isSet("latest") ? 1 : (int) Math.max(0, Math.min(last, Integer.MAX_VALUE));
    }

    /**
     * Returns the spec of what they use: {@code docker stats}. {@code stats().execute()} takes one sample of each, side by
     * side; one that is removed meanwhile is left out. {@code stats().stream()} returns about one sample per second and
     * container: containers that start later join, and those that stop leave, unless {@link #all()} is set; after {@link
     * #last} the containers stay the same. The stream goes on until it is closed.
     */
    public ContainerStats.StatsSpec<List<ContainerStats>> stats() {
        FlagValues shown = line().flags().without("size");
        boolean plain = shown.without("all").flags().isEmpty();
        String listed = line().flags(shown).text().replaceFirst("^docker ps", "docker ps --quiet");
        boolean all = isSet("all");
        return ContainerStats.StatsSpec.of(
                this,
                plain ? "docker stats" + (all ? " --all" : "") : "docker stats $(" + listed + ")",
                () -> backend.stats(filters(), all, newest()),
                () -> backend.statsStream(filters(), all, newest()));
    }

    /** Starts all that is found: {@code docker start $(docker ps -aq …)}. Tries each before it fails. */
    public void startAll() {
        forAll(Container::start);
    }

    /** Restarts all that is found: {@code docker restart $(docker ps -q …)}. Tries each before it fails. */
    public void restartAll() {
        forAll(Container::restart);
    }

    /** Kills all that is found with SIGKILL: {@code docker kill $(docker ps -q …)}. Tries each before it fails. */
    public void killAll() {
        forAll(Container::kill);
    }

    /** Pauses all that is found: {@code docker pause $(docker ps -q …)}. Tries each before it fails. */
    public void pauseAll() {
        forAll(Container::pause);
    }

    /** Resumes all that is found: {@code docker unpause $(docker ps -q …)}. Tries each before it fails. */
    public void unpauseAll() {
        forAll(Container::unpause);
    }

    /**
     * Waits until each of them has exited, and returns their exit codes in the order of the list: {@code docker wait $(docker
     * ps -q …)}. Tries each before it fails.
     *
     * @throws io.dockerkit.NotFoundException if one is removed before it is waited for
     */
    @CanIgnoreReturnValue
    public Map<Container, Integer> awaitExitAll() {
        Map<Container, Integer> exitCodes = new LinkedHashMap<>();
        forAll(container -> exitCodes.put(container, container.awaitExit()));
        return Collections.unmodifiableMap(exitCodes);
    }

    /** Stops all that is found: {@code docker stop $(docker ps -q …)}. Tries each before it fails. */
    public void stopAll() {
        forAll(Container::stop);
    }

    /** Stops all that is found in the given way. Tries each before it fails. */
    public void stopAll(UnaryOperator<StopSpec> options) {
        Objects.requireNonNull(options, "options");
        forAll(container -> container.stop(options));
    }

    /**
     * Removes all that is found: {@code docker rm $(docker ps -q …)}. Tries each before it fails with the first error, the
     * others being suppressed in it; one that is gone already counts as removed.
     *
     * @return the ids of those that were removed
     */
    @CanIgnoreReturnValue
    public Removal removeAll() {
        return removeAll(options -> options);
    }

    /** Removes all that is found in the given way, like {@link #removeAll()}. */
    @CanIgnoreReturnValue
    public Removal removeAll(UnaryOperator<RemoveSpec> options) {
        Objects.requireNonNull(options, "options");
        List<String> removed = new ArrayList<>();
        forAll(container -> removed.addAll(container.remove(options).removed()));
        return new Removed(removed);
    }

    private void forAll(Consumer<Container> action) {
        DockerException first = null;
        for (ContainerSummary found : list()) {
            try {
                action.accept(found.container());
            } catch (DockerException failed) {
                if (first == null) {
                    first = failed;
                } else {
                    first.addSuppressed(failed);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
