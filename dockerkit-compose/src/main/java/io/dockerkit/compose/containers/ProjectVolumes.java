package io.dockerkit.compose.containers;

import io.dockerkit.Json;
import io.dockerkit.volume.Volume;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The volumes of a project. Stateless and thread-safe. */
public final class ProjectVolumes {
    private ProjectVolumes() {}

    /** Returns all, or those that running containers of these services mount. */
    public static List<Volume> of(ProjectResources resources, List<String> services) {
        List<Volume> volumes = resources.volumes();
        if (services.isEmpty()) {
            return volumes;
        }
        Set<String> mounted = new HashSet<>();
        for (Member container : resources.labelled(false)) {
            if (services.contains(container.service())) {
                addMounted(container.summary().at("/Mounts"), mounted);
            }
        }
        return volumes.stream().filter(volume -> mounted.contains(volume.name())).toList();
    }

    private static void addMounted(Json mounts, Set<String> names) {
        if (mounts.exists()) {
            for (Json mount : mounts.items()) {
                if (mount.at("/Name").exists()) {
                    names.add(mount.at("/Name").text());
                }
            }
        }
    }
}
