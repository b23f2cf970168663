package io.dockerkit.spi;

import io.dockerkit.PruneReport;
import io.dockerkit.cli.Filters;
import io.dockerkit.volume.Volume;
import java.util.List;
import java.util.Map;

/** What an implementation of DockerKit does for volumes. Applications do not meet it. Thread-safe. */
public interface VolumeBackend extends NounBackend {
    /**
     * Creates the volume, or returns the one that has the name already; {@code needs} has the flags that not every engine
     * knows and the version of the API that brought each, {@code commandLine} is for errors.
     */
    Volume create(Map<String, Object> body, Map<String, String> needs, String commandLine);

    /** Returns the volumes that the filters leave. */
    List<Volume> list(Filters filters);

    /** Returns the volume with this name. */
    Volume get(String name);

    /** Changes a cluster volume; an empty availability is left as it is. */
    void update(String name, String availability, String commandLine);

    /** Removes the volumes that no container uses: the anonymous ones, or all. */
    PruneReport prune(Filters filters, boolean all);

    /** Returns what {@link #prune} would remove. */
    PruneReport pruneDryRun(Filters filters, boolean all);
}
