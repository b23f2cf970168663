package io.dockerkit.impl.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.PruneReport;
import io.dockerkit.cli.Filters;
import io.dockerkit.engine.DiskUsage.Kind;
import io.dockerkit.impl.prune.PruneFilters;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.Fields;
import io.dockerkit.impl.rest.Rest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The calls about disk space and build cache. Thread-safe. */
final class DiskSpace {
    private static final String ASKING = "ask for the disk usage";
    private static final String PRUNING = "prune the build cache";

    private final Rest rest;

    DiskSpace(Rest rest) {
        this.rest = rest;
    }

    JsonDiskUsage usage(Set<Kind> kinds) {
        Call call = rest.get("system", "df").to(ASKING).as("docker system df").unhurried();
        if (rest.version().isAtLeast(1, 42) && kinds.size() < Kind.values().length) {
            call.queryAll("type", kinds.stream().sorted().map(JsonDiskUsage.TYPES::get).toList());
        }
        return JsonDiskUsage.of(call.read(), kinds, ASKING);
    }

    PruneReport prune(Filters filters, boolean all, long keepStorage) {
        Call call =
                rest.post("build", "prune").filters(filters).to(PRUNING).as("docker builder prune");
        if (all) {
            call.query("all", true);
        }
        if (keepStorage > 0) {
            call.query("keep-storage", String.valueOf(keepStorage));
        }
        JsonNode said = call.read();
        List<String> removed = new ArrayList<>();
        Fields.list(said, "CachesDeleted", PRUNING).forEach(id -> removed.add(id.asText()));
        return new PruneReport(removed, said.path("SpaceReclaimed").asLong());
    }

    PruneReport pruneDryRun(Filters filters, boolean all) {
        PruneFilters prune = PruneFilters.withAge(filters, Instant.now());
        List<String> ids = new ArrayList<>();
        long space = 0;
        for (DiskItem record : usage(EnumSet.of(Kind.BUILD_CACHE)).read(Kind.BUILD_CACHE)) {
            Instant used = record.lastUsed().or(record::created).orElse(Instant.EPOCH);
            if (!record.isActive() && (all || record.isOfBuilds()) && prune.take(Map.of(), used)) {
                ids.add(record.id());
                space += record.size() - record.sharedSize();
            }
        }
        return new PruneReport(ids, space);
    }
}
