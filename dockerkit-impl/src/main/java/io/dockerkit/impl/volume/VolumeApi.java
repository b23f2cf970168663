package io.dockerkit.impl.volume;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.DockerException;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.PruneReport;
import io.dockerkit.cli.Filters;
import io.dockerkit.impl.id.NameOrId;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.impl.prune.PruneFilters;
import io.dockerkit.impl.rest.BackgroundCall;
import io.dockerkit.impl.rest.Call;
import io.dockerkit.impl.rest.Fields;
import io.dockerkit.impl.rest.LostAnswer;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.impl.scope.Membership;
import io.dockerkit.impl.scope.ObjectKind;
import io.dockerkit.spi.VolumeBackend;
import io.dockerkit.volume.Volume;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The calls about volumes. Thread-safe. */
public final class VolumeApi implements VolumeBackend {
    /** The engine names an anonymous volume so; from API 1.42 on it labels it too. */
    private static final Pattern GIVEN_NAME = Pattern.compile("[0-9a-f]{64}");

    private static final String ANONYMOUS = "com.docker.volume.anonymous";

    private final Rest rest;
    private final Membership scope;

    /** Makes the calls over one connection. */
    public VolumeApi(Rest rest) {
        this(rest, Membership.NONE);
    }

    /** Makes the calls over one connection; new volumes belong to a scope, those that were there before do not. */
    public VolumeApi(Rest rest, Membership scope) {
        this.rest = rest;
        this.scope = scope;
    }

    @Override
    public String host() {
        return rest.address();
    }

    @Override
    public Volume create(Map<String, Object> body, Map<String, String> needs, String commandLine) {
        rest.require(needs);
        return scope.make(() -> create(scope.label(ObjectKind.VOLUME, body), commandLine));
    }

    /** Of a volume with a name nobody knows whether it was there before, with data in it: it is never removed again. */
    private Volume create(Map<String, Object> body, String commandLine) {
        Object name = body.getOrDefault("Name", "");
        Call call =
                rest.post("volumes", "create")
                        .json(body)
                        .to("create volume " + name)
                        .as(commandLine);
        return name.equals("")
                ? BackgroundCall.run(rest, call, () -> send(call, "", body), Volume::remove)
                : send(call, name.toString(), body);
    }

    private Volume send(Call call, String name, Map<String, Object> body) {
        long began = System.nanoTime();
        try {
            return volume(call.read(), "create volume " + name);
        } catch (DockerException error) {
            LostAnswer lost = LostAnswer.of(error, began);
            if (name.isEmpty()) {
                throw lost.unknown(
                        "it has no name by which it could be looked up: docker volume ls --filter dangling=true shows it if it is there",
                        null);
            }
            return volume(lookUp(lost, name, body), "find volume " + name);
        }
    }

    /** One that was there before counts too: the engine would have answered with it. */
    private JsonNode lookUp(LostAnswer lost, String name, Map<String, Object> body) {
        return lost.lookUp(
                () -> question(name),
                (found, earliest) ->
                        found.path("Driver").asText().equals(body.getOrDefault("Driver", "local")));
    }

    private Call question(String name) {
        return rest.get("volumes", name)
                .to("find volume " + name)
                .as("docker volume inspect " + name);
    }

    @Override
    public List<Volume> list(Filters filters) {
        String listing = "list the volumes";
        JsonNode said = rest.get("volumes").filters(filters).to(listing).read();
        List<Volume> volumes = new ArrayList<>();
        Fields.list(said, "Volumes", listing)
                .forEach(volume -> volumes.add(volume(volume, listing)));
        return List.copyOf(volumes);
    }

    private Volume volume(JsonNode said, String doing) {
        Fields.text(said, "Name", doing);
        return new EngineVolume(rest, this, said);
    }

    @Override
    public Volume get(String name) {
        NameOrId.ofVolume(name);
        return volume(question(name).read(), "find volume " + name);
    }

    /** As the CLI does it: the whole specification goes back, with the version that it was read with. */
    @Override
    public void update(String name, String availability, String commandLine) {
        rest.require(Map.of("docker volume update", "1.42"));
        JsonNode cluster = question(name).read().path("ClusterVolume");
        if (!cluster.isObject()) {
            throw new InvalidOptionException(
                    "docker volume update",
                    name,
                    "it is not a cluster volume, and only those can be changed");
        }
        String doing = "update volume " + name;
        ObjectNode spec = JsonText.object();
        JsonText.fields(cluster.path("Spec"))
                .forEach(field -> spec.set(field.getKey(), field.getValue()));
        if (!availability.isEmpty()) {
            spec.put("Availability", availability);
        }
        ObjectNode body = JsonText.object();
        body.set("Spec", spec);
        rest.put("volumes", Fields.text(cluster, "ID", doing))
                .query("version", cluster.path("Version").path("Index").asText("0"))
                .body(
                        new ByteArrayInputStream(JsonText.text(body).getBytes(UTF_8)),
                        "application/json")
                .to(doing)
                .as(commandLine)
                .status();
    }

    @Override
    public PruneReport prune(Filters filters, boolean all) {
        JsonNode said =
                rest.post("volumes", "prune")
                        .filters(forPrune(filters, all))
                        .to("prune the volumes")
                        .as("docker volume prune")
                        .read();
        List<String> removed = new ArrayList<>();
        Fields.list(said, "VolumesDeleted", "prune the volumes")
                .forEach(name -> removed.add(name.asText()));
        return new PruneReport(removed, said.path("SpaceReclaimed").asLong());
    }

    /** Before API 1.42 the engine prunes named volumes always, and to spare them is not in its power. */
    private Filters forPrune(Filters filters, boolean all) {
        boolean tells = rest.version().isAtLeast(1, 42);
        if (!tells && !all) {
            throw new InvalidOptionException(
                    "docker volume prune",
                    "anonymous volumes only",
                    "the engine speaks API "
                            + rest.version()
                            + ", and before 1.42 it prunes the named volumes too; say all() if you mean that");
        }
        return tells && all ? filters.with("all", "true") : filters;
    }

    @Override
    public PruneReport pruneDryRun(Filters filters, boolean all) {
        forPrune(filters, all);
        PruneFilters prune = PruneFilters.of(filters);
        List<String> names = new ArrayList<>();
        for (Volume volume : list(prune.ofLists().with("dangling", "true"))) {
            if (prune.take(volume.labels()) && (all || isAnonymous(volume))) {
                names.add(volume.name());
            }
        }
        return new PruneReport(names, 0);
    }

    /** Docker's engines mark them with a label, podman does not. */
    private boolean isAnonymous(Volume volume) {
        return rest.isPodman()
                ? GIVEN_NAME.matcher(volume.name()).matches()
                : volume.labels().containsKey(ANONYMOUS);
    }
}
