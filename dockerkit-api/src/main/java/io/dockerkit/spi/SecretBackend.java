package io.dockerkit.spi;

import io.dockerkit.cli.Filters;
import io.dockerkit.swarm.Secret;
import java.util.List;
import java.util.Map;

/** What an implementation of DockerKit does for secrets. Applications do not meet it. Thread-safe. */
public interface SecretBackend extends NounBackend {
    /**
     * Creates the secret; {@code needs} has the flags that not every engine knows and the version of the API that brought
     * each, {@code commandLine} is for errors.
     */
    Secret create(Map<String, Object> body, Map<String, String> needs, String commandLine);

    /** Returns the secrets that the filters leave. */
    List<Secret> list(Filters filters);

    /** Returns the secret with this id or name, or whose id begins so. */
    Secret get(String idOrName);
}
