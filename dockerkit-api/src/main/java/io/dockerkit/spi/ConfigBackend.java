package io.dockerkit.spi;

import io.dockerkit.cli.Filters;
import io.dockerkit.swarm.Config;
import java.util.List;
import java.util.Map;

/** What an implementation of DockerKit does for configs. Applications do not meet it. Thread-safe. */
public interface ConfigBackend extends NounBackend {
    /**
     * Creates the config; {@code needs} has the flags that not every engine knows and the version of the API that brought
     * each, {@code commandLine} is for errors.
     */
    Config create(Map<String, Object> body, Map<String, String> needs, String commandLine);

    /** Returns the configs that the filters leave. */
    List<Config> list(Filters filters);

    /** Returns the config with this id or name, or whose id begins so. */
    Config get(String idOrName);
}
