package io.dockerkit.impl.volume;

import io.dockerkit.Json;
import io.dockerkit.impl.rest.ApiObject;
import io.dockerkit.volume.Volume.Cluster;
import java.util.Optional;
import java.util.OptionalLong;

/** What a swarm says about a volume. Immutable and thread-safe. */
record JsonCluster(Json said) implements Cluster {
    @Override
    public String id() {
        return said.at("/ID").text();
    }

    @Override
    public long version() {
        return said.at("/Version/Index").number();
    }

    @Override
    public Optional<String> group() {
        return ApiObject.present(said.at("/Spec/Group"));
    }

    @Override
    public String scope() {
        return said.at("/Spec/AccessMode/Scope").text();
    }

    @Override
    public String sharing() {
        return said.at("/Spec/AccessMode/Sharing").text();
    }

    @Override
    public String availability() {
        return said.at("/Spec/Availability").text();
    }

    @Override
    public Optional<String> type() {
        Json mode = said.at("/Spec/AccessMode");
        return mode.at("/MountVolume").exists()
                ? Optional.of("mount")
                : mode.at("/BlockVolume").exists() ? Optional.of("block") : Optional.empty();
    }

    @Override
    public OptionalLong requiredBytes() {
        return positive("/Spec/CapacityRange/RequiredBytes");
    }

    @Override
    public OptionalLong limitBytes() {
        return positive("/Spec/CapacityRange/LimitBytes");
    }

    @Override
    public OptionalLong capacity() {
        return positive("/Info/CapacityBytes");
    }

    /** Zero stands for no limit. */
    private OptionalLong positive(String pointer) {
        OptionalLong bytes = ApiObject.amount(said.at(pointer));
        return bytes.orElse(0) == 0 ? OptionalLong.empty() : bytes;
    }

    /** Returns id and availability. */
    @Override
    public String toString() {
        return "cluster volume " + id() + " (" + availability() + ")";
    }
}
