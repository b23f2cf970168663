package io.dockerkit.compose;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.compose.project.LoadedProject;
import io.dockerkit.compose.project.Project;
import io.dockerkit.compose.project.ProjectLoader;
import io.dockerkit.compose.project.ProjectRequest;
import io.dockerkit.compose.project.ProjectRequest.Option;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A project as it was read, with all defaults: what {@code docker compose config} shows. Immutable and thread-safe.
 *
 * <p>With {@link ConfigFlag#NO_INTERPOLATE} it has only {@link #json()} and {@link #yaml()}; the other methods then throw an
 * {@link InvalidOptionException}.
 */
public final class ComposeConfig {
    private final @Nullable LoadedProject loaded;
    private final String json;
    private final String yaml;

    private ComposeConfig(@Nullable LoadedProject loaded, String json, String yaml) {
        this.loaded = loaded;
        this.json = json;
        this.yaml = yaml;
    }

    static ComposeConfig of(ProjectRequest request) {
        if (request.options().contains(Option.NO_INTERPOLATE)) {
            return new ComposeConfig(
                    null, ProjectLoader.raw(request, true), ProjectLoader.raw(request, false));
        }
        return new ComposeConfig(ProjectLoader.open(request), "", "");
    }

    private LoadedProject loaded() {
        if (loaded == null) {
            throw new InvalidOptionException(
                    "config",
                    "--no-interpolate",
                    "only json() and yaml() are there without the values of variables");
        }
        return loaded;
    }

    private Project project() {
        return loaded().project();
    }

    /** Returns the project's name. */
    public String name() {
        return project().name();
    }

    /**
     * Returns the project in JSON, exactly as {@code docker compose config --format json} of version 2.40.3 prints it: with two
     * spaces for each level, {@code $$} for a dollar, and no line feed at the end.
     */
    public String json() {
        return loaded == null ? json : loaded.json();
    }

    /** Returns the project in YAML, exactly as {@code docker compose config} of version 2.40.3 prints it. */
    public String yaml() {
        return loaded == null ? yaml : loaded.yaml();
    }

    /** Returns the names of the active services, each behind those that it depends on: {@code config --services}. */
    public List<String> services() {
        return loaded().services();
    }

    /** Returns the keys of the volumes, in their order: {@code config --volumes}. */
    public List<String> volumes() {
        return keys("volumes");
    }

    /** Returns the keys of the networks, in their order: {@code config --networks}. */
    public List<String> networks() {
        return keys("networks");
    }

    private List<String> keys(String section) {
        return project().config().get(section) instanceof Map<?, ?> map
                ? map.keySet().stream().map(String::valueOf).toList()
                : List.of();
    }

    /** Returns the profiles of all services, in their order, whether they are active or not: {@code config --profiles}. */
    public List<String> profiles() {
        return loaded().profiles();
    }

    /**
     * Returns the images of the active services, in the order of the services' names: {@code config --images}. A service that
     * is built and names no image has that of the project's and its own name, {@code shop-web} for instance.
     */
    public List<String> images() {
        return loaded().images();
    }

    /**
     * Returns the hash of a service's configuration: {@code config --hash SERVICE}.
     *
     * @throws InvalidOptionException if there is no such active service
     */
    public String hash(String service) {
        Map<String, String> hashes = hashes();
        String hash = hashes.get(service);
        if (hash == null) {
            throw new InvalidOptionException(
                    "service",
                    service,
                    "there is no such active service; active services: "
                            + String.join(", ", hashes.keySet()));
        }
        return hash;
    }

    /** Returns the hashes of all active services by their names: {@code config --hash '*'}. */
    public Map<String, String> hashes() {
        return loaded().hashes();
    }

    /**
     * Returns the variables that are put into values, in the order of their names: {@code config --environment}. They may have
     * secrets in them.
     */
    public Map<String, String> environment() {
        return new TreeMap<>(project().environment());
    }

    /** Returns the project's name; the values in its files may have secrets in them. */
    @Override
    public String toString() {
        return "config of the project " + (loaded == null ? "without values" : name());
    }
}
