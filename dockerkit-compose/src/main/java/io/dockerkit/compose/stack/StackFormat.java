package io.dockerkit.compose.stack;

import static io.dockerkit.compose.stack.Shapes.bytes;
import static io.dockerkit.compose.stack.Shapes.command;
import static io.dockerkit.compose.stack.Shapes.count;
import static io.dockerkit.compose.stack.Shapes.duration;
import static io.dockerkit.compose.stack.Shapes.flag;
import static io.dockerkit.compose.stack.Shapes.healthTest;
import static io.dockerkit.compose.stack.Shapes.hosts;
import static io.dockerkit.compose.stack.Shapes.pairs;
import static io.dockerkit.compose.stack.Shapes.ratio;
import static io.dockerkit.compose.stack.Shapes.text;
import static io.dockerkit.compose.stack.Shapes.texts;
import static io.dockerkit.compose.stack.Shapes.variables;
import static io.dockerkit.compose.stack.Shapes.whole;

import io.dockerkit.compose.stack.Shapes.Listed;
import io.dockerkit.compose.stack.Shapes.Named;
import io.dockerkit.compose.syntax.Interpolation.Cast;
import io.dockerkit.compose.syntax.PortSyntax;
import io.dockerkit.compose.syntax.VolumeSyntax;
import io.dockerkit.compose.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys of version 3, in the order in which {@code docker stack config} writes them. Stateless and thread-safe. */
final class StackFormat {
    private static final Logger LOG = LoggerFactory.getLogger("io.dockerkit.swarm");

    /** What the CLI takes no notice of. */
    static final List<String> UNSUPPORTED =
            List.of(
                    "build",
                    "cgroup_parent",
                    "cgroupns_mode",
                    "devices",
                    "domainname",
                    "external_links",
                    "ipc",
                    "links",
                    "mac_address",
                    "network_mode",
                    "pid",
                    "privileged",
                    "restart",
                    "security_opt",
                    "shm_size",
                    "userns_mode");

    /** What the CLI takes no notice of, since swarms have no use for it. */
    static final Map<String, String> DEPRECATED =
            Map.of(
                    "container_name", "a service has several containers, which the swarm names",
                    "expose", "containers on one network reach all ports of each other");

    /** What the CLI refuses. */
    static final Map<String, String> FORBIDDEN =
            Map.of(
                    "extends",
                    "services cannot extend others; use YAML anchors, or a second file",
                    "volume_driver",
                    "name the driver at the volume, under the top-level key volumes",
                    "volumes_from",
                    "define the volume under the top-level key volumes, and mount it in each service",
                    "cpu_quota",
                    "use deploy.resources",
                    "cpu_shares",
                    "use deploy.resources",
                    "cpuset",
                    "use deploy.resources",
                    "mem_limit",
                    "use deploy.resources",
                    "memswap_limit",
                    "use deploy.resources");

    /** What values become where a variable was put into them. */
    static final Map<String, Cast> CASTS = casts();

    private StackFormat() {}

    private static Map<String, Cast> casts() {
        Map<String, Cast> casts = new LinkedHashMap<>();
        for (String key :
                List.of(
                        "configs.[].mode",
                        "secrets.[].mode",
                        "healthcheck.retries",
                        "deploy.replicas",
                        "deploy.update_config.parallelism",
                        "deploy.rollback_config.parallelism",
                        "deploy.restart_policy.max_attempts",
                        "deploy.placement.max_replicas_per_node",
                        "ports.[].target",
                        "ports.[].published",
                        "ulimits.*",
                        "ulimits.*.hard",
                        "ulimits.*.soft",
                        "oom_score_adj")) {
            casts.put("services.*." + key, Cast.INTEGER);
        }
        for (String key :
                List.of(
                        "deploy.update_config.max_failure_ratio",
                        "deploy.rollback_config.max_failure_ratio")) {
            casts.put("services.*." + key, Cast.NUMBER);
        }
        for (String key :
                List.of(
                        "services.*.healthcheck.disable",
                        "services.*.privileged",
                        "services.*.read_only",
                        "services.*.stdin_open",
                        "services.*.tty",
                        "services.*.volumes.[].read_only",
                        "services.*.volumes.[].volume.nocopy",
                        "networks.*.external",
                        "networks.*.internal",
                        "networks.*.attachable",
                        "volumes.*.external",
                        "secrets.*.external",
                        "configs.*.external")) {
            casts.put(key, Cast.BOOLEAN);
        }
        return casts;
    }

    private static YamlNode mapping(YamlNode at, Map<String, Object> values) {
        Map<String, YamlNode> map = new LinkedHashMap<>();
        values.forEach(
                (key, value) -> {
                    if (!value.equals("") && !value.equals(false) && !value.equals(0L)) {
                        map.put(key, value instanceof YamlNode node ? node : at.with(value));
                    }
                });
        return at.with(map);
    }

    private static Struct keyed(String key, Struct shape) {
        return shape.orShort(
                node -> node.value() instanceof String ? node.with(Map.of(key, node)) : node);
    }

    private static final Struct REFERENCE =
            keyed(
                    "source",
                    Struct.empty()
                            .with("source", text())
                            .with("target", text())
                            .with("uid", text())
                            .with("gid", text())
                            .given("mode", count()));

    private static Shape references() {
        return new Listed(REFERENCE, List::of, value -> Objects.toString(value.get("source"), ""));
    }

    private static final Struct PORT =
            Struct.empty()
                    .with("mode", text())
                    .with("target", count())
                    .with("published", count())
                    .with("protocol", text());

    private static List<YamlNode> ports(YamlNode node) {
        if (node.isMap()) {
            return List.of(node);
        }
        List<YamlNode> ports = new ArrayList<>();
        for (PortSyntax.Port port : PortSyntax.parse(node.text())) {
            if (!port.ip().isEmpty()) {
                LOG.warn(
                        "{}: the address of port {} does not count: a service listens on all addresses of the nodes",
                        node.place(),
                        node.text());
            }
            ports.add(
                    mapping(
                            node,
                            Map.of(
                                    "mode",
                                    "ingress",
                                    "target",
                                    (long) port.target(),
                                    "published",
                                    (long) port.published(),
                                    "protocol",
                                    port.protocol())));
        }
        return ports;
    }

    /** Ports that the swarm chooses are told apart by what they lead to. */
    private static String portKey(Map<String, Object> port) {
        long published = port.get("published") instanceof Long number ? number : 0;
        String protocol = Objects.toString(port.getOrDefault("protocol", "tcp"), "tcp");
        return published == 0
                ? "00000 " + port.get("target") + "/" + protocol
                : String.format(Locale.ROOT, "%05d/%s", published, protocol);
    }

    private static final Struct MOUNT =
            Struct.empty()
                    .with("type", text())
                    .with("source", text())
                    .with("target", text())
                    .with("read_only", flag())
                    .with("consistency", text())
                    .given("bind", Struct.empty().with("propagation", text()))
                    .given("volume", Struct.empty().with("nocopy", flag()).with("subpath", text()))
                    .given("image", Struct.empty().with("subpath", text()))
                    .given("tmpfs", Struct.empty().with("size", whole()))
                    .given("cluster", Struct.empty());

    private static List<YamlNode> mounts(YamlNode node) {
        if (node.isMap()) {
            return List.of(node);
        }
        VolumeSyntax volume;
        try {
            volume = VolumeSyntax.parse(node.text());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage() + "; accepted form: " + VolumeSyntax.FORM, e);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("type", volume.type());
        values.put("source", volume.source());
        values.put("target", volume.target());
        values.put("read_only", volume.isReadOnly());
        if (volume.isNotFilled()) {
            values.put("volume", node.with(Map.of("nocopy", node.with(true))));
        }
        if (!volume.propagation().isEmpty()) {
            values.put("bind", node.with(Map.of("propagation", node.with(volume.propagation()))));
        }
        return List.of(mapping(node, values));
    }

    private static final Struct ULIMIT =
            Struct.empty()
                    .with("single", whole())
                    .with("soft", whole())
                    .with("hard", whole())
                    .orShort(
                            node ->
                                    node.value() instanceof Number
                                            ? node.with(Map.of("single", node))
                                            : node);

    /** One number is written as such. */
    private record Ulimit() implements Shape {
        @Override
        public @Nullable Object read(YamlNode node, String path) {
            return ULIMIT.read(node, path);
        }

        @Override
        public Object merge(Object base, Object over) {
            return over;
        }

        @Override
        public boolean isEmpty(Object value) {
            return ULIMIT.isEmpty(value);
        }

        @Override
        public Object written(Object value) {
            Object single = Struct.map(value).getOrDefault("single", 0L);
            return single.equals(0L) ? ULIMIT.written(value) : single;
        }
    }

    private static final Struct CHANGE =
            Struct.empty()
                    .given("parallelism", count())
                    .with("delay", duration())
                    .with("failure_action", text())
                    .with("monitor", duration())
                    .with("max_failure_ratio", ratio())
                    .with("order", text());

    private static final Struct GENERIC =
            Struct.empty()
                    .given(
                            "discrete_resource_spec",
                            Struct.empty().always("kind", text()).always("value", whole()));

    private static final Struct RESOURCES =
            Struct.empty()
                    .given(
                            "limits",
                            Struct.empty()
                                    .with("cpus", text())
                                    .with("memory", bytes())
                                    .with("pids", whole()))
                    .given(
                            "reservations",
                            Struct.empty()
                                    .with("cpus", text())
                                    .with("memory", bytes())
                                    .with("generic_resources", Listed.of(GENERIC)));

    private static final Struct DEPLOY =
            Struct.empty()
                    .with("mode", text())
                    .given("replicas", count())
                    .with("labels", pairs())
                    .given("update_config", CHANGE)
                    .given("rollback_config", CHANGE)
                    .with("resources", RESOURCES)
                    .given(
                            "restart_policy",
                            Struct.empty()
                                    .with("condition", text())
                                    .given("delay", duration())
                                    .given("max_attempts", count())
                                    .given("window", duration()))
                    .with(
                            "placement",
                            Struct.empty()
                                    .with("constraints", texts())
                                    .with(
                                            "preferences",
                                            Listed.of(Struct.empty().with("spread", text())))
                                    .with("max_replicas_per_node", count()))
                    .with("endpoint_mode", text());

    private static final Struct LOGGING_KEYS =
            Struct.empty().with("driver", text()).with("options", pairs());

    /** The options of two files go together if the drivers do. */
    private static final Struct LOGGING =
            LOGGING_KEYS.mergedBy(
                    (base, over) -> {
                        Object one = base.getOrDefault("driver", "");
                        Object other = over.getOrDefault("driver", "");
                        return one.equals(other) || one.equals("") || other.equals("")
                                ? LOGGING_KEYS.merged(base, over)
                                : over;
                    });

    /** The aliases are those of the second file. */
    private static final Struct ATTACHMENT =
            Struct.empty()
                    .with("aliases", texts())
                    .with("driver_opts", pairs())
                    .with("ipv4_address", text())
                    .with("ipv6_address", text())
                    .mergedBy(
                            (base, over) -> {
                                Map<String, Object> merged = new LinkedHashMap<>(base);
                                merged.remove("aliases");
                                merged.putAll(over);
                                return merged;
                            });

    /** A service. */
    static final Struct SERVICE =
            Struct.empty()
                    .with(
                            "build",
                            keyed(
                                    "context",
                                    Struct.empty()
                                            .with("context", text())
                                            .with("dockerfile", text())
                                            .with("args", variables())
                                            .with("labels", pairs())
                                            .with("cache_from", texts())
                                            .with("extra_hosts", hosts())
                                            .with("network", text())
                                            .with("target", text())))
                    .with("cap_add", texts())
                    .with("cap_drop", texts())
                    .with("cgroupns_mode", text())
                    .with("cgroup_parent", text())
                    .with("command", command())
                    .with("configs", references())
                    .with("container_name", text())
                    .with(
                            "credential_spec",
                            Struct.empty()
                                    .with("config", text())
                                    .with("file", text())
                                    .with("registry", text()))
                    .with("depends_on", texts())
                    .with("deploy", DEPLOY)
                    .with("devices", texts())
                    .with("dns", texts())
                    .with("dns_search", texts())
                    .with("domainname", text())
                    .with("entrypoint", command())
                    .with("environment", variables())
                    .with("env_file", texts())
                    .with("expose", texts())
                    .with("external_links", texts())
                    .with("extra_hosts", hosts())
                    .with("hostname", text())
                    .given(
                            "healthcheck",
                            Struct.empty()
                                    .with("test", healthTest())
                                    .given("timeout", duration())
                                    .given("interval", duration())
                                    .given("retries", count())
                                    .given("start_period", duration())
                                    .given("start_interval", duration())
                                    .with("disable", flag()))
                    .with("image", text())
                    .given("init", flag())
                    .with("ipc", text())
                    .with("isolation", text())
                    .with("labels", pairs())
                    .with("links", texts())
                    .given("logging", LOGGING)
                    .with("mac_address", text())
                    .with("network_mode", text())
                    .with("networks", new Named(ATTACHMENT, true, false))
                    .with("pid", text())
                    .with("ports", new Listed(PORT, StackFormat::ports, StackFormat::portKey))
                    .with("privileged", flag())
                    .with("read_only", flag())
                    .with("restart", text())
                    .with("secrets", references())
                    .with("security_opt", texts())
                    .with("shm_size", text())
                    .with("stdin_open", flag())
                    .given("stop_grace_period", duration())
                    .with("stop_signal", text())
                    .with("sysctls", pairs())
                    .with("tmpfs", texts())
                    .with("tty", flag())
                    .with("ulimits", new Named(new Ulimit(), false, false))
                    .with("user", text())
                    .with("userns_mode", text())
                    .with(
                            "volumes",
                            new Listed(
                                    MOUNT,
                                    StackFormat::mounts,
                                    value -> Objects.toString(value.get("target"), "")))
                    .with("working_dir", text())
                    .extras();

    /** True, or a mapping with the name of old. */
    private static final Struct EXTERNAL =
            Struct.empty()
                    .with("name", text())
                    .with("external", flag())
                    .orShort(
                            node -> {
                                Map<String, YamlNode> map = new LinkedHashMap<>(node.map());
                                map.put("external", node.isMap() ? node.with(true) : node);
                                return node.with(map);
                            });

    /** Written as one word. */
    private record External() implements Shape {
        @Override
        public @Nullable Object read(YamlNode node, String path) {
            return node.isNull() ? null : EXTERNAL.read(node, path);
        }

        @Override
        public boolean isEmpty(Object value) {
            return EXTERNAL.isEmpty(value);
        }

        @Override
        public Object written(Object value) {
            return Struct.map(value).getOrDefault("external", false);
        }
    }

    /** A network. */
    static final Struct NETWORK =
            Struct.empty()
                    .with("name", text())
                    .with("driver", text())
                    .with("driver_opts", pairs())
                    .with(
                            "ipam",
                            Struct.empty()
                                    .with("driver", text())
                                    .with(
                                            "config",
                                            Listed.of(Struct.empty().with("subnet", text()))))
                    .with("external", new External())
                    .with("internal", flag())
                    .with("attachable", flag())
                    .with("labels", pairs())
                    .extras();

    private static final Struct SEGMENTS = Struct.empty().with("segments", pairs());

    private static final Struct CLUSTER =
            Struct.empty()
                    .with("group", text())
                    .given(
                            "access_mode",
                            Struct.empty()
                                    .with("scope", text())
                                    .with("sharing", text())
                                    .given(
                                            "mount_volume",
                                            Struct.empty()
                                                    .with("fs_type", text())
                                                    .with("mount_flags", texts()))
                                    .given("block_volume", Struct.empty()))
                    .given(
                            "accessibility_requirements",
                            Struct.empty()
                                    .with("requisite", Listed.of(SEGMENTS))
                                    .with("preferred", Listed.of(SEGMENTS)))
                    .given(
                            "capacity_range",
                            Struct.empty()
                                    .with("required_bytes", bytes())
                                    .with("limit_bytes", bytes()))
                    .with(
                            "secrets",
                            Listed.of(Struct.empty().with("key", text()).with("secret", text())))
                    .with("availability", text());

    /** A volume. */
    static final Struct VOLUME =
            Struct.empty()
                    .with("name", text())
                    .with("driver", text())
                    .with("driver_opts", pairs())
                    .with("external", new External())
                    .with("labels", pairs())
                    .given("x-cluster-spec", CLUSTER)
                    .extras();

    /** A secret or a config. */
    static final Struct CONTENT =
            Struct.empty()
                    .with("name", text())
                    .with("file", text())
                    .with("external", new External())
                    .with("labels", pairs())
                    .with("driver", text())
                    .with("driver_opts", pairs())
                    .with("template_driver", text())
                    .extras();
}
