package io.dockerkit.impl.volume;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.ConflictException.Holder;
import io.dockerkit.DockerException;
import io.dockerkit.InUseException;
import io.dockerkit.Json;
import io.dockerkit.NotFoundException;
import io.dockerkit.Removal;
import io.dockerkit.cli.Filters;
import io.dockerkit.impl.id.NameOrId;
import io.dockerkit.impl.rest.ApiObject;
import io.dockerkit.impl.rest.EngineErrors;
import io.dockerkit.impl.rest.Rest;
import io.dockerkit.spi.Removed;
import io.dockerkit.volume.Volume;
import io.dockerkit.volume.VolumeUpdateSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** A volume with what the engine said about it. Thread-safe. */
final class EngineVolume extends ApiObject implements Volume {
    private final Rest rest;
    private final VolumeApi api;

    EngineVolume(Rest rest, VolumeApi api, JsonNode said) {
        super(said);
        this.rest = rest;
        this.api = api;
    }

    @Override
    public String name() {
        return text("/Name");
    }

    @Override
    public String driver() {
        return text("/Driver");
    }

    @Override
    public String mountpoint() {
        return text("/Mountpoint");
    }

    @Override
    public String scope() {
        return text("/Scope");
    }

    @Override
    public Map<String, String> labels() {
        return part("/Labels").textFields();
    }

    @Override
    public Map<String, String> options() {
        return part("/Options").textFields();
    }

    @Override
    public Optional<Instant> created() {
        return time("/CreatedAt");
    }

    @Override
    public OptionalLong size() {
        return amount(part("/UsageData/Size"));
    }

    @Override
    public OptionalLong references() {
        return amount(part("/UsageData/RefCount"));
    }

    @Override
    public Optional<Cluster> cluster() {
        Json cluster = part("/ClusterVolume");
        return cluster.exists() ? Optional.of(new JsonCluster(cluster)) : Optional.empty();
    }

    @Override
    public VolumeUpdateSpec update() {
        return VolumeUpdateSpec.of(api, name());
    }

    @Override
    public Volume inspect() {
        return api.get(name());
    }

    @Override
    public Removal remove() {
        return remove(options -> options);
    }

    @Override
    public Removal remove(UnaryOperator<RemoveSpec> options) {
        RemoveSpec spec = options.apply(RemoveSpec.defaults());
        try {
            rest.delete("volumes", name())
                    .query("force", spec.isForce())
                    .to("remove volume " + name())
                    .as(spec.toCommandLine(name()))
                    .status();
            return Removed.of(true, name());
        } catch (NotFoundException gone) {
            return Removed.of(false, name());
        } catch (InUseException used) {
            throw withUsers(used);
        }
    }

    /** The engine gives ids; the names are what the caller knows. */
    private InUseException withUsers(InUseException used) {
        List<Holder> users = new ArrayList<>();
        try {
            rest.get("containers", "json")
                    .query("all", true)
                    .filters(Filters.none().with("volume", name()))
                    .to("list the containers")
                    .readList()
                    .forEach(container -> users.add(user(container)));
        } catch (DockerException unknown) {
            used.addSuppressed(unknown);
        }
        return EngineErrors.held(used, users, "in use by", InUseException::new);
    }

    private static Holder user(JsonNode container) {
        String name = NameOrId.withoutSlash(container.at("/Names/0").asText(""));
        return new Holder("container", container.path("Id").asText(), name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EngineVolume that
                && name().equals(that.name())
                && rest.address().equals(that.rest.address());
    }

    @Override
    public int hashCode() {
        return name().hashCode();
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return "volume " + name();
    }
}
