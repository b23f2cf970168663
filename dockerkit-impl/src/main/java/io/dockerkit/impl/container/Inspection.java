package io.dockerkit.impl.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.Json;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.ContainerState;
import io.dockerkit.container.MountPoint;
import io.dockerkit.container.NetworkEndpoint;
import io.dockerkit.container.Port;
import io.dockerkit.container.PortBinding;
import io.dockerkit.impl.rest.References;
import io.dockerkit.impl.rest.Said;
import io.dockerkit.impl.rest.ShortId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the engine said about one container. Immutable and thread-safe. */
final class Inspection extends Said implements ContainerDetails {
    Inspection(JsonNode said) {
        super(said);
    }

    @Override
    public String id() {
        return text("/Id");
    }

    @Override
    public String name() {
        return References.withoutSlash(text("/Name"));
    }

    @Override
    public String image() {
        return text("/Config/Image");
    }

    @Override
    public String imageId() {
        return text("/Image");
    }

    @Override
    public Instant created() {
        return timeOrEpoch("/Created");
    }

    @Override
    public ContainerState state() {
        return new ContainerState(
                text("/State/Status"),
                at("/State/Running").bool(),
                at("/State/Paused").bool(),
                at("/State/Pid").number(),
                (int) at("/State/ExitCode").number(),
                at("/State/OOMKilled").bool(),
                text("/State/Error"),
                health(),
                time("/State/StartedAt"),
                time("/State/FinishedAt"));
    }

    /** Some engines say "none" where there is no health check. */
    private String health() {
        String status = text("/State/Health/Status");
        return status.equals("none") ? "" : status;
    }

    @Override
    public List<String> command() {
        List<String> words = new ArrayList<>();
        words.add(text("/Path"));
        words.addAll(at("/Args").texts());
        return List.copyOf(words);
    }

    @Override
    public Map<String, String> env() {
        return variables("/Config/Env");
    }

    @Override
    public Map<String, String> labels() {
        return at("/Config/Labels").textFields();
    }

    @Override
    public String hostname() {
        return text("/Config/Hostname");
    }

    @Override
    public String user() {
        return text("/Config/User");
    }

    @Override
    public String workdir() {
        return text("/Config/WorkingDir");
    }

    @Override
    public boolean tty() {
        return at("/Config/Tty").bool();
    }

    @Override
    public boolean autoRemove() {
        return at("/HostConfig/AutoRemove").bool();
    }

    @Override
    public String networkMode() {
        return text("/HostConfig/NetworkMode");
    }

    @Override
    public Map<String, NetworkEndpoint> networks() {
        Map<String, NetworkEndpoint> networks = new LinkedHashMap<>();
        at("/NetworkSettings/Networks")
                .fields()
                .forEach((name, said) -> networks.put(name, endpoint(name, said)));
        return Collections.unmodifiableMap(networks);
    }

    private static NetworkEndpoint endpoint(String name, Json said) {
        return new NetworkEndpoint(
                name,
                said.at("/NetworkID").text(),
                said.at("/IPAddress").text(),
                (int) said.at("/IPPrefixLen").number(),
                said.at("/Gateway").text(),
                said.at("/GlobalIPv6Address").text(),
                said.at("/MacAddress").text(),
                said.at("/Aliases").texts());
    }

    @Override
    public Optional<String> ipAddress() {
        return networks().values().stream()
                .map(NetworkEndpoint::ipAddress)
                .filter(address -> !address.isEmpty())
                .findFirst();
    }

    @Override
    public List<Port> exposedPorts() {
        return names("/Config/ExposedPorts").stream().map(Port::parse).sorted().toList();
    }

    @Override
    public List<PortBinding> ports() {
        List<PortBinding> bindings = new ArrayList<>();
        at("/NetworkSettings/Ports")
                .fields()
                .forEach(
                        (port, said) ->
                                said.items()
                                        .forEach(binding -> bindings.add(binding(port, binding))));
        return List.copyOf(bindings);
    }

    private static PortBinding binding(String port, Json said) {
        String number = said.at("/HostPort").text();
        return new PortBinding(
                Port.parse(port),
                said.at("/HostIp").text(),
                number.isEmpty() ? 0 : Integer.parseInt(number));
    }

    @Override
    public List<MountPoint> mounts() {
        return at("/Mounts").items().stream()
                .map(
                        said ->
                                new MountPoint(
                                        said.at("/Type").text(),
                                        said.at("/Name").text(),
                                        said.at("/Source").text(),
                                        said.at("/Destination").text(),
                                        !said.at("/RW").bool()))
                .toList();
    }

    /** Returns name, id and state; nothing that may hold a secret. */
    @Override
    public String toString() {
        return "container " + name() + " (" + ShortId.of(id()) + ", " + text("/State/Status") + ")";
    }
}
