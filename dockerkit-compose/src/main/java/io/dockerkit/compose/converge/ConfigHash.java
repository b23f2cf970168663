package io.dockerkit.compose.converge;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The label {@code com.docker.compose.config-hash}: the SHA-256 of what a service, a network or a volume is, written as JSON in
 * the way of compose. Stateless and thread-safe.
 */
final class ConfigHash {
    /** The keys of a service in the order in which compose writes them; what does not count for the hash is left out. */
    private static final List<String> SERVICE =
            List.of(
                    ("annotations attach develop blkio_config cap_add cap_drop cgroup_parent cgroup cpu_count cpu_percent"
                                    + " cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpus cpuset cpu_shares command"
                                    + " configs container_name credential_spec deploy device_cgroup_rules devices dns dns_opt"
                                    + " dns_search dockerfile domainname entrypoint provider environment env_file expose"
                                    + " extends external_links extra_hosts group_add gpus hostname healthcheck image init ipc"
                                    + " isolation labels label_file links logging log_driver log_opt mem_limit"
                                    + " mem_reservation memswap_limit mem_swappiness mac_address models net network_mode"
                                    + " networks oom_kill_disable oom_score_adj pid pids_limit platform ports privileged"
                                    + " read_only restart runtime secrets security_opt shm_size stdin_open"
                                    + " stop_grace_period stop_signal storage_opt sysctls tmpfs tty ulimits use_api_socket"
                                    + " user userns_mode uts volume_driver volumes volumes_from working_dir post_start"
                                    + " pre_stop")
                            .split(" "));

    private ConfigHash() {}

    /** Returns the hash of a service; its build, its dependencies, its profiles and how many there are of it do not count. */
    static String ofService(Part service) {
        Map<String, @Nullable Object> counted = new LinkedHashMap<>();
        for (String key : SERVICE) {
            // these two are written even if they are not set
            if (service.map().containsKey(key) || key.equals("command") || key.equals("entrypoint")) {
                counted.put(key, service.get(key));
            }
        }
        if (service.has("deploy")) {
            counted.put("deploy", service.part("deploy").without("replicas").map());
        }
        return digest(counted);
    }

    static String ofNetwork(Part network) {
        return digest(network.map());
    }

    static String ofVolume(Part volume) {
        if (!volume.text("driver").isEmpty()) {
            return digest(volume.map());
        }
        Map<String, @Nullable Object> local = new LinkedHashMap<>();
        local.put("name", volume.get("name"));
        local.put("driver", "local");
        volume.map().forEach(local::putIfAbsent);
        return digest(local);
    }

    private static String digest(Map<String, @Nullable Object> value) {
        StringBuilder json = new StringBuilder();
        write(json, value);
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(json.toString().getBytes(StandardCharsets.UTF_8));
            return String.format(Locale.ROOT, "%064x", new BigInteger(1, digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Writes it as Go does: without blanks, and with the characters of HTML escaped. */
    private static void write(StringBuilder json, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            String next = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.append(next);
                writeText(json, String.valueOf(entry.getKey()));
                json.append(':');
                write(json, entry.getValue());
                next = ",";
            }
            json.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof Iterable<?> list) {
            String next = "[";
            for (@Nullable Object element : list) {
                json.append(next);
                write(json, element);
                next = ",";
            }
            json.append(next.equals("[") ? "[]" : "]");
        } else if (value instanceof Double || value instanceof Float || value instanceof BigDecimal) {
            json.append(decimal(value));
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            json.append(value);
        } else {
            writeText(json, value.toString());
        }
    }

    private static String decimal(Object number) {
        BigDecimal exact = new BigDecimal(number.toString()).stripTrailingZeros();
        return exact.signum() == 0 ? "0" : exact.toPlainString();
    }

    private static void writeText(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < ' ' || c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029') {
                        json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }
}
