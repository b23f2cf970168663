package io.dockerkit.compose.project;

import static io.dockerkit.compose.project.Quantities.BYTES;
import static io.dockerkit.compose.project.Quantities.COUNT;
import static io.dockerkit.compose.project.Quantities.DEVICE_COUNT;
import static io.dockerkit.compose.project.Quantities.MODE;
import static io.dockerkit.compose.project.Quantities.OPTIONAL_COUNT;
import static io.dockerkit.compose.project.Quantities.OPTIONAL_TIME;
import static io.dockerkit.compose.project.Quantities.OPTIONAL_WHOLE;
import static io.dockerkit.compose.project.Quantities.RATIO;
import static io.dockerkit.compose.project.Quantities.TIME;
import static io.dockerkit.compose.project.Quantities.ULIMIT;
import static io.dockerkit.compose.project.Quantities.WHOLE;
import static io.dockerkit.compose.project.Shapes.COMMAND;
import static io.dockerkit.compose.project.Shapes.FLAG;
import static io.dockerkit.compose.project.Shapes.HEALTH_TEST;
import static io.dockerkit.compose.project.Shapes.HOSTS;
import static io.dockerkit.compose.project.Shapes.OPTIONAL_FLAG;
import static io.dockerkit.compose.project.Shapes.PAIRS;
import static io.dockerkit.compose.project.Shapes.PRINTED;
import static io.dockerkit.compose.project.Shapes.REPEATED;
import static io.dockerkit.compose.project.Shapes.SSH_KEYS;
import static io.dockerkit.compose.project.Shapes.TEXT;
import static io.dockerkit.compose.project.Shapes.TEXTS;
import static io.dockerkit.compose.project.Shapes.VARIABLES;
import static io.dockerkit.compose.project.Shapes.VARIABLES_FILE;
import static io.dockerkit.compose.project.Shapes.listOf;
import static io.dockerkit.compose.project.Shapes.named;

import io.dockerkit.compose.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/** What compose writes of a project: the keys of each mapping in their order, and the shapes of their values. */
final class ComposeFormat {
    private static final Struct DEVICE_REQUEST =
            Struct.empty()
                    .withoutExtras()
                    .with("capabilities", TEXTS)
                    .with("driver", TEXT)
                    .with("count", DEVICE_COUNT)
                    .with("device_ids", TEXTS)
                    .with("options", PAIRS);

    private static final Struct FILE_MOUNT =
            Struct.empty().with(TEXT, "source", "target", "uid", "gid").with("mode", MODE);

    private static final Struct HOOK =
            Struct.empty()
                    .inJson("command", COMMAND)
                    .with("user", TEXT)
                    .with("privileged", FLAG)
                    .with("working_dir", TEXT)
                    .with("environment", VARIABLES);

    private static final Struct BUILD =
            Struct.empty()
                    .with(TEXT, "context", "dockerfile", "dockerfile_inline")
                    .with("entitlements", TEXTS)
                    .with("args", VARIABLES)
                    .with(TEXT, "provenance", "sbom")
                    .with("ssh", SSH_KEYS)
                    .with("labels", PAIRS)
                    .with(TEXTS, "cache_from", "cache_to")
                    .with("no_cache", FLAG)
                    .with("additional_contexts", PAIRS)
                    .with("pull", FLAG)
                    .with("extra_hosts", HOSTS)
                    .with(TEXT, "isolation", "network", "target")
                    .with("secrets", listOf(FILE_MOUNT))
                    .with("shm_size", BYTES)
                    .with("tags", TEXTS)
                    .with("ulimits", named(ULIMIT))
                    .with("platforms", TEXTS)
                    .with("privileged", FLAG);

    private static final Struct WATCH =
            Struct.empty()
                    .always("path", TEXT, "")
                    .always("action", TEXT, "")
                    .with("target", TEXT)
                    .inline("exec", HOOK)
                    .with(TEXTS, "include", "ignore")
                    .with("initial_sync", FLAG);

    private static final Shape RATES =
            listOf(
                    Struct.empty()
                            .always("path", "Path", TEXT, "")
                            .always("rate", "Rate", BYTES, "0"));

    private static final Struct BLOCK_IO =
            Struct.empty()
                    .with("weight", COUNT)
                    .with(
                            "weight_device",
                            listOf(
                                    Struct.empty()
                                            .always("path", "Path", TEXT, "")
                                            .always("weight", "Weight", COUNT, 0L)))
                    .with(
                            RATES,
                            "device_read_bps",
                            "device_read_iops",
                            "device_write_bps",
                            "device_write_iops");

    private static final Struct UPDATE =
            Struct.empty()
                    .with("parallelism", OPTIONAL_COUNT)
                    .with("delay", TIME)
                    .with("failure_action", TEXT)
                    .with("monitor", TIME)
                    .with("max_failure_ratio", RATIO)
                    .with("order", TEXT);

    private static final Struct RESOURCE =
            Struct.empty()
                    .with("cpus", RATIO)
                    .with("memory", BYTES)
                    .with("pids", WHOLE)
                    .with("devices", listOf(DEVICE_REQUEST))
                    .with(
                            "generic_resources",
                            listOf(
                                    Struct.empty()
                                            .with(
                                                    "discrete_resource_spec",
                                                    Struct.empty()
                                                            .always("kind", TEXT, "")
                                                            .always("value", WHOLE, 0L))));

    private static final Struct DEPLOY =
            Struct.empty()
                    .with("mode", TEXT)
                    .with("replicas", OPTIONAL_WHOLE)
                    .with("labels", PAIRS)
                    .with(UPDATE, "update_config", "rollback_config")
                    .inline("resources", Struct.empty().with(RESOURCE, "limits", "reservations"))
                    .with(
                            "restart_policy",
                            Struct.empty()
                                    .with("condition", TEXT)
                                    .with("delay", OPTIONAL_TIME)
                                    .with("max_attempts", OPTIONAL_COUNT)
                                    .with("window", OPTIONAL_TIME))
                    .inline(
                            "placement",
                            Struct.empty()
                                    .with("constraints", TEXTS)
                                    .with(
                                            "preferences",
                                            listOf(Struct.empty().with("spread", TEXT)))
                                    .with("max_replicas_per_node", COUNT))
                    .with("endpoint_mode", TEXT);

    private static final Struct HEALTH_CHECK =
            Struct.empty()
                    .with("test", HEALTH_TEST)
                    .with(OPTIONAL_TIME, "timeout", "interval")
                    .with("retries", OPTIONAL_COUNT)
                    .with(OPTIONAL_TIME, "start_period", "start_interval")
                    .with("disable", FLAG);

    private static final Struct ATTACHMENT =
            Struct.empty()
                    .with("aliases", TEXTS)
                    .with("driver_opts", PAIRS)
                    .with("gw_priority", WHOLE)
                    .with(TEXT, "interface_name", "ipv4_address", "ipv6_address")
                    .with("link_local_ips", TEXTS)
                    .with("mac_address", TEXT)
                    .with("priority", WHOLE);

    private static final Struct PORT =
            Struct.empty()
                    .with(TEXT, "name", "mode", "host_ip")
                    .with("target", COUNT)
                    .with(TEXT, "published", "protocol", "app_protocol");

    private static final Struct MOUNT =
            Struct.empty()
                    .with(TEXT, "type", "source", "target")
                    .with("read_only", FLAG)
                    .with("consistency", TEXT)
                    .with(
                            "bind",
                            Struct.empty()
                                    .with(TEXT, "selinux", "propagation")
                                    .with("create_host_path", FLAG)
                                    .with("recursive", TEXT))
                    .with(
                            "volume",
                            Struct.empty()
                                    .with("labels", PAIRS)
                                    .with("nocopy", FLAG)
                                    .with("subpath", TEXT))
                    .with("tmpfs", Struct.empty().with("size", BYTES).with("mode", COUNT))
                    .with("image", Struct.empty().with("subpath", TEXT));

    private static final Struct DEPENDENCY =
            Struct.empty()
                    .with("condition", TEXT)
                    .with("restart", FLAG)
                    .always("required", FLAG, false);

    private static final Struct DEVICE =
            Struct.empty().with(TEXT, "source", "target", "permissions");

    /** A service. */
    static final Struct SERVICE = afterLogging(untilLogging());

    private static Struct untilLogging() {
        return Struct.empty()
                .with("profiles", TEXTS)
                .with("annotations", PAIRS)
                .with("attach", OPTIONAL_FLAG)
                .with("build", BUILD)
                .with("develop", Struct.empty().with("watch", listOf(WATCH)))
                .with("blkio_config", BLOCK_IO)
                .with(TEXTS, "cap_add", "cap_drop")
                .with(TEXT, "cgroup_parent", "cgroup")
                .with("cpu_count", WHOLE)
                .with("cpu_percent", RATIO)
                .with(WHOLE, "cpu_period", "cpu_quota", "cpu_rt_period", "cpu_rt_runtime")
                .with("cpus", RATIO)
                .with("cpuset", TEXT)
                .with("cpu_shares", WHOLE)
                .inJson("command", COMMAND)
                .with("configs", listOf(FILE_MOUNT))
                .with("container_name", TEXT)
                .with("credential_spec", Struct.empty().with(TEXT, "config", "file", "registry"))
                .with("depends_on", named(DEPENDENCY, false))
                .with("deploy", DEPLOY)
                .with("device_cgroup_rules", TEXTS)
                .with("devices", listOf(DEVICE))
                .with(TEXTS, "dns", "dns_opt", "dns_search")
                .with(TEXT, "dockerfile", "domainname")
                .inJson("entrypoint", COMMAND)
                .with("provider", Struct.empty().with("type", TEXT).with("options", REPEATED))
                .with("environment", VARIABLES)
                .with("env_file", listOf(VARIABLES_FILE))
                .with("expose", PRINTED)
                .with("extends", Struct.empty().withoutExtras().with(TEXT, "file", "service"))
                .with("external_links", TEXTS)
                .with("extra_hosts", HOSTS)
                .with("group_add", TEXTS)
                .with("gpus", listOf(DEVICE_REQUEST))
                .with("hostname", TEXT)
                .with("healthcheck", HEALTH_CHECK)
                .with("image", TEXT)
                .with("init", OPTIONAL_FLAG)
                .with(TEXT, "ipc", "isolation")
                .with("labels", PAIRS)
                .with(TEXTS, "label_file", "links");
    }

    private static Struct afterLogging(Struct service) {
        return service.with("logging", Struct.empty().with("driver", TEXT).with("options", PAIRS))
                .with("log_driver", TEXT)
                .with("log_opt", PAIRS)
                .with(BYTES, "mem_limit", "mem_reservation", "memswap_limit", "mem_swappiness")
                .with("mac_address", TEXT)
                .with("models", named(Struct.empty().with(TEXT, "endpoint_var", "model_var")))
                .with(TEXT, "net", "network_mode")
                .with("networks", named(ATTACHMENT))
                .with("oom_kill_disable", FLAG)
                .with("oom_score_adj", WHOLE)
                .with("pid", TEXT)
                .with("pids_limit", WHOLE)
                .with("platform", TEXT)
                .with("ports", listOf(PORT))
                .with("privileged", FLAG)
                .with("pull_policy", TEXT)
                .with("read_only", FLAG)
                .with(TEXT, "restart", "runtime")
                .with("scale", OPTIONAL_WHOLE)
                .with("secrets", listOf(FILE_MOUNT))
                .with("security_opt", TEXTS)
                .with("shm_size", BYTES)
                .with("stdin_open", FLAG)
                .with("stop_grace_period", OPTIONAL_TIME)
                .with("stop_signal", TEXT)
                .with(PAIRS, "storage_opt", "sysctls")
                .with("tmpfs", TEXTS)
                .with("tty", FLAG)
                .with("ulimits", named(ULIMIT))
                .with("use_api_socket", FLAG)
                .with(TEXT, "user", "userns_mode", "uts", "volume_driver")
                .with("volumes", listOf(MOUNT))
                .with("volumes_from", TEXTS)
                .with("working_dir", TEXT)
                .with(listOf(HOOK), "post_start", "pre_stop");
    }

    /** A network. */
    static final Struct NETWORK =
            Struct.empty()
                    .with(TEXT, "name", "driver")
                    .with("driver_opts", PAIRS)
                    .inline(
                            "ipam",
                            Struct.empty()
                                    .with("driver", TEXT)
                                    .with(
                                            "config",
                                            listOf(
                                                    Struct.empty()
                                                            .withoutExtras()
                                                            .with(
                                                                    TEXT,
                                                                    "subnet",
                                                                    "gateway",
                                                                    "ip_range")
                                                            .with("aux_addresses", PAIRS))))
                    .with(FLAG, "external", "internal", "attachable")
                    .with("labels", PAIRS)
                    .with(OPTIONAL_FLAG, "enable_ipv4", "enable_ipv6");

    /** A volume. */
    static final Struct VOLUME =
            Struct.empty()
                    .with(TEXT, "name", "driver")
                    .with("driver_opts", PAIRS)
                    .with("external", FLAG)
                    .with("labels", PAIRS);

    private static final Struct CONTENT =
            Struct.empty()
                    .with(TEXT, "name", "file", "environment", "content")
                    .with("external", FLAG)
                    .with("labels", PAIRS)
                    .with("driver", TEXT)
                    .with("driver_opts", PAIRS)
                    .with("template_driver", TEXT);

    /** A secret, whose content is never written. */
    static final Shape SECRET = new Content(false);

    /** A config; if its content is that of a variable, only the variable is written. */
    static final Shape CONFIG = new Content(true);

    private record Content(boolean isConfig) implements Shape {
        @Override
        public @Nullable Object write(YamlNode node, String path, Form form) {
            boolean isShown = isConfig && Nodes.text(node, "environment").isEmpty();
            YamlNode shown = isShown ? node : node.without("content").without("x-#value");
            return CONTENT.write(shown, path, form);
        }
    }

    /** A model. */
    static final Struct MODEL =
            Struct.empty()
                    .with(TEXT, "name", "model")
                    .with("context_size", WHOLE)
                    .with("runtime_flags", TEXTS);

    private ComposeFormat() {}
}
