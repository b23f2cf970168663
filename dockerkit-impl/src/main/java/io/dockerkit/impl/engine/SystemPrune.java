package io.dockerkit.impl.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.PruneReport;
import io.dockerkit.cli.Filters;
import io.dockerkit.engine.SystemPruneSpec;
import io.dockerkit.image.ImageSummary;
import io.dockerkit.impl.prune.PruneFilters;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.spi.DockerBackend;
import io.dockerkit.volume.Volume;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A {@code docker system prune}: the prunes of the nouns in the CLI's order, in which what one removes sets free what a later
 * one removes. Immutable and thread-safe.
 */
final class SystemPrune {
    private static final String ANONYMOUS = "com.docker.volume.anonymous";
    private static final PruneReport NOTHING = new PruneReport(List.of(), 0);

    private final Rest rest;
    private final DockerBackend nouns;
    private final Filters filters;
    private final boolean all;
    private final boolean volumes;

    SystemPrune(Rest rest, DockerBackend nouns, Filters filters, boolean all, boolean volumes) {
        this.rest = rest;
        this.nouns = nouns;
        this.filters = filters;
        this.all = all;
        this.volumes = volumes;
        if (volumes && !rest.version().isAtLeast(1, 42)) {
            throw new InvalidOptionException(
                    "docker system prune",
                    "--volumes",
                    "the engine speaks API "
                            + rest.version()
                            + ", and before 1.42 it prunes the named volumes, too; leave it out, and use"
                            + " Volumes.prune().all() if you mean that");
        }
    }

    /** What was removed, kind by kind. */
    private record Removed(
            PruneReport containers,
            PruneReport networks,
            PruneReport volumes,
            PruneReport images,
            PruneReport buildCache)
            implements SystemPruneSpec.Report {
        @Override
        public String toString() {
            return "containers: "
                    + containers.removed().size()
                    + ", networks: "
                    + networks.removed().size()
                    + ", volumes: "
                    + volumes.removed().size()
                    + ", images: "
                    + images.removed().size()
                    + ", build cache: "
                    + buildCache.removed().size()
                    + ", "
                    + spaceReclaimed()
                    + " bytes freed";
        }
    }

    SystemPruneSpec.Report execute() {
        PruneReport containers = nouns.containers().prune(filters);
        PruneReport networks = nouns.networks().prune(filters);
        PruneReport pruned = volumes ? nouns.volumes().prune(filters, false) : NOTHING;
        PruneReport images = nouns.images().prune(filters, all);
        return new Removed(
                containers,
                networks,
                pruned,
                images,
                nouns.engine().pruneBuildCache(filters, all, 0));
    }

    SystemPruneSpec.Report dryRun() {
        PruneReport containers = nouns.containers().pruneDryRun(filters);
        Set<String> gone = new HashSet<>(containers.removed());
        Set<String> usedImages = new HashSet<>();
        Set<String> usedVolumes = new HashSet<>();
        for (JsonNode container :
                rest.get("containers", "json")
                        .query("all", true)
                        .to("list the containers")
                        .readList()) {
            if (!gone.contains(container.path("Id").asText())) {
                usedImages.add(container.path("ImageID").asText());
                container
                        .path("Mounts")
                        .forEach(mount -> usedVolumes.add(mount.path("Name").asText("")));
            }
        }
        return new Removed(
                containers,
                nouns.networks().pruneDryRun(filters),
                volumes ? volumes(usedVolumes) : NOTHING,
                images(usedImages),
                nouns.engine().pruneBuildCacheDryRun(filters, all));
    }

    private PruneReport volumes(Set<String> used) {
        PruneFilters prune = PruneFilters.of(filters);
        List<String> names = new ArrayList<>();
        for (Volume volume : nouns.volumes().list(prune.ofLists())) {
            if (prune.take(volume.labels())
                    && volume.labels().containsKey(ANONYMOUS)
                    && !used.contains(volume.name())) {
                names.add(volume.name());
            }
        }
        return new PruneReport(names, 0);
    }

    private PruneReport images(Set<String> used) {
        PruneFilters prune = PruneFilters.withAge(filters, Instant.now());
        Filters candidates = all ? prune.ofLists() : prune.ofLists().with("dangling", "true");
        List<String> ids = new ArrayList<>();
        long space = 0;
        for (ImageSummary image : nouns.images().list(candidates, false, false)) {
            if (prune.take(image.labels(), image.created()) && !used.contains(image.id())) {
                ids.add(image.id());
                space += image.size();
            }
        }
        return new PruneReport(ids, space);
    }
}
