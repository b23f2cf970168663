package io.dockerkit.impl.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockerkit.Json;
import io.dockerkit.container.ContainerDetails;
import io.dockerkit.container.ContainerDetails.MountPoint;
import io.dockerkit.container.ContainerDetails.NetworkEndpoint;
import io.dockerkit.container.Port;
import io.dockerkit.impl.id.NameOrId;
import io.dockerkit.impl.id.ShortId;
import io.dockerkit.impl.rest.ApiObject;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What the engine said about one container. Immutable and thread-safe. */
final class JsonContainerDetails extends ApiObject implements ContainerDetails {
    JsonContainerDetails(JsonNode said) {
        super(said);
    }

    @Override
    public String id() {
        return text("/Id");
    }

    @Override
    public String name() {
        return NameOrId.withoutSlash(text("/Name"));
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
    public ContainerDetails.State state() {
        return new ReportedState(
                text("/State/Status"),
                part("/State/Running").bool(),
                part("/State/Paused").bool(),
                pid(),
                exitCode(),
                part("/State/OOMKilled").bool(),
                present(part("/State/Error")),
                health(),
                time("/State/StartedAt"),
                time("/State/FinishedAt"));
    }

    /** Windows has codes of 32 bits without a sign, and shows them with one. */
    private int exitCode() {
        long code = part("/State/ExitCode").number();
        return code > Integer.MAX_VALUE && code <= 0xffff_ffffL
                ? (int) code
                : integer("/State/ExitCode");
    }

    /** Some engines say "none" where there is no health check. */
    private Optional<String> health() {
        return present(part("/State/Health/Status")).filter(status -> !status.equals("none"));
    }

    private OptionalLong pid() {
        long pid = part("/State/Pid").number();
        return pid == 0 ? OptionalLong.empty() : OptionalLong.of(pid);
    }

    @Override
    public List<String> command() {
        return part("/Config/Cmd").texts();
    }

    @Override
    public Map<String, String> env() {
        return variables("/Config/Env");
    }

    @Override
    public Map<String, String> labels() {
        return part("/Config/Labels").textFields();
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
        return part("/Config/Tty").bool();
    }

    @Override
    public boolean autoRemove() {
        return part("/HostConfig/AutoRemove").bool();
    }

    @Override
    public String networkMode() {
        return text("/HostConfig/NetworkMode");
    }

    @Override
    public Map<String, NetworkEndpoint> networks() {
        Map<String, NetworkEndpoint> networks = new LinkedHashMap<>();
        part("/NetworkSettings/Networks")
                .fields()
                .forEach((name, said) -> networks.put(name, endpoint(name, said)));
        return Collections.unmodifiableMap(networks);
    }

    private static NetworkEndpoint endpoint(String name, Json said) {
        return new ReportedEndpoint(
                name,
                said.at("/NetworkID").text(),
                present(said.at("/IPAddress")),
                prefixLength(said),
                present(said.at("/Gateway")),
                present(said.at("/GlobalIPv6Address")),
                present(said.at("/MacAddress")),
                said.at("/Aliases").texts());
    }

    private static OptionalInt prefixLength(Json said) {
        int length = integer(said.at("/IPPrefixLen"));
        return length == 0 ? OptionalInt.empty() : OptionalInt.of(length);
    }

    @Override
    public Optional<String> ipAddress() {
        return networks().values().stream()
                .map(NetworkEndpoint::ipAddress)
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public List<Port> exposedPorts() {
        return names("/Config/ExposedPorts").stream().map(Port::reported).sorted().toList();
    }

    @Override
    public List<Port.Binding> ports() {
        return JsonHostConfig.bindings(part("/NetworkSettings/Ports"));
    }

    @Override
    public List<MountPoint> mounts() {
        return part("/Mounts").items().stream().map(JsonContainerDetails::mount).toList();
    }

    private static MountPoint mount(Json said) {
        return new ReportedMount(
                said.at("/Type").text(),
                present(said.at("/Name")),
                present(said.at("/Source")),
                said.at("/Destination").text(),
                !said.at("/RW").bool());
    }

    @Override
    public List<String> entrypoint() {
        return part("/Config/Entrypoint").texts();
    }

    @Override
    public HostConfig hostConfig() {
        return new JsonHostConfig(part("/HostConfig"));
    }

    @Override
    public long restartCount() {
        return part("/RestartCount").number();
    }

    @Override
    public List<HealthResult> healthLog() {
        return part("/State/Health/Log").items().stream()
                .map(said -> (HealthResult) new JsonHealthResult(said))
                .toList();
    }

    @Override
    public int failingStreak() {
        return integer("/State/Health/FailingStreak");
    }

    @Override
    public OptionalLong writableSize() {
        return amount(part("/SizeRw"));
    }

    @Override
    public OptionalLong totalSize() {
        return amount(part("/SizeRootFs"));
    }

    /** Returns name, id and state; nothing that may hold a secret. */
    @Override
    public String toString() {
        return "container " + name() + " (" + ShortId.of(id()) + ", " + text("/State/Status") + ")";
    }
}
