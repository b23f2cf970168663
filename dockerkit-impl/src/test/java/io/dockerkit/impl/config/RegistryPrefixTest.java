package io.dockerkit.impl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.ImageReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry prefix is put before the names of Docker Hub, and before no others. */
class RegistryPrefixTest {
    private static final String DIGEST = "sha256:" + "0a".repeat(32);

    @ParameterizedTest
    @CsvSource({
        "registry.example.com/hub/, ubuntu, registry.example.com/hub/ubuntu",
        "registry.example.com/hub, ubuntu:24.04, registry.example.com/hub/ubuntu:24.04",
        "registry.example.com, team/app:1, registry.example.com/team/app:1",
        "localhost:5000/, docker.io/library/ubuntu, localhost:5000/ubuntu",
        "localhost/a/b/, index.docker.io/team/app, localhost/a/b/team/app",
        "[::1]:5000/, ubuntu, [::1]:5000/ubuntu",
        "registry.example.com/hub/, ghcr.io/o/n:1, ghcr.io/o/n:1",
        "registry.example.com/hub/, localhost:5000/app, localhost:5000/app",
        "registry.example.com/hub/, registry.example.com/hub/ubuntu, registry.example.com/hub/ubuntu",
        "'', ubuntu:24.04, ubuntu:24.04"
    })
    void itAppliesToNamesOfDockerHub(String prefix, String name, String pulled) {
        RegistryPrefix read = RegistryPrefix.of("registry prefix", prefix);
        assertThat(read.applyTo(ImageReference.parse(name))).hasToString(pulled);
    }

    @Test
    void aDigestStays() {
        ImageReference both = ImageReference.parse("ubuntu:24.04@" + DIGEST);
        assertThat(RegistryPrefix.of("registry prefix", "r.example/hub").applyTo(both))
                .hasToString("r.example/hub/ubuntu:24.04@" + DIGEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mirror",
                "mirror/",
                "https://registry.example.com/hub/",
                "registry.example.com/Hub/",
                "registry.example.com//",
                "registry.example.com/hub:1/",
                "registry.example.com/hub:1",
                "registry.example.com/a b/",
                "/",
                " ",
                "user@registry.example.com/"
            })
    void whatIsNoPrefixIsRefused(String text) {
        assertThatThrownBy(() -> RegistryPrefix.of(RegistryPrefix.VARIABLE, text))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("\"" + text + "\" for DOCKERKIT_REGISTRY_PREFIX")
                .hasMessageContaining(
                        "accepted form: registry[:port]/[path/] without a scheme, such as registry.example.com/hub/");
    }
}
