package io.dockerkit.impl.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.DockerException;
import io.dockerkit.DockerInterruptedException;
import io.dockerkit.cli.Filters;
import io.dockerkit.container.Container;
import io.dockerkit.impl.id.NameOrId;
import io.dockerkit.impl.id.ShortId;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.Fields;
import io.dockerkit.impl.rest.JsonAnswer;
import io.dockerkit.impl.rest.LostAnswer;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.transport.Answer;
import io.dockerkit.spi.CreateRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A container that the engine may have created, but whose id did not come. With a name it is looked up; without one,
 * nothing tells it for sure from what others create at the same time of the same spec, and the caller is told what there is.
 *
 * <p>Not thread-safe.
 */
final class LostCreation {
    private static final Duration TO_LOOK = Duration.ofSeconds(10);

    private final Rest rest;
    private final CreateRequest request;
    private final LostAnswer lost;

    LostCreation(Rest rest, CreateRequest request, LostAnswer lost) {
        this.rest = rest;
        this.request = request;
        this.lost = lost;
    }

    Container find(ContainerApi containers) {
        String name = NameOrId.withoutSlash(request.query().getOrDefault("name", ""));
        if (name.isEmpty()) {
            throw candidates();
        }
        JsonNode said =
                lost.lookUp(
                        () ->
                                rest.get("containers", name, "json")
                                        .to("find container " + name)
                                        .as("docker inspect " + name),
                        this::isOurs);
        return containers.handle(Fields.text(said, "Id", "find container " + name));
    }

    private boolean isOurs(JsonNode said, Instant earliest) {
        return !new JsonContainerDetails(said).created().isBefore(earliest)
                && said.path("Config").path("Image").asText().equals(request.body().get("Image"))
                && hasLabels(said.path("Config").path("Labels"));
    }

    private boolean hasLabels(JsonNode labels) {
        return !(request.body().get("Labels") instanceof Map<?, ?> asked)
                || asked.entrySet().stream()
                        .allMatch(
                                label ->
                                        labels.path(String.valueOf(label.getKey()))
                                                .asText("")
                                                .equals(String.valueOf(label.getValue())));
    }

    private DockerException candidates() {
        String how =
                "it has no name by which it could be looked up: docker ps --all --filter status=created shows it if it is there";
        try {
            List<String> ids = createdMeanwhile();
            return lost.unknown(
                    how
                            + (ids.isEmpty()
                                    ? "; so far nothing was created of image " + request.image()
                                    : "; created of image "
                                            + request.image()
                                            + " meanwhile, by this call or others: "
                                            + String.join(", ", ids)),
                    null);
        } catch (DockerInterruptedException interrupted) {
            return interrupted;
        } catch (DockerException failed) {
            return lost.unknown(how, failed);
        }
    }

    private List<String> createdMeanwhile() {
        List<String> ids = new ArrayList<>();
        Call call =
                rest.get("containers", "json")
                        .query("all", true)
                        .filters(Filters.none().with("status", "created"))
                        .to("list the containers")
                        .atMost(TO_LOOK);
        try (Answer answer = call.open()) {
            answer.deadline(TO_LOOK);
            long earliest = lost.earliest(answer).getEpochSecond();
            for (JsonNode said : JsonAnswer.list(answer, "list the containers")) {
                if (said.path("Created").asLong() >= earliest
                        && said.path("Image").asText().equals(request.body().get("Image"))) {
                    ids.add(ShortId.of(said.path("Id").asText()));
                }
            }
        }
        return ids;
    }
}
