package io.dockerkit.swarm;

import io.dockerkit.cli.CheckReturnValue;
import io.dockerkit.cli.Checks;
import io.dockerkit.cli.CommandLine;
import io.dockerkit.cli.CommandOptions;
import io.dockerkit.cli.FlagValues;
import io.dockerkit.cli.ShellQuoting;
import io.dockerkit.container.flags.ResourceLimits;
import io.dockerkit.container.flags.ServiceFlags;
import io.dockerkit.container.flags.ServiceUpdateWriter;
import io.dockerkit.spi.NounBackend;
import io.dockerkit.spi.ServiceBackend;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A {@code docker service update}. What is not named stays as it is. No request is sent until {@link #execute()}, which waits
 * until the service has converged, or {@link #start()}, which does not.
 *
 * <p>Immutable and thread-safe; each option returns a new spec.
 */
@CheckReturnValue
@SuppressWarnings("exports") // what it inherits is called as its own
public final class ServiceUpdateSpec extends CommandOptions<ServiceUpdateSpec>
        implements ServiceOptions<ServiceUpdateSpec> {
    private final ServiceBackend backend;
    private final Duration timeout;
    private final Consumer<? super ServiceProgress> progress;

    private ServiceUpdateSpec(
            ServiceBackend backend,
            CommandLine line,
            Duration timeout,
            Consumer<? super ServiceProgress> progress) {
        super(line);
        this.backend = backend;
        this.timeout = timeout;
        this.progress = progress;
    }

    /**
     * Creates the spec; called by implementations.
     *
     * @hidden
     */
    @SuppressWarnings("exports")
    public static ServiceUpdateSpec of(ServiceBackend backend, String service) {
        return of(
                Objects.requireNonNull(backend, "backend"),
                CommandLine.of(
                        ServiceFlags.UPDATE, List.of(Checks.text("service", "service", service))));
    }

    static ServiceUpdateSpec of(ServiceBackend backend, CommandLine line) {
        return new ServiceUpdateSpec(
                backend,
                line.requireOperands(1, 1, "SERVICE"),
                ServiceSpec.USUAL_TIMEOUT,
                given -> {});
    }

    @Override
    protected ServiceUpdateSpec with(CommandLine next) {
        return new ServiceUpdateSpec(backend, next, timeout, progress);
    }

    /** Sets the image: {@code --image}. */
    public ServiceUpdateSpec image(String image) {
        return flag("image", Checks.text("--image", "image", image));
    }

    /** Sets the arguments of the containers' program; none for the image's own: {@code --args}. */
    public ServiceUpdateSpec args(String... words) {
        return flag("args", ShellQuoting.join(Checks.elements("words", words)));
    }

    /** Replaces the tasks also if nothing changes: {@code --force}. */
    public ServiceUpdateSpec force() {
        return flag("force", "true");
    }

    /** Gives the tasks a config as a file, a name or {@code source=name,target=path,uid=0,gid=0,mode=0444}: {@code --config-add}. */
    public ServiceUpdateSpec configAdd(String config) {
        return flag("config-add", Checks.text("--config-add", "config", config));
    }

    /** Takes a config away: {@code --config-rm}. */
    public ServiceUpdateSpec configRm(String name) {
        return flag("config-rm", Checks.text("--config-rm", "name", name));
    }

    /** Places tasks only on nodes that meet this, {@code node.role==manager} for instance: {@code --constraint-add}. */
    public ServiceUpdateSpec constraintAdd(String constraint) {
        return flag("constraint-add", Checks.text("--constraint-add", "constraint", constraint));
    }

    /** Removes a constraint: {@code --constraint-rm}. */
    public ServiceUpdateSpec constraintRm(String constraint) {
        return flag("constraint-rm", Checks.text("--constraint-rm", "constraint", constraint));
    }

    /** Sets a label of the containers: {@code --container-label-add}. */
    public ServiceUpdateSpec containerLabelAdd(String key, String value) {
        return flag("container-label-add", Checks.pair("--container-label-add", "key", key, value));
    }

    /** Removes a label of the containers: {@code --container-label-rm}. */
    public ServiceUpdateSpec containerLabelRm(String key) {
        return flag("container-label-rm", Checks.text("--container-label-rm", "key", key));
    }

    /** Adds a DNS server: {@code --dns-add}. */
    public ServiceUpdateSpec dnsAdd(String address) {
        return flag("dns-add", Checks.text("--dns-add", "address", address));
    }

    /** Removes a DNS server: {@code --dns-rm}. */
    public ServiceUpdateSpec dnsRm(String address) {
        return flag("dns-rm", Checks.text("--dns-rm", "address", address));
    }

    /** Adds a DNS option: {@code --dns-option-add}. */
    public ServiceUpdateSpec dnsOptionAdd(String option) {
        return flag("dns-option-add", Checks.text("--dns-option-add", "option", option));
    }

    /** Removes a DNS option: {@code --dns-option-rm}. */
    public ServiceUpdateSpec dnsOptionRm(String option) {
        return flag("dns-option-rm", Checks.text("--dns-option-rm", "option", option));
    }

    /** Adds a DNS search domain: {@code --dns-search-add}. */
    public ServiceUpdateSpec dnsSearchAdd(String domain) {
        return flag("dns-search-add", Checks.text("--dns-search-add", "domain", domain));
    }

    /** Removes a DNS search domain: {@code --dns-search-rm}. */
    public ServiceUpdateSpec dnsSearchRm(String domain) {
        return flag("dns-search-rm", Checks.text("--dns-search-rm", "domain", domain));
    }

    /** Sets an environment variable: {@code --env-add}. */
    public ServiceUpdateSpec envAdd(String name, String value) {
        return flag("env-add", Checks.pair("--env-add", "name", name, value));
    }

    /** Removes an environment variable: {@code --env-rm}. */
    public ServiceUpdateSpec envRm(String name) {
        return flag("env-rm", Checks.text("--env-rm", "name", name));
    }

    /** Reserves a number of a resource of the user's own: {@code --generic-resource-add}. */
    public ServiceUpdateSpec genericResourceAdd(String kind, long number) {
        return flag(
                "generic-resource-add",
                Checks.pair(
                        "--generic-resource-add",
                        "kind",
                        kind,
                        String.valueOf(
                                Checks.between(
                                        "--generic-resource-add", number, 1, Long.MAX_VALUE))));
    }

    /** Removes such a reservation: {@code --generic-resource-rm}. */
    public ServiceUpdateSpec genericResourceRm(String kind) {
        return flag("generic-resource-rm", Checks.text("--generic-resource-rm", "kind", kind));
    }

    /** Adds a group of the user: {@code --group-add}. */
    public ServiceUpdateSpec groupAdd(String group) {
        return flag("group-add", Checks.text("--group-add", "group", group));
    }

    /** Removes a group of the user: {@code --group-rm}. */
    public ServiceUpdateSpec groupRm(String group) {
        return flag("group-rm", Checks.text("--group-rm", "group", group));
    }

    /** Adds a line to the hosts file: {@code --host-add}. */
    public ServiceUpdateSpec hostAdd(String host, String address) {
        return flag(
                "host-add",
                Checks.withoutColon("--host-add", "host", host)
                        + ":"
                        + Checks.text("--host-add", "address", address));
    }

    /** Removes a host, {@code host} or {@code host:ip}, from the hosts file: {@code --host-rm}. */
    public ServiceUpdateSpec hostRm(String host) {
        return flag("host-rm", Checks.text("--host-rm", "host", host));
    }

    /** Sets a label of the service: {@code --label-add}. */
    public ServiceUpdateSpec labelAdd(String key, String value) {
        return flag("label-add", Checks.pair("--label-add", "key", key, value));
    }

    /** Removes a label of the service: {@code --label-rm}. */
    public ServiceUpdateSpec labelRm(String key) {
        return flag("label-rm", Checks.text("--label-rm", "key", key));
    }

    /** Mounts a volume, a path of the node or a tmpfs, {@code type=volume,src=data,dst=/data} for instance: {@code --mount-add}. */
    public ServiceUpdateSpec mountAdd(String mount) {
        return flag("mount-add", Checks.text("--mount-add", "mount", mount));
    }

    /** Removes the mount at a path: {@code --mount-rm}. */
    public ServiceUpdateSpec mountRm(String target) {
        return flag("mount-rm", Checks.text("--mount-rm", "target", target));
    }

    /** Connects the tasks to a network, a name or {@code name=…,alias=…}: {@code --network-add}. */
    public ServiceUpdateSpec networkAdd(String network) {
        return flag("network-add", Checks.text("--network-add", "network", network));
    }

    /** Disconnects the tasks from a network: {@code --network-rm}. */
    public ServiceUpdateSpec networkRm(String network) {
        return flag("network-rm", Checks.text("--network-rm", "network", network));
    }

    /** Spreads tasks over the values of a label, {@code spread=node.labels.zone} for instance: {@code --placement-pref-add}. */
    public ServiceUpdateSpec placementPrefAdd(String preference) {
        return flag(
                "placement-pref-add",
                Checks.text("--placement-pref-add", "preference", preference));
    }

    /** Removes such a preference: {@code --placement-pref-rm}. */
    public ServiceUpdateSpec placementPrefRm(String preference) {
        return flag(
                "placement-pref-rm", Checks.text("--placement-pref-rm", "preference", preference));
    }

    /** Publishes a port, {@code 8080:80} or {@code target=80,published=8080,mode=host} for instance: {@code --publish-add}. */
    public ServiceUpdateSpec publishAdd(String port) {
        return flag("publish-add", Checks.text("--publish-add", "port", port));
    }

    /** Removes the published port whose port of the containers is this: {@code --publish-rm}. */
    public ServiceUpdateSpec publishRm(String port) {
        return flag("publish-rm", Checks.text("--publish-rm", "port", port));
    }

    /** Gives the tasks a secret as a file in {@code /run/secrets}, a name or {@code source=name,target=path,uid=0,gid=0,mode=0400}: {@code --secret-add}. */
    public ServiceUpdateSpec secretAdd(String secret) {
        return flag("secret-add", Checks.text("--secret-add", "secret", secret));
    }

    /** Takes a secret away: {@code --secret-rm}. */
    public ServiceUpdateSpec secretRm(String name) {
        return flag("secret-rm", Checks.text("--secret-rm", "name", name));
    }

    /** Sets a kernel parameter: {@code --sysctl-add}. */
    public ServiceUpdateSpec sysctlAdd(String name, String value) {
        return flag("sysctl-add", Checks.pair("--sysctl-add", "name", name, value));
    }

    /** Removes a kernel parameter: {@code --sysctl-rm}. */
    public ServiceUpdateSpec sysctlRm(String name) {
        return flag("sysctl-rm", Checks.text("--sysctl-rm", "name", name));
    }

    /** Sets a limit of processes, -1 for none: {@code --ulimit-add}. */
    public ServiceUpdateSpec ulimitAdd(String name, long soft, long hard) {
        return flag("ulimit-add", ResourceLimits.ulimit("--ulimit-add", name, soft, hard));
    }

    /** Removes a limit of processes: {@code --ulimit-rm}. */
    public ServiceUpdateSpec ulimitRm(String name) {
        return flag("ulimit-rm", Checks.text("--ulimit-rm", "name", name));
    }

    /** Sets how long {@link #execute()} waits at most, instead of ten minutes. Not a flag of the CLI. */
    public ServiceUpdateSpec timeout(Duration limit) {
        Objects.requireNonNull(limit, "limit");
        return new ServiceUpdateSpec(backend, line(), Checks.positive("timeout", limit), progress);
    }

    /** Reports what the tasks do while {@link #execute()} waits. Not a flag of the CLI. */
    public ServiceUpdateSpec onProgress(Consumer<? super ServiceProgress> consumer) {
        return new ServiceUpdateSpec(
                backend, line(), timeout, Objects.requireNonNull(consumer, "consumer"));
    }

    /**
     * Changes the service and waits until it has converged, as the CLI does without {@code --detach}.
     *
     * @throws io.dockerkit.InvalidOptionException if the options do not fit the service; nothing is changed then
     * @throws io.dockerkit.ServiceUpdateException if the update was paused, or the service was rolled back, because tasks failed
     * @throws io.dockerkit.ConflictException if the service was changed by another at the same time
     * @throws io.dockerkit.DockerTimeoutException if it does not converge in time; the update goes on
     */
    public void execute() {
        start();
        if (!line().flags().isSet("detach")) {
            backend.await(
                    line().operand(0),
                    new ServiceBackend.Convergence(
                            timeout, progress, !line().flags().isSet("rollback"), toString()));
        }
    }

    /**
     * Changes the service and does not wait: {@code --detach}.
     *
     * @throws io.dockerkit.InvalidOptionException if the options do not fit the service; nothing is changed then
     * @throws io.dockerkit.ConflictException if the service was changed by another at the same time
     */
    public void start() {
        ServiceUpdateWriter.check(line());
        NounBackend.requireEngineOf(line(), backend);
        FlagValues flags = line().flags();
        backend.update(
                line().operand(0),
                new ServiceBackend.Request(
                        (spec, names) -> ServiceUpdateWriter.update(line(), spec, names),
                        flags.needs(),
                        flags.isSet("image") && !flags.isSet("no-resolve-image"),
                        flags.isSet("with-registry-auth")
                                ? ServiceBackend.Auth.OF_THE_USER
                                : ServiceBackend.Auth.OF_THE_SERVICE,
                        flags.isSet("rollback"),
                        toString()));
    }
}
