package io.dockerkit.container;

import io.dockerkit.DockerException;
import io.dockerkit.FilterOptions;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.Removal;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.Filters;
import io.dockerkit.spi.ContainerBackend;
import io.dockerkit.spi.Removed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
public final class ContainerQuery implements FilterOptions<ContainerQuery> {
    private final ContainerBackend backend;
    private final boolean all;
    private final int last;
    private final Filters filters;

    private ContainerQuery(ContainerBackend backend, boolean all, int last, Filters filters) {
        this.backend = backend;
        this.all = all;
        this.last = last;
        this.filters = filters;
    }

    static ContainerQuery of(ContainerBackend backend) {
        return new ContainerQuery(backend, false, 0, Filters.none());
    }

    /** Finds those that do not run, too: {@code --all}. */
    public ContainerQuery all() {
        return new ContainerQuery(backend, true, last, filters);
    }

    /**
     * Finds the newest containers alone, running or not: {@code --last}.
     *
     * @throws InvalidOptionException if the number is not positive
     */
    public ContainerQuery last(int number) {
        Checks.between("--last", number, 1, Integer.MAX_VALUE);
        return new ContainerQuery(backend, all, number, filters);
    }

    @Override
    public ContainerQuery filter(String key, String value) {
        return new ContainerQuery(backend, all, last, filters.with(key, value));
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

    /** Returns what is found, newest first. */
    public List<ContainerSummary> list() {
        return backend.list(filters, all, last);
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
    public Removal removeAll() {
        return removeAll(options -> options);
    }

    /** Removes all that is found in the given way, like {@link #removeAll()}. */
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

    @Override
    public boolean equals(Object other) {
        return other instanceof ContainerQuery that
                && all == that.all
                && last == that.last
                && filters.equals(that.filters);
    }

    @Override
    public int hashCode() {
        return 31 * filters.hashCode() + 2 * last + (all ? 1 : 0);
    }

    /** Returns the equivalent command line. */
    @Override
    public String toString() {
        return ("docker ps"
                        + (all ? " --all" : "")
                        + (last > 0 ? " --last " + last : "")
                        + " "
                        + filters)
                .strip();
    }
}
