package io.dockerkit.network;

import io.dockerkit.FlagOptions;
import io.dockerkit.HostContext;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Addresses;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.CommandOptions;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.spi.NetworkBackend;
import io.dockerkit.spi.NounBackend;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A {@code docker network create}. No request is sent until {@link #execute()}.
 *
 * <pre>{@code
 * Network isolated = Networks.create("isolated").subnet("182.1.0.0/16").execute();
 * }</pre>
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class NetworkSpec extends CommandOptions<NetworkSpec>
        implements FlagOptions<NetworkSpec> {
    private final NetworkBackend backend;

    private NetworkSpec(NetworkBackend backend, CommandLine line) {
        super(line);
        this.backend = backend;
    }

    @Override
    protected NetworkSpec with(CommandLine next) {
        return new NetworkSpec(backend, next);
    }

    static NetworkSpec of(NetworkBackend backend, String name) {
        Checks.text("network", "name", name);
        return new NetworkSpec(backend, CommandLine.of(NetworkFlags.TABLE, List.of(name)));
    }

    static NetworkSpec of(NetworkBackend backend, CommandLine parsed) {
        CommandLine line = parsed.requireOperands(1, 1, "network");
        Checks.text("network", "name", line.operand(0));
        return new NetworkSpec(backend, line);
    }

    /** Returns the name that the network is to have. */
    public String name() {
        return line().operand(0);
    }

    /** Returns the same spec for a network of another name. */
    public NetworkSpec named(String other) {
        return with(line().operands(List.of(Checks.text("network", "other", other))));
    }

    /** Returns the same spec for another connection: {@code spec.on(docker.networks())}. */
    public NetworkSpec on(NetworkCommands other) {
        return new NetworkSpec(Objects.requireNonNull(other, "other").backend(), line());
    }

    /** Sets the driver; {@code bridge} unless set: {@code --driver}. */
    public NetworkSpec driver(String driver) {
        return flag("driver", Checks.text("--driver", "driver", driver));
    }

    /**
     * Adds a subnet, {@code address/prefix}: {@code --subnet}. Host bits are cleared, {@code 182.1.0.1/16} being sent
     * as {@code 182.1.0.0/16}, since engines from 26 on refuse them.
     *
     * @throws InvalidOptionException if the text is not a subnet
     */
    public NetworkSpec subnet(String cidr) {
        return flag("subnet", Checks.text("--subnet", "cidr", cidr));
    }

    /** Sets the gateway, an address of the subnet; its first one unless set: {@code --gateway}. */
    public NetworkSpec gateway(String address) {
        return flag("gateway", Checks.text("--gateway", "address", address));
    }

    /** Sets the part of the subnet that containers get addresses from; all of it unless set: {@code --ip-range}. */
    public NetworkSpec ipRange(String cidr) {
        return flag("ip-range", Checks.text("--ip-range", "cidr", cidr));
    }

    /** Keeps an address of a subnet from containers, under a name for the driver: {@code --aux-address name=address}. */
    public NetworkSpec auxAddress(String name, String address) {
        String pair = Checks.pair("--aux-address", "name", name, "address", address);
        Addresses.nameFirst("--aux-address", "auxAddress", name, address);
        return flag("aux-address", pair);
    }

    /** Sets the driver of the addresses; {@code default} unless set: {@code --ipam-driver}. */
    public NetworkSpec ipamDriver(String driver) {
        return flag("ipam-driver", Checks.text("--ipam-driver", "driver", driver));
    }

    /** Sets an option of the driver of the addresses: {@code --ipam-opt key=value}. */
    public NetworkSpec ipamOpt(String key, String value) {
        return flag("ipam-opt", Checks.pair("--ipam-opt", "key", key, value));
    }

    /** Gives its containers IPv4 addresses, as they have unless this is false; from API 1.48 on: {@code --ipv4}. */
    public NetworkSpec ipv4(boolean enabled) {
        return flag("ipv4", String.valueOf(enabled));
    }

    /** Makes it the routing mesh of a swarm: {@code --ingress}. */
    public NetworkSpec ingress() {
        return flag("ingress", "true");
    }

    /** Sets the scope, {@code local}, {@code global} or {@code swarm}: {@code --scope}. */
    public NetworkSpec scope(String scope) {
        return flag("scope", Checks.text("--scope", "scope", scope));
    }

    /** Makes a configuration for other networks alone: {@code --config-only}. */
    public NetworkSpec configOnly() {
        return flag("config-only", "true");
    }

    /** Copies the configuration of another network: {@code --config-from}. */
    public NetworkSpec configFrom(String network) {
        return flag("config-from", Checks.text("--config-from", "network", network));
    }

    /** Gives its containers no way out: {@code --internal}. */
    public NetworkSpec internal() {
        return flag("internal", "true");
    }

    /** Lets containers attach to a swarm network by hand: {@code --attachable}. */
    public NetworkSpec attachable() {
        return flag("attachable", "true");
    }

    /** Gives its containers IPv6 addresses too: {@code --ipv6}. */
    public NetworkSpec ipv6() {
        return flag("ipv6", "true");
    }

    /** Gives its containers IPv6 addresses too, or not, whatever the engine's own default: {@code --ipv6}. */
    public NetworkSpec ipv6(boolean enabled) {
        return flag("ipv6", String.valueOf(enabled));
    }

    /** Adds a label: {@code --label key=value}. */
    public NetworkSpec label(String key, String value) {
        return flag("label", Checks.pair("--label", "key", key, value));
    }

    /** Adds a label without a value: {@code --label key}. */
    public NetworkSpec label(String key) {
        return flag("label", Checks.text("--label", "key", key));
    }

    /** Adds labels: {@code --label} for each. */
    public NetworkSpec labels(Map<String, String> labels) {
        NetworkSpec spec = this;
        for (Map.Entry<String, String> label : Checks.entries("labels", labels).entrySet()) {
            spec = spec.label(label.getKey(), label.getValue());
        }
        return spec;
    }

    /** Sets an option of the driver: {@code --opt key=value}. */
    public NetworkSpec opt(String key, String value) {
        return flag("opt", Checks.pair("--opt", "key", key, value));
    }

    /**
     * Creates the network.
     *
     * @throws InvalidOptionException if a gateway or a range is set without a subnet
     * @throws io.dockerkit.NameInUseException if there is a network with this name
     * @throws io.dockerkit.EngineException if the subnet overlaps with another network's
     */
    @CanIgnoreReturnValue
    public Network execute() {
        RequestDraft draft = new RequestDraft(HostContext.ofThisProcess());
        draft.put("Name", name());
        draft.put("CheckDuplicate", true);
        draft.put("Driver", "bridge");
        line().flags().writeTo(draft);
        Ipam.write(line().flags(), draft);
        NounBackend.requireEngineOf(line(), backend);
        return backend.create(name(), draft.body(), line().flags().needs(), toString());
    }
}
