package io.dockerkit.compose.converge;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.LocalFileException;
import io.dockerkit.UnsupportedByEngineException;
import io.dockerkit.cli.CompactJson;
import io.dockerkit.cli.Words;
import io.dockerkit.compose.containers.ComposeLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the body of {@code POST /containers/create} as compose does. Not thread-safe. */
final class ContainerBody {
    private final Model model;
    private final Service service;
    private final Part config;
    private final ContainerPlan plan;
    private final List<String> links;
    private final Endpoints endpoints;
    private final EngineAccess engine;
    private final Report report;

    ContainerBody(
            Model model,
            Service service,
            ContainerPlan plan,
            List<String> links,
            Endpoints endpoints,
            EngineAccess engine,
            Report report) {
        this.model = model;
        this.service = service;
        this.config = service.config();
        this.plan = plan;
        this.links = links;
        this.endpoints = endpoints;
        this.engine = engine;
        this.report = report;
    }

    Map<String, Object> write() {
        Fields body =
                new Fields()
                        .put("Hostname", config.text("hostname"))
                        .put("Domainname", config.text("domainname"))
                        .put("User", config.text("user"))
                        .put("ExposedPorts", exposedPorts())
                        .put("Tty", config.flag("tty"))
                        .put("OpenStdin", config.flag("stdin_open"))
                        .put("StdinOnce", plan.isInteractive() && config.flag("stdin_open"))
                        .put("AttachStdin", plan.isInteractive())
                        .put("AttachStdout", true)
                        .put("AttachStderr", true)
                        .putAlways("Image", service.imageIn(model.name()))
                        .put("WorkingDir", config.text("working_dir"))
                        .put("NetworkDisabled", config.text("network_mode").equals("disabled"))
                        .put("MacAddress", endpoints.macAddress())
                        .put("Labels", labels())
                        .put("StopSignal", config.text("stop_signal"))
                        .put("Env", environment())
                        .put("Healthcheck", healthcheck())
                        .put("HostConfig", hostConfig());
        // an empty list is not the image's own command
        for (Map.Entry<String, String> words :
                Map.of("Cmd", "command", "Entrypoint", "entrypoint").entrySet()) {
            if (config.has(words.getValue())) {
                body.putAlways(words.getKey(), config.texts(words.getValue()));
            }
        }
        if (config.has("stop_grace_period")) {
            body.putAlways(
                    "StopTimeout",
                    Duration.ofNanos(Words.nanos(config.text("stop_grace_period"))).toSeconds());
        }
        Map<String, Object> ends = endpoints.atCreation();
        if (!ends.isEmpty()) {
            body.put("NetworkingConfig", Map.of("EndpointsConfig", ends));
        }
        return body.map();
    }

    private Map<String, Object> exposedPorts() {
        Map<String, Object> ports = new LinkedHashMap<>();
        config.texts("expose").forEach(port -> ports.put(port, Map.of()));
        config.parts("ports").forEach(port -> ports.put(target(port), Map.of()));
        return ports;
    }

    private static String target(Part port) {
        return port.text("target") + "/" + port.text("protocol");
    }

    private Map<String, Object> portBindings() {
        Map<String, List<Object>> bindings = new LinkedHashMap<>();
        for (Part port : config.parts("ports")) {
            bindings.computeIfAbsent(target(port), absent -> new ArrayList<>())
                    .add(
                            Map.of(
                                    "HostIp",
                                    port.text("host_ip"),
                                    "HostPort",
                                    port.text("published")));
        }
        return new LinkedHashMap<>(bindings);
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>(plan.labels());
        labels.put(ComposeLabels.CONFIG_HASH, ConfigHash.ofService(config));
        if (plan.number() > 0) {
            labels.put(ComposeLabels.CONTAINER_NUMBER, String.valueOf(plan.number()));
        }
        labels.put(
                ComposeLabels.DEPENDENCIES,
                service.dependencies().stream()
                        .map(
                                needed ->
                                        needed.service()
                                                + ":"
                                                + needed.condition()
                                                + ":"
                                                + needed.isRestarted())
                        .collect(Collectors.joining(",")));
        return labels;
    }

    private List<String> environment() {
        List<String> variables = new ArrayList<>();
        config.part("environment")
                .map()
                .forEach((name, value) -> variables.add(value == null ? name : name + "=" + value));
        return variables;
    }

    private Map<String, Object> healthcheck() {
        if (!config.has("healthcheck")) {
            return Map.of();
        }
        Part check = config.part("healthcheck");
        if (check.has("start_interval")) {
            requireStartInterval(check);
        }
        return new Fields()
                .put("Test", check.flag("disable") ? List.of("NONE") : check.texts("test"))
                .put("Interval", nanos(check, "interval"))
                .put("Timeout", nanos(check, "timeout"))
                .put("StartPeriod", nanos(check, "start_period"))
                .put("StartInterval", nanos(check, "start_interval"))
                .put("Retries", check.number("retries"))
                .map();
    }

    private void requireStartInterval(Part check) {
        String option = "services." + service.name() + ".healthcheck.start_interval";
        if (!engine.speaks(1, 44)) {
            throw UnsupportedByEngineException.ofOption(option, "1.44", engine.apiVersion());
        }
        if (!check.has("start_period")) {
            throw new InvalidOptionException(
                    option,
                    check.text("start_interval"),
                    "it counts only within a start_period, which is missing");
        }
    }

    private static long nanos(Part part, String key) {
        return part.has(key) ? Words.nanos(part.text(key)) : 0;
    }

    private Map<String, Object> hostConfig() {
        Mounts mounts =
                Mounts.of(model, service, plan.inherited(), plan.imageVolumes(), engine, report);
        Fields host =
                new Fields()
                        .put("AutoRemove", plan.isRemovedAtItsEnd())
                        .putAlways("ConsoleSize", List.of(0, 0))
                        .put("Annotations", config.pairs("annotations"))
                        .put("Binds", mounts.binds())
                        .put("Mounts", mounts.mounts())
                        .put("CapAdd", capabilities("cap_add"))
                        .put("CapDrop", capabilities("cap_drop"))
                        .put("NetworkMode", endpoints.networkMode())
                        .putAlways("Init", config.has("init") ? config.flag("init") : null)
                        .put("IpcMode", config.text("ipc"))
                        .put("CgroupnsMode", config.text("cgroup"))
                        .put("ReadonlyRootfs", config.flag("read_only"))
                        .put("RestartPolicy", restartPolicy())
                        .put("ShmSize", config.number("shm_size"))
                        .put("Sysctls", config.pairs("sysctls"))
                        .put("PortBindings", portBindings());
        Resources.write(config, host);
        writeRest(host);
        return host.map();
    }

    /** Docker's client sends them under their whole names, each once, in order. */
    private List<String> capabilities(String key) {
        return config.texts(key).stream()
                .map(name -> name.toUpperCase(Locale.ROOT))
                .map(name -> name.equals("ALL") || name.startsWith("CAP_") ? name : "CAP_" + name)
                .distinct()
                .sorted()
                .toList();
    }

    private void writeRest(Fields host) {
        Part logging = config.part("logging");
        List<String> options = config.texts("security_opt");
        host.put("VolumeDriver", config.text("volume_driver"))
                .put("VolumesFrom", config.texts("volumes_from"))
                .put("Dns", config.texts("dns"))
                .put("DnsSearch", config.texts("dns_search"))
                .put("DnsOptions", config.texts("dns_opt"))
                .put("ExtraHosts", extraHosts(config))
                .put("SecurityOpt", securityOptions(options))
                .put("StorageOpt", config.pairs("storage_opt"))
                .put("UsernsMode", config.text("userns_mode"))
                .put("UTSMode", config.text("uts"))
                .put("Privileged", config.flag("privileged"))
                .put("PidMode", config.text("pid"))
                .put("Tmpfs", tmpfs())
                .put("Isolation", config.text("isolation"))
                .put("Runtime", config.text("runtime"))
                .put(
                        "LogConfig",
                        new Fields()
                                .put("Type", logging.text("driver"))
                                .put("Config", logging.pairs("options"))
                                .map())
                .put("GroupAdd", config.texts("group_add"))
                .put("Links", links)
                .put("OomScoreAdj", config.number("oom_score_adj"));
        if (options.contains("systempaths=unconfined")) {
            host.putAlways("MaskedPaths", List.of()).putAlways("ReadonlyPaths", List.of());
        }
    }

    /** Returns the hosts with a colon between name and address, which the document has a {@code =} for. */
    static List<String> extraHosts(Part config) {
        return config.texts("extra_hosts").stream()
                .map(host -> Words.key(host) + ":" + Words.value(host))
                .toList();
    }

    private Map<String, String> tmpfs() {
        Map<String, String> tmpfs = new LinkedHashMap<>();
        for (String text : config.texts("tmpfs")) {
            int colon = text.indexOf(':');
            tmpfs.put(
                    colon < 0 ? text : text.substring(0, colon),
                    colon < 0 ? "" : text.substring(colon + 1));
        }
        return tmpfs;
    }

    private Map<String, Object> restartPolicy() {
        Part deployed = config.part("deploy").part("restart_policy");
        if (config.part("deploy").has("restart_policy")) {
            return policy(deployed.text("condition"), deployed.number("max_attempts"));
        }
        String restart = config.text("restart");
        int colon = restart.indexOf(':');
        if (colon < 0) {
            return policy(restart, 0);
        }
        String attempts = restart.substring(colon + 1);
        return policy(
                restart.substring(0, colon),
                attempts.matches("\\d{1,9}") ? Integer.parseInt(attempts) : 0);
    }

    private static Map<String, Object> policy(String condition, long attempts) {
        String name =
                switch (condition) {
                    case "none" -> "no";
                    case "any" -> "always";
                    default -> condition;
                };
        return new Fields().put("Name", name).put("MaximumRetryCount", attempts).map();
    }

    private List<String> securityOptions(List<String> options) {
        List<String> written = new ArrayList<>();
        for (String option : options) {
            if (!option.equals("systempaths=unconfined")) {
                written.add(securityOption(option));
            }
        }
        return written;
    }

    private String securityOption(String option) {
        int separator = option.indexOf('=');
        separator = separator < 0 ? option.indexOf(':') : separator;
        if (separator < 0 && !option.equals("no-new-privileges")) {
            throw new InvalidOptionException(
                    "services." + service.name() + ".security_opt",
                    option,
                    "accepted form: key=value, such as seccomp=profile.json, or no-new-privileges");
        }
        String key = separator < 0 ? option : option.substring(0, separator);
        String value = separator < 0 ? "" : option.substring(separator + 1);
        return key.equals("seccomp") && !value.equals("unconfined") && !value.equals("builtin")
                ? "seccomp=" + profile(value)
                : option;
    }

    private String profile(String file) {
        Path path =
                file.startsWith("~")
                        ? Path.of(System.getProperty("user.home") + file.substring(1))
                        : model.directory().resolve(file);
        try {
            return CompactJson.of(Files.readString(path));
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new LocalFileException(
                    path.toString(),
                    "the seccomp profile of service "
                            + service.name()
                            + ", "
                            + path
                            + ", cannot be read: "
                            + unreadable.getMessage(),
                    unreadable);
        }
    }
}
