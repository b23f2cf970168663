package io.dockerkit.swarm;

import io.dockerkit.cli.CanIgnoreReturnValue;
import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.CommandOptions;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.container.flags.ResourceLimits;
import io.dockerkit.container.flags.ServiceWriter;
import io.dockerkit.spi.NounBackend;
import io.dockerkit.spi.ServiceBackend;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A {@code docker service create}. No request is sent until {@link #execute()}, which waits until the service has converged,
 * or {@link #start()}, which does not.
 *
 * <p>Immutable and thread-safe; each option returns a new spec. Two are equal if they say the same to docker.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class ServiceSpec extends CommandOptions<ServiceSpec>
        implements ServiceOptions<ServiceSpec> {
    static final Duration USUAL_TIMEOUT = Duration.ofMinutes(10);

    private final ServiceBackend backend;
    private final Duration timeout;
    private final Consumer<? super ServiceProgress> progress;

    private ServiceSpec(
            ServiceBackend backend,
            CommandLine line,
            Duration timeout,
            Consumer<? super ServiceProgress> progress) {
        super(line);
        this.backend = backend;
        this.timeout = timeout;
        this.progress = progress;
    }

    static ServiceSpec of(ServiceBackend backend, CommandLine line) {
        return new ServiceSpec(
                backend,
                line.requireOperands(1, Integer.MAX_VALUE, "IMAGE [COMMAND] [ARG...]"),
                USUAL_TIMEOUT,
                given -> {});
    }

    @Override
    protected ServiceSpec with(CommandLine next) {
        return new ServiceSpec(backend, next, timeout, progress);
    }

    /** Returns the name of the service; empty if the swarm chooses one. */
    public Optional<String> name() {
        return line().flags().value("name");
    }

    /** Returns the image as it was named. */
    public String image() {
        return line().operand(0);
    }

    /** Sets the arguments of the containers' program, instead of the image's; they are passed as they are. */
    public ServiceSpec args(String... words) {
        List<String> operands = new ArrayList<>(List.of(image()));
        operands.addAll(Checks.elements("words", words));
        return with(line().operands(operands));
    }

    /**
     * Sets the mode: {@code --mode}.
     *
     * @param mode {@code replicated} (the default), {@code global} (one task on each node), {@code replicated-job} or
     *     {@code global-job} (tasks that end)
     */
    public ServiceSpec mode(String mode) {
        return flag("mode", Checks.text("--mode", "mode", mode));
    }

    /** Reads environment variables from a file: {@code --env-file}. */
    public ServiceSpec envFile(Path file) {
        return flag("env-file", Checks.file("--env-file", "file", file));
    }

    /** Publishes a port of the containers on a port of all nodes: {@code --publish published:target}. */
    public ServiceSpec port(int published, int target) {
        Checks.between("--publish", published, 1, 65535);
        Checks.between("--publish", target, 1, 65535);
        return flag("publish", published + ":" + target);
    }

    /** Sets labels of the service: {@code --label}, once for each. */
    public ServiceSpec labels(Map<String, String> labels) {
        ServiceSpec spec = this;
        for (Map.Entry<String, String> label : Checks.entries("labels", labels).entrySet()) {
            spec = spec.label(label.getKey(), label.getValue());
        }
        return spec;
    }

    /** Gives the tasks a config as a file, a name or {@code source=name,target=path,uid=0,gid=0,mode=0444}: {@code --config}. */
    public ServiceSpec config(String config) {
        return flag("config", Checks.text("--config", "config", config));
    }

    /** Places tasks only on nodes that meet this, {@code node.role==manager} for instance: {@code --constraint}. */
    public ServiceSpec constraint(String constraint) {
        return flag("constraint", Checks.text("--constraint", "constraint", constraint));
    }

    /** Sets a label of the containers: {@code --container-label}. */
    public ServiceSpec containerLabel(String key, String value) {
        return flag("container-label", Checks.pair("--container-label", "key", key, value));
    }

    /** Adds a DNS server: {@code --dns}. */
    public ServiceSpec dns(String address) {
        return flag("dns", Checks.text("--dns", "address", address));
    }

    /** Adds a DNS option: {@code --dns-option}. */
    public ServiceSpec dnsOption(String option) {
        return flag("dns-option", Checks.text("--dns-option", "option", option));
    }

    /** Adds a DNS search domain: {@code --dns-search}. */
    public ServiceSpec dnsSearch(String domain) {
        return flag("dns-search", Checks.text("--dns-search", "domain", domain));
    }

    /** Sets an environment variable: {@code --env}. */
    public ServiceSpec env(String name, String value) {
        return flag("env", Checks.pair("--env", "name", name, value));
    }

    /** Reserves a number of a resource of the user's own: {@code --generic-resource}. */
    public ServiceSpec genericResource(String kind, long number) {
        return flag(
                "generic-resource",
                Checks.pair(
                        "--generic-resource",
                        "kind",
                        kind,
                        String.valueOf(
                                Checks.between("--generic-resource", number, 1, Long.MAX_VALUE))));
    }

    /** Adds a group of the user: {@code --group}. */
    public ServiceSpec group(String group) {
        return flag("group", Checks.text("--group", "group", group));
    }

    /** Adds a line to the hosts file: {@code --host}. */
    public ServiceSpec host(String host, String address) {
        return flag(
                "host",
                Checks.withoutColon("--host", "host", host)
                        + ":"
                        + Checks.text("--host", "address", address));
    }

    /** Sets a label of the service: {@code --label}. */
    public ServiceSpec label(String key, String value) {
        return flag("label", Checks.pair("--label", "key", key, value));
    }

    /** Mounts a volume, a path of the node or a tmpfs, {@code type=volume,src=data,dst=/data} for instance: {@code --mount}. */
    public ServiceSpec mount(String mount) {
        return flag("mount", Checks.text("--mount", "mount", mount));
    }

    /** Connects the tasks to a network, a name or {@code name=…,alias=…}: {@code --network}. */
    public ServiceSpec network(String network) {
        return flag("network", Checks.text("--network", "network", network));
    }

    /** Spreads tasks over the values of a label, {@code spread=node.labels.zone} for instance: {@code --placement-pref}. */
    public ServiceSpec placementPref(String preference) {
        return flag("placement-pref", Checks.text("--placement-pref", "preference", preference));
    }

    /** Publishes a port, {@code 8080:80} or {@code target=80,published=8080,mode=host} for instance: {@code --publish}. */
    public ServiceSpec publish(String port) {
        return flag("publish", Checks.text("--publish", "port", port));
    }

    /** Gives the tasks a secret as a file in {@code /run/secrets}, a name or {@code source=name,target=path,uid=0,gid=0,mode=0400}: {@code --secret}. */
    public ServiceSpec secret(String secret) {
        return flag("secret", Checks.text("--secret", "secret", secret));
    }

    /** Sets a kernel parameter: {@code --sysctl}. */
    public ServiceSpec sysctl(String name, String value) {
        return flag("sysctl", Checks.pair("--sysctl", "name", name, value));
    }

    /** Sets a limit of processes, -1 for none: {@code --ulimit}. */
    public ServiceSpec ulimit(String name, long soft, long hard) {
        return flag("ulimit", ResourceLimits.ulimit("--ulimit", name, soft, hard));
    }

    /** Sets how long {@link #execute()} waits at most, instead of ten minutes. Not a flag of the CLI. */
    public ServiceSpec timeout(Duration limit) {
        Objects.requireNonNull(limit, "limit");
        return new ServiceSpec(backend, line(), Checks.positive("timeout", limit), progress);
    }

    /** Reports what the tasks do while {@link #execute()} waits. Not a flag of the CLI. */
    public ServiceSpec onProgress(Consumer<? super ServiceProgress> consumer) {
        return new ServiceSpec(
                backend, line(), timeout, Objects.requireNonNull(consumer, "consumer"));
    }

    /**
     * Creates the service and waits until it has converged, as the CLI does without {@code --detach}: until its tasks run and
     * have done so for five seconds, or for the time of {@link #updateMonitor}; a job until its tasks are complete.
     *
     * @throws io.dockerkit.InvalidOptionException if the options do not go together, or there is no such secret or config
     * @throws io.dockerkit.NameInUseException if a service has the name
     * @throws io.dockerkit.DockerTimeoutException if it does not converge in time; the message has what its tasks say, and the
     *     service stays
     */
    @CanIgnoreReturnValue
    public Service execute() {
        Service service = create();
        if (!line().flags().isSet("detach")) {
            backend.await(
                    service.id(),
                    new ServiceBackend.Convergence(timeout, progress, false, toString()));
        }
        return service.inspect();
    }

    /**
     * Creates the service and does not wait: {@code --detach}.
     *
     * @throws io.dockerkit.InvalidOptionException if the options do not go together, or there is no such secret or config
     * @throws io.dockerkit.NameInUseException if a service has the name
     */
    @CanIgnoreReturnValue
    public Service start() {
        return create();
    }

    private Service create() {
        ServiceWriter.check(line());
        NounBackend.requireEngineOf(line(), backend);
        FlagValues flags = line().flags();
        return backend.create(
                new ServiceBackend.Request(
                        (spec, names) -> ServiceWriter.create(line(), spec, names),
                        flags.needs(),
                        !flags.isSet("no-resolve-image"),
                        flags.isSet("with-registry-auth")
                                ? ServiceBackend.Auth.OF_THE_USER
                                : ServiceBackend.Auth.NONE,
                        false,
                        toString()));
    }
}
