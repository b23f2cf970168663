package io.dockerkit.compose;

import io.dockerkit.Removal;
import io.dockerkit.cli.Checks;
import io.dockerkit.compose.containers.Down;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code down} removed, by name.
 *
 * <p>Immutable and thread-safe.
 *
 * @param containers the names of the containers
 * @param networks the names of the networks
 * @param volumes the names of the named volumes; anonymous ones are not listed
 * @param images the names of the images
 * @param inUse the networks, volumes and images that stay because something else uses them
 */
public record DownReport(
        List<String> containers,
        List<String> networks,
        List<String> volumes,
        List<String> images,
        List<String> inUse)
        implements Removal {
    /** Copies the lists. */
    public DownReport {
        containers = Checks.elements("containers", containers);
        networks = Checks.elements("networks", networks);
        volumes = Checks.elements("volumes", volumes);
        images = Checks.elements("images", images);
        inUse = Checks.elements("inUse", inUse);
    }

    static DownReport of(Down.Result result) {
        return new DownReport(
                result.containers(),
                result.networks(),
                result.volumes(),
                result.images(),
                result.inUse());
    }

    /** Returns the names of all that was removed: containers, networks, volumes, images. */
    @Override
    public List<String> removed() {
        List<String> all = new ArrayList<>(containers);
        all.addAll(networks);
        all.addAll(volumes);
        all.addAll(images);
        return all;
    }

    /** Returns what was removed, and what is in use. */
    @Override
    public String toString() {
        List<String> removed = removed();
        return (removed.isEmpty() ? "nothing removed" : "removed: " + String.join(", ", removed))
                + (inUse.isEmpty() ? "" : "; in use: " + String.join(", ", inUse));
    }
}
