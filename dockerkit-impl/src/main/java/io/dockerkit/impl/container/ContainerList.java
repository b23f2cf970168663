package io.dockerkit.impl.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.AmbiguousIdException;
import io.dockerkit.DockerException;
import io.dockerkit.EngineException;
import io.dockerkit.NotFoundException;
import io.dockerkit.PruneReport;
import io.dockerkit.cli.Filters;
import io.dockerkit.container.Container;
import io.dockerkit.container.ContainerSummary;
import io.dockerkit.impl.prune.PruneFilters;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.Fields;
import io.dockerkit.impl.rest.Rest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** {@code docker ps} and what is answered from it. Immutable and thread-safe. */
final class ContainerList {
    private static final String LISTING = "list the containers";
    private static final Set<String> STOPPED = Set.of("created", "exited", "dead");

    private final Rest rest;
    private final Function<String, Container> handles;

    /**
     * Creates the list.
     *
     * @param handles gives the handle of an id
     */
    ContainerList(Rest rest, Function<String, Container> handles) {
        this.rest = rest;
        this.handles = handles;
    }

    List<ContainerSummary> read(Filters filters, boolean all, int last, boolean size) {
        List<ContainerSummary> containers = new ArrayList<>();
        Call call = rest.get("containers", "json").query("all", all).query("size", size);
        if (last > 0) {
            call.query("limit", String.valueOf(last));
        }
        call.filters(filters).to(LISTING).readList().forEach(item -> containers.add(entry(item)));
        return List.copyOf(containers);
    }

    private JsonContainerSummary entry(JsonNode item) {
        return new JsonContainerSummary(item, handles.apply(Fields.text(item, "Id", LISTING)));
    }

    /**
     * Returns the error for a prefix of several ids, or the engine's own error if the reference is none. What an engine says
     * about an ambiguous prefix differs between releases; the list is certain.
     */
    DockerException ambiguous(String reference, EngineException refused) {
        List<String> matches = new ArrayList<>();
        try {
            for (ContainerSummary container : read(Filters.none(), true, 0, false)) {
                if (container.id().startsWith(reference)) {
                    matches.add(container.shortId() + " (" + container.name() + ")");
                }
            }
        } catch (DockerException notListed) {
            refused.addSuppressed(notListed);
        }
        return matches.size() > 1
                ? new AmbiguousIdException("container", reference, matches)
                : refused;
    }

    /** Returns what {@code docker container prune} would remove. */
    PruneReport prunable(Filters filters) {
        PruneFilters prune = PruneFilters.withAge(filters, Instant.now());
        List<String> ids = new ArrayList<>();
        long space = 0;
        for (JsonNode item :
                rest.get("containers", "json")
                        .query("all", true)
                        .query("size", true)
                        .filters(prune.ofLists())
                        .to(LISTING)
                        .readList()) {
            JsonContainerSummary container = entry(item);
            if (prune.take(container.labels(), container.created()) && hasStopped(container)) {
                ids.add(container.id());
                space += item.path("SizeRw").asLong();
            }
        }
        return new PruneReport(ids, space);
    }

    /** The engine's list lags behind the state that inspect, wait and prune see. */
    private static boolean hasStopped(JsonContainerSummary container) {
        if (STOPPED.contains(container.state())) {
            return true;
        }
        try {
            return STOPPED.contains(container.container().inspect().state().status());
        } catch (NotFoundException gone) {
            return false;
        }
    }
}
