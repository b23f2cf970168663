package io.dockerkit.compose.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigHashesTest {
    private static Map<String, Object> postgres() {
        Map<String, Object> service = new LinkedHashMap<>();
        service.put("command", null);
        service.put("entrypoint", null);
        service.put("image", "postgres");
        Map<String, Object> networks = new LinkedHashMap<>();
        networks.put("default", null);
        service.put("networks", networks);
        return service;
    }

    @Test
    void theHashIsThatOfTheJson() {
        // sha256sum of
        // {"command":null,"entrypoint":null,"image":"postgres","networks":{"default":null}}
        assertThat(ConfigHashes.ofService(postgres()))
                .isEqualTo("d336b89da15d6ff8463a4cf94316f13525409249eedb1b1d6f5e7cae3d7d8e60");
    }

    @Test
    void whatIsNotAboutTheContainerDoesNotCount() {
        Map<String, Object> service = new LinkedHashMap<>();
        service.put("profiles", List.of("a"));
        service.put("build", Map.of("context", "/x"));
        service.putAll(postgres());
        service.put("depends_on", Map.of("db", Map.of("required", true)));
        service.put("pull_policy", "always");
        service.put("scale", 2L);
        assertThat(ConfigHashes.ofService(service)).isEqualTo(ConfigHashes.ofService(postgres()));
    }

    @Test
    void ofDeployOnlyTheNumberOfReplicasDoesNotCount() {
        Map<String, Object> one = postgres();
        one.put("deploy", Map.of("replicas", 1L, "mode", "global"));
        Map<String, Object> two = postgres();
        two.put("deploy", Map.of("replicas", 2L, "mode", "global"));
        Map<String, Object> other = postgres();
        other.put("deploy", Map.of("replicas", 1L, "mode", "replicated"));
        assertThat(ConfigHashes.ofService(one))
                .isEqualTo(ConfigHashes.ofService(two))
                .isNotEqualTo(ConfigHashes.ofService(other))
                .isNotEqualTo(ConfigHashes.ofService(postgres()));
    }

    @Test
    void aVolumeWithoutDriverHasTheLocalOne() {
        Map<String, Object> volume = new LinkedHashMap<>();
        volume.put("name", "shop_data");
        Map<String, Object> local = new LinkedHashMap<>(volume);
        local.put("driver", "local");
        assertThat(ConfigHashes.ofVolume(volume))
                .isEqualTo(ConfigHashes.ofVolume(local))
                .isEqualTo("4e9994dd3f18d2005754ebe423d777f4baca4d40768dce9f0f672cc616414856");
        Map<String, Object> labelled = new LinkedHashMap<>(volume);
        labelled.put("labels", Map.of("a", Arrays.asList("b")));
        Map<String, Object> labelledLocal = new LinkedHashMap<>(local);
        labelledLocal.put("labels", Map.of("a", Arrays.asList("b")));
        assertThat(ConfigHashes.ofVolume(labelled)).isEqualTo(ConfigHashes.ofVolume(labelledLocal));
    }
}
