package io.dockerkit.swarm;

import io.dockerkit.FlagOptions;
import io.dockerkit.cli.Addresses;
import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.CommandOptions;
import io.dockerkit.cli.Flag;
import io.dockerkit.cli.FlagTable;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.Numbers;
import io.dockerkit.cli.RequestDraft;
import io.dockerkit.cli.Words;
import io.dockerkit.spi.NounBackend;
import io.dockerkit.spi.SwarmBackend;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A {@code docker swarm init}: makes the engine the first manager of a new swarm. No request is sent until
 * {@link #execute()}.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class SwarmInitSpec extends CommandOptions<SwarmInitSpec>
        implements FlagOptions<SwarmInitSpec> {
    static final FlagTable TABLE =
            new FlagTable(
                            "docker swarm init",
                            Stream.concat(
                                            Stream.of(
                                                    SwarmFlags.ADVERTISE_ADDR,
                                                    SwarmFlags.AVAILABILITY,
                                                    SwarmFlags.DATA_PATH_ADDR,
                                                    Flag.one(
                                                                    "data-path-port",
                                                                    "1024..49151, or 0 for 4789",
                                                                    "Port for the traffic of containers")
                                                            .since("1.40")
                                                            .checked(Numbers.upTo(4_294_967_295L))
                                                            .writes(Words.numberAt("DataPathPort")),
                                                    Flag.many(
                                                                    "default-addr-pool",
                                                                    "networks in CIDR notation, such as 10.20.0.0/16",
                                                                    "Where subnets of networks are taken from")
                                                            .since("1.39")
                                                            .checked(SwarmInitSpec::pools)
                                                            .writes(SwarmInitSpec::writePools),
                                                    Flag.one(
                                                                    "default-addr-pool-mask-length",
                                                                    "a number of bits",
                                                                    "Size of such a subnet")
                                                            .since("1.39")
                                                            .checked(Numbers.upTo(4_294_967_295L))
                                                            .writes(Words.numberAt("SubnetSize")),
                                                    Flag.toggle(
                                                                    "force-new-cluster",
                                                                    "Begin anew from the state that the engine has")
                                                            .writes(
                                                                    Words.trueAt(
                                                                            "ForceNewCluster")),
                                                    SwarmFlags.LISTEN_ADDR),
                                            SwarmFlags.OF_THE_SWARM.stream())
                                    .toList())
                    .flagsAnywhere();

    private final SwarmBackend backend;

    private SwarmInitSpec(SwarmBackend backend, CommandLine line) {
        super(line);
        this.backend = backend;
    }

    static SwarmInitSpec of(SwarmBackend backend, CommandLine line) {
        return new SwarmInitSpec(backend, line.requireOperands(0, 0, ""));
    }

    @Override
    protected SwarmInitSpec with(CommandLine next) {
        return new SwarmInitSpec(backend, next);
    }

    private static String pools(String value) {
        for (String pool : value.split(",", -1)) {
            Addresses.network(Words.strip(pool));
        }
        return value;
    }

    private static void writePools(List<String> values, RequestDraft draft) {
        for (String value : values) {
            for (String pool : value.split(",", -1)) {
                draft.add("DefaultAddrPool", Addresses.network(Words.strip(pool)));
            }
        }
    }

    /** Sets the address that other nodes are told, an IP address or a network interface, with or without a port: {@code --advertise-addr}. */
    public SwarmInitSpec advertiseAddr(String address) {
        return flag("advertise-addr", Checks.text("--advertise-addr", "address", address));
    }

    /** Sets whether the node takes tasks, {@code active}, {@code pause} or {@code drain}: {@code --availability}. */
    public SwarmInitSpec availability(String availability) {
        return flag("availability", Checks.text("--availability", "availability", availability));
    }

    /** Sets the address or interface for the traffic of containers: {@code --data-path-addr}. */
    public SwarmInitSpec dataPathAddr(String address) {
        return flag("data-path-addr", Checks.text("--data-path-addr", "address", address));
    }

    /** Sets the address to listen at, {@code 0.0.0.0:2377} unless set: {@code --listen-addr}. */
    public SwarmInitSpec listenAddr(String address) {
        return flag("listen-addr", Checks.text("--listen-addr", "address", address));
    }

    /** Asks for a key when a manager starts again: {@code --autolock}. {@link io.dockerkit.Swarm#unlockKey()} returns the key. */
    public SwarmInitSpec autolock() {
        return flag("autolock", "true");
    }

    /**
     * Sets how long the certificates of nodes are valid: {@code --cert-expiry}.
     *
     * @throws io.dockerkit.InvalidOptionException if it is shorter than an hour, the least that a swarm takes
     */
    public SwarmInitSpec certExpiry(Duration time) {
        return flag("cert-expiry", SwarmFlags.time("--cert-expiry", time, Duration.ofHours(1)));
    }

    /**
     * Adds a certificate authority outside of the swarm: {@code --external-ca protocol=cfssl,url=…}.
     *
     * @param url where it signs certificates
     */
    public SwarmInitSpec externalCa(String url) {
        return flag(
                "external-ca", "protocol=cfssl,url=" + Checks.text("--external-ca", "url", url));
    }

    /** Sets the time between two signs of life of a node: {@code --dispatcher-heartbeat}. */
    public SwarmInitSpec dispatcherHeartbeat(Duration time) {
        return flag(
                "dispatcher-heartbeat",
                SwarmFlags.time("--dispatcher-heartbeat", time, Duration.ofSeconds(1)));
    }

    /** Sets how many snapshots of the managers' log are kept besides the last one, 0 for none: {@code --max-snapshots}. */
    public SwarmInitSpec maxSnapshots(long number) {
        return flag(
                "max-snapshots",
                String.valueOf(Checks.between("--max-snapshots", number, 0, Long.MAX_VALUE)));
    }

    /** Sets the number of log entries between two snapshots: {@code --snapshot-interval}. */
    public SwarmInitSpec snapshotInterval(long entries) {
        return flag(
                "snapshot-interval",
                String.valueOf(Checks.between("--snapshot-interval", entries, 1, Long.MAX_VALUE)));
    }

    /** Sets how many ended tasks are kept for each slot, 0 for none: {@code --task-history-limit}. */
    public SwarmInitSpec taskHistoryLimit(int tasks) {
        return flag(
                "task-history-limit",
                String.valueOf(
                        Checks.between("--task-history-limit", tasks, 0, Integer.MAX_VALUE)));
    }

    /** Sets the port for the traffic of containers, 1024 to 49151; 4789 unless set: {@code --data-path-port}. */
    public SwarmInitSpec dataPathPort(int port) {
        return flag(
                "data-path-port",
                String.valueOf(Checks.between("--data-path-port", port, 1024, 49151)));
    }

    /** Adds a network from which subnets of networks are taken, {@code 10.20.0.0/16} for instance: {@code --default-addr-pool}. */
    public SwarmInitSpec defaultAddrPool(String cidr) {
        return flag("default-addr-pool", Checks.text("--default-addr-pool", "cidr", cidr));
    }

    /** Sets how many bits the prefix of such a subnet has; 24 unless set: {@code --default-addr-pool-mask-length}. */
    public SwarmInitSpec defaultAddrPoolMaskLength(int bits) {
        return flag(
                "default-addr-pool-mask-length",
                String.valueOf(Checks.between("--default-addr-pool-mask-length", bits, 1, 128)));
    }

    /** Begins a swarm of one manager anew from the state that the engine has: {@code --force-new-cluster}. */
    public SwarmInitSpec forceNewCluster() {
        return flag("force-new-cluster", "true");
    }

    /**
     * Begins the swarm.
     *
     * @return the id of the engine's node
     * @throws io.dockerkit.EngineException if the engine is in a swarm, or has several addresses and none was named
     */
    @CanIgnoreReturnValue
    public String execute() {
        RequestDraft draft = new RequestDraft(line().host());
        draft.put("ListenAddr", "0.0.0.0:2377");
        draft.put("SubnetSize", 24L);
        FlagValues flags = line().flags();
        flags.writeTo(draft);
        Map<String, Object> spec = SwarmFlags.takeSpec(draft);
        draft.put("Spec", spec);
        if (flags.isSet("autolock")) {
            draft.put("AutoLockManagers", flags.value("autolock").orElse("").equals("true"));
        }
        NounBackend.requireEngineOf(line(), backend);
        return backend.init(draft.body(), flags.needs(), toString());
    }
}
