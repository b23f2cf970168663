package io.dockerkit.impl.container;

import io.dockerkit.Json;
import io.dockerkit.container.ContainerDetails.HostConfig;
import io.dockerkit.container.Port;
import io.dockerkit.impl.rest.ApiObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The HostConfig of one container. Immutable and thread-safe. */
record JsonHostConfig(Json said) implements HostConfig {
    private static final double NANOS = 1e9;

    /** The quota counts for a period of 100 ms unless another is set. */
    private static final double USUAL_PERIOD = 100_000;

    /** The engine writes 0, and podman -1, for what is not set. */
    private OptionalLong positive(String field) {
        long number = said.at("/" + field).number();
        return number > 0 ? OptionalLong.of(number) : OptionalLong.empty();
    }

    @Override
    public OptionalLong memory() {
        return positive("Memory");
    }

    @Override
    public OptionalLong memorySwap() {
        return said.at("/MemorySwap").number() < 0 ? OptionalLong.of(-1) : positive("MemorySwap");
    }

    @Override
    public OptionalLong memoryReservation() {
        return positive("MemoryReservation");
    }

    @Override
    public OptionalDouble cpus() {
        OptionalLong nanos = positive("NanoCpus");
        if (nanos.isPresent()) {
            return OptionalDouble.of(nanos.getAsLong() / NANOS);
        }
        OptionalLong quota = positive("CpuQuota");
        OptionalLong period = positive("CpuPeriod");
        return quota.isPresent()
                ? OptionalDouble.of(
                        quota.getAsLong()
                                / (period.isPresent() ? period.getAsLong() : USUAL_PERIOD))
                : OptionalDouble.empty();
    }

    @Override
    public OptionalLong cpuShares() {
        return positive("CpuShares");
    }

    @Override
    public Optional<String> cpusetCpus() {
        return ApiObject.present(said.at("/CpusetCpus"));
    }

    @Override
    public OptionalLong pidsLimit() {
        return positive("PidsLimit");
    }

    @Override
    public OptionalLong shmSize() {
        return positive("ShmSize");
    }

    @Override
    public String restart() {
        String name = said.at("/RestartPolicy/Name").text();
        long most = said.at("/RestartPolicy/MaximumRetryCount").number();
        return (name.isEmpty() ? "no" : name) + (most > 0 ? ":" + most : "");
    }

    @Override
    public Optional<String> logDriver() {
        return ApiObject.present(said.at("/LogConfig/Type"));
    }

    @Override
    public Map<String, String> logOptions() {
        return said.at("/LogConfig/Config").textFields();
    }

    @Override
    public boolean privileged() {
        return said.at("/Privileged").bool();
    }

    @Override
    public boolean readOnly() {
        return said.at("/ReadonlyRootfs").bool();
    }

    @Override
    public List<String> capAdd() {
        return said.at("/CapAdd").texts();
    }

    @Override
    public List<String> capDrop() {
        return said.at("/CapDrop").texts();
    }

    @Override
    public List<String> securityOpt() {
        return said.at("/SecurityOpt").texts();
    }

    @Override
    public List<String> binds() {
        return said.at("/Binds").texts();
    }

    @Override
    public List<Port.Binding> portBindings() {
        return bindings(said.at("/PortBindings"));
    }

    @Override
    public List<String> dns() {
        return said.at("/Dns").texts();
    }

    @Override
    public List<String> addHost() {
        return said.at("/ExtraHosts").texts();
    }

    /** Returns the ports of an object that has a list of bindings for each port. */
    static List<Port.Binding> bindings(Json ports) {
        List<Port.Binding> bindings = new ArrayList<>();
        ports.fields()
                .forEach(
                        (port, said) ->
                                said.items()
                                        .forEach(binding -> bindings.add(binding(port, binding))));
        return List.copyOf(bindings);
    }

    private static Port.Binding binding(String port, Json said) {
        return new Port.Binding(
                Port.reported(port),
                said.at("/HostIp").text(),
                ApiObject.integer(said.at("/HostPort")));
    }

    /** Returns the limits; options of log drivers may hold secrets. */
    @Override
    public String toString() {
        return "memory "
                + (memory().isPresent() ? memory().getAsLong() : "unlimited")
                + ", cpus "
                + (cpus().isPresent() ? cpus().getAsDouble() : "unlimited")
                + ", restart "
                + restart();
    }
}
