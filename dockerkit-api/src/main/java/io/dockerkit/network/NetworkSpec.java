package io.dockerkit.network;

import io.dockerkit.HostContext;
import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Addresses;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.ShellQuoting;
import io.dockerkit.spi.NetworkBackend;
import java.util.ArrayList;
import java.util.List;
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
public final class NetworkSpec {
    private final NetworkBackend backend;
    private final String name;
    private final FlagValues flags;

    private NetworkSpec(NetworkBackend backend, String name, FlagValues flags) {
        this.backend = backend;
        this.name = name;
        this.flags = flags;
    }

    static NetworkSpec of(NetworkBackend backend, String name) {
        Checks.text("network", "name", name);
        return new NetworkSpec(backend, name, FlagValues.none(NetworkFlags.TABLE));
    }

    /** Returns the name that the network is to have. */
    public String name() {
        return name;
    }

    /** Returns the same spec for a network of another name. */
    public NetworkSpec named(String other) {
        return new NetworkSpec(
                backend, of(backend, Checks.text("network", "other", other)).name, flags);
    }

    /** Returns the same spec for another connection: {@code spec.on(docker.networks())}. */
    public NetworkSpec on(NetworkCommands other) {
        return new NetworkSpec(Objects.requireNonNull(other, "other").backend(), name, flags);
    }

    /**
     * Sets any flag of {@code docker network create} in the CLI's own syntax; the named options do no more than this.
     *
     * @param flag the flag's long name without dashes
     * @param value the value as the CLI takes it; {@code "true"} or {@code "false"} for a switch
     * @throws InvalidOptionException if there is no such flag or it does not accept the value
     */
    public NetworkSpec flag(String flag, String value) {
        Objects.requireNonNull(flag, "flag");
        return new NetworkSpec(backend, name, flags.with(flag, value));
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
        draft.put("Name", name);
        draft.put("CheckDuplicate", true);
        draft.put("Driver", "bridge");
        flags.writeTo(draft);
        Ipam.write(flags, draft);
        return backend.create(name, draft.body(), flags.needs(), toString());
    }

    /** Returns the equivalent command line. */
    public String toCommandLine() {
        List<String> words = new ArrayList<>(List.of("docker", "network", "create"));
        words.addAll(flags.words());
        words.add(name);
        return ShellQuoting.join(words);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NetworkSpec that
                && name.equals(that.name)
                && flags.equals(that.flags);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, flags);
    }

    /** Returns the equivalent command line. */
    @Override
    public String toString() {
        return toCommandLine();
    }
}
