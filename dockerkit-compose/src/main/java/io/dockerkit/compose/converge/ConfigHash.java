package io.dockerkit.compose.converge;

import io.dockerkit.compose.project.ConfigHashes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The label {@code com.docker.compose.config-hash}, also of services that were changed since they were read: their keys are put
 * into compose's order first. Stateless and thread-safe.
 */
final class ConfigHash {
    /** The keys of a service in the order in which compose writes them. */
    private static final List<String> KEYS =
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
        Map<String, @Nullable Object> ordered = new LinkedHashMap<>();
        for (String key : KEYS) {
            // these two are written even if they are not set
            if (service.map().containsKey(key)
                    || key.equals("command")
                    || key.equals("entrypoint")) {
                ordered.put(key, service.get(key));
            }
        }
        return ConfigHashes.ofService(ordered);
    }

    static String ofNetwork(Part network) {
        return ConfigHashes.ofNetwork(network.map());
    }

    static String ofVolume(Part volume) {
        return ConfigHashes.ofVolume(volume.map());
    }
}
